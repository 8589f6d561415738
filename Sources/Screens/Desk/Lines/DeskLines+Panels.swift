// Panels, the curtain and typed commands in plain lines.
import ReviewCore
import TerminalUI

extension DeskLines {
    func curtain(_ state: DeskState) -> [String] {
        switch state.curtain {
        case .open: return []
        case .idle:
            let by = state.isHiddenByHand ? "Hidden by you" : "Hidden while nobody was here"
            return ["\(by), not locked: a passphrase on your keys would. Enter goes on."]
        case .locked(let lock):
            if case .refused(let reason) = lock.condition { return [reason] }
            return ["Locked. Type your passphrase; it is not shown."]
        case .resting(let rest):
            guard rest.game == nil else { return ["The pieces are for the eyes; esc ends them."] }
            return ShiftText.rest(rest, news: state.flagNews) + ["Enter goes on."]
        case .hidden(let flag):
            if let severity = flag.severity {
                guard flag.note == nil else { return ["A note to the flag; Enter sends both."] }
                return [
                    "Chosen: \(severity.rawValue). It goes by itself; Enter sends it now,"
                        + " n adds a note, u takes it back."
                ]
            }
            return ["Stopped and hidden."] + choices(of: flag, state)
        }
    }

    private func choices(of flag: FlagChoice, _ state: DeskState) -> [String] {
        guard flag.category != nil else {
            return state.setting.incidents.categories.map { "\($0.key): \($0.title)" }
        }
        let proposed = state.severityUnderHand(of: flag)
        return state.setting.incidents.severities.map {
            "\($0.key): \($0.severity.rawValue), \($0.meaning)"
                + ($0.severity == proposed ? " (proposed: Enter takes it)" : "")
        }
    }

    func panel(_ overlay: DeskOverlay, _ state: DeskState) -> [String] {
        switch overlay {
        case .help:
            return table.commands.map { "\($0.id): \($0.help)" }
        case .palette(let picker):
            return ["Commands."] + picker.ranked.prefix(9).map(\.item.title)
        case .intent(let picker):
            return ["Which intent was meant?"] + picker.ranked.prefix(9).map(\.item.title)
        case .slots(let form):
            return ["Slots."]
                + form.slots.map {
                    let value =
                        state.work?.personalShown == true
                        ? $0.value
                        : state.setting.shown($0, besides: form.slots, masked: "masked")
                    return "\(state.setting.schema.title(ofSlot: $0.type)): \(value)"
                }
        case .alternatives:
            return state.shownReadings(masked: "(masked)").enumerated().map {
                "\($0 + 1): \($1.text)"
            }
        case .judgments(let form):
            let axis = state.setting.judgments.axes[form.axis]
            return ["\(axis.title)?"] + axis.codes.map { "\($0.key): \($0.title)" }
        case .tags: return state.setting.tags.map { "\($0.key): \($0.title)" }
        case .personal(let form):
            return ["Personal: what is it? \(form.when)"]
                + PersonalForm.types.map { "\($0.key): \($0.title)" }
        case .note(let editor): return ["Note: \(editor.text)"]
        case .flag(let flag): return choices(of: flag, state)
        case .skip: return state.setting.skipReasons.map { "\($0.key): \($0.title)" }
        case .history:
            return state.earlierNewestFirst.map { "\($0.id.short): \($0.glimpse)" }
        case .devices(let devices): return lines(of: devices)
        case .hearing: return HearingText.lines(state.hearingStatus)
        case .shift: return ShiftText.lines(state.shift, now: state.now)
        case .inbox(_, let new):
            guard !state.inbox.isEmpty else { return [InboxText.empty] }
            return [InboxText.title + "."]
                + state.inbox.map { incident in
                    let category = state.setting.incidents.category(incident.category)?.title
                    return (new.contains(incident.id) ? "New: " : "")
                        + "\(incident.severity.rawValue), \(category ?? incident.category),"
                        + " \(InboxText.age(incident.openedAt, now: state.now)) ago:"
                        + " \(InboxText.outcome(incident))."
                }
        case .disclosure(let panel):
            return [DisclosureText.title(panel) + "."]
                + DisclosureText.lines(panel, state, dot: ".")
        case .confirm(.leave(let reason)): return ["Leave the desk? \(reason)"]
        case .confirm(.dropAmendment): return ["Drop the changes to this earlier clip?"]
        case .confirm(.dismissRefused(let id, let text)):
            return ["\(state.refusal(of: id)). \(text) Put this notice away?"]
        }
    }

    // MARK: - Typed commands

    /// What a typed line means: nothing but Enter, a command's id, title or key, a choice's
    /// letters, or text where text is asked for. Nothing fitting answers an empty list.
    public func actions(for line: String, in state: DeskState) -> [DeskAction] {
        let input = DeskInput(table: table)
        if line.isEmpty {
            return [input.action(for: .key(KeyChord(.enter)), in: state)].compactMap(\.self)
        }
        switch state.mode {
        case .locked:
            return [.edit(.kill(.lineStart))] + line.map { .typed($0) } + [.takeChoice]
        case .typing: return [.edit(.replaceAll(line)), .startListening]
        case .writing: return [.edit(.replaceAll(line)), .takeChoice]
        case .picking: return [.edit(.replaceAll(line)), .takeChoice]
        case .choosing, .judging, .tagging, .hidden:
            if let command = command(named: line, in: state) { return [command] }
            return line.filter { !$0.isWhitespace }.map { .typed($0) }
        case .listening, .slots, .reading, .asking, .resting, .playing:
            return [command(named: line, in: state)].compactMap(\.self)
        }
    }

    /// A command by its id, its title or one of its keys in the mode.
    private func command(named line: String, in state: DeskState) -> DeskAction? {
        let word = line.trimmed.lowercased()
        let byName = table.commands.first { $0.id == word || $0.title.lowercased() == word }
        let chord = try? KeyChord(parsing: line.trimmed)
        let byKey = chord.flatMap { table.command(for: $0, in: state.mode) }
        // A single letter is a key; only longer words are names.
        guard let command = word.count > 1 ? byName ?? byKey : byKey else { return nil }
        return command.disabled(state).map { .refused($0) } ?? command.action
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
