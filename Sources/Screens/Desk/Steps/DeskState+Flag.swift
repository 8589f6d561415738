// Distress: stop and hide at once, say what it was in two keys.
import ReviewCore
import TerminalUI

extension DeskState {
    mutating func stopAndHide() {
        ask(.player(.panicStop))
        forgetHoldKey()
        playback.isPlaying = false
        guard work != nil, curtain == .open else { return }
        overlay = nil
        writing = .listening
        curtain = .hidden(FlagChoice(count: setting.incidents.categories.count))
    }

    /// Shows the clip again, or goes on after a rest.
    mutating func showAgain() {
        guard curtain != .open, !isLocked else { return }
        if work?.isGone == true { return leaveGone() }
        endRest()
        curtain = .open
        if work == nil { advance() }
        fillAhead()
    }

    /// A letter names the category, then a digit the severity.
    mutating func chooseFlag(by character: Character) {
        guard let flag = flagUnderHand else { return }
        if flag.category == nil {
            guard let category = setting.incidents.category(forKey: character) else { return }
            choose(category, in: flag)
        } else if let terms = setting.incidents.severities.first(where: { $0.key == character }) {
            choose(terms.severity, in: flag)
        }
    }

    /// Enter on a row of either step.
    mutating func takeFlagRow(_ flag: FlagChoice) {
        guard let index = flag.list.selected else { return }
        if flag.category == nil {
            choose(setting.incidents.categories[index], in: flag)
        } else {
            choose(setting.incidents.severities[index].severity, in: flag)
        }
    }

    /// The severity that Enter takes: the one proposed, until another row is chosen.
    func severityUnderHand(of flag: FlagChoice) -> Severity? {
        guard flag.category != nil, let row = flag.list.selected,
            setting.incidents.severities.indices.contains(row)
        else { return nil }
        return setting.incidents.severities[row].severity
    }

    private var flagUnderHand: FlagChoice? {
        if case .hidden(let flag) = curtain { return flag }
        if case .flag(let flag) = overlay { return flag }
        return nil
    }

    private mutating func choose(_ category: IncidentCategory, in flag: FlagChoice) {
        var flag = flag
        flag.category = category.id
        flag.list = ListState(count: setting.incidents.severities.count)
        let suggested = setting.incidents.severities.firstIndex {
            $0.severity == category.suggested
        }
        flag.list.select(suggested ?? 0, height: listHeight)
        put(flag)
    }

    private mutating func choose(_ severity: Severity, in flag: FlagChoice) {
        guard let category = flag.category else { return }
        var flag = flag
        flag.severity = severity
        work?.flag = Flag(category: category, severity: severity)
        work?.flagSaidAt = now
        changed()
        holdFlag()
        if case .hidden = curtain { return put(flag) }
        overlay = nil
        let title = setting.incidents.category(category)?.title ?? category
        toast("Flagged \(severity.rawValue) · \(title)", .good)
    }

    private mutating func put(_ flag: FlagChoice) {
        if case .hidden = curtain { curtain = .hidden(flag) } else { overlay = .flag(flag) }
    }
}
