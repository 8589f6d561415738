// Seeing a location or contacts: asked for by a key, shown until its end, gone with the panel.
import ReviewCore
import TerminalUI

extension DeskState {
    /// The field one key asks for: what the machine's intent needs, else what came with the clip,
    /// so that the answer says why it is not shown. `nil` where the clip came with neither.
    var fieldToDisclose: DisclosedField? {
        guard let clip = work?.clip else { return nil }
        return neededField ?? DisclosedField.allCases.first(where: clip.has)
    }

    /// What came with the clip and the machine's intent needs, so that it may be worth a look.
    var neededField: DisclosedField? {
        guard let clip = work?.clip,
            let intent = clip.interpretation.flatMap({ setting.schema.intent($0.intent) })
        else { return nil }
        return DisclosedField.allCases.first { clip.has($0) && intent.needs($0) }
    }

    mutating func disclose() {
        guard curtain == .open, let work, let field = fieldToDisclose else { return }
        overlay = .disclosure(DisclosurePanel(clip: work.id, field: field))
        ask(.disclose(work.id, field))
    }

    /// An answer to a panel that was closed meanwhile, or to another clip's, is let go.
    mutating func takeDisclosure(_ condition: DisclosurePanel.Condition, of clip: ClipID) {
        guard case .disclosure(var panel) = overlay, panel.clip == clip, work?.id == clip else {
            return
        }
        panel.condition = condition
        overlay = .disclosure(panel)
        watchDisclosure()
    }

    /// Closes what has come to its end, else counts on.
    mutating func watchDisclosure() {
        guard case .disclosure(let panel) = overlay, case .shown(_, let until) = panel.condition
        else { return }
        let left = until.seconds(since: now)
        guard left > 0 else {
            overlay = nil
            return toast("The time for seeing it is over")
        }
        // The minutes left are shown: it is drawn anew with each of them.
        let part = left.truncatingRemainder(dividingBy: 60)
        ask(.schedule(.disclosure, after: part > 0.01 ? part : min(60, left)))
    }

    /// Nothing disclosed stays on a screen that nobody looks at.
    mutating func dropDisclosure() {
        if case .disclosure = overlay { overlay = nil }
    }
}
