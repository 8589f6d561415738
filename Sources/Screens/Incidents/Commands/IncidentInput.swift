// From what was typed to what it means, and which keys the bar at the foot offers.
import ReviewCore
import TerminalUI

/// Reads events by the keys in force.
public struct IncidentInput: Sendable {
    public let table: IncidentCommandTable

    public init(table: IncidentCommandTable) {
        self.table = table
    }

    /// What `event` means in `state`; `nil` when it means nothing there.
    public func action(
        for event: InputEvent, in state: IncidentDeskState
    ) -> IncidentAction? {
        switch event {
        case .key(let chord): action(for: chord, in: state)
        case .paste(let text): .pasted(text)
        case .mouse(let mouse): .mouse(mouse)
        case .resize(let size): .resized(size)
        }
    }

    private func action(
        for chord: KeyChord, in state: IncidentDeskState
    ) -> IncidentAction? {
        // Whatever is pressed only shows the desk again.
        if state.isHidden { return table.command(for: chord, in: .list)?.action ?? .backToList }
        if let command = table.command(for: chord, in: state.mode) {
            return command.disabled(state).map { .refused($0) } ?? command.action
        }
        guard state.mode.takesLetters, chord.modifiers.isEmpty,
            case .character(let character) = chord.key
        else { return nil }
        return .typed(character)
    }
}

extension IncidentCommands {
    /// Commands for the bar at the foot, what the incident needs next first, with the words it
    /// says there.
    static func offers(in state: IncidentDeskState) -> [(id: String, text: String?)] {
        if state.isHidden { return [] }
        if let form = state.form { return offers(form) }
        var offers: [(id: String, text: String?)] = []
        if let sound = state.shownSound, case .ready = sound.condition {
            offers += [
                ("play-pause", sound.isPlaying ? "pause" : "play"),
                ("muffle", sound.isMuffled ? "clear" : "muffle"), ("stop-sound", nil),
            ]
        }
        if state.focus == .list { offers.append(("open", nil)) }
        switch state.selected?.glance.stage {
        case .triggered: offers += [("acknowledge", nil)]
        case .owned: offers += [("take-over", nil), ("decide", nil), ("hand-over", nil)]
        case .decided: offers += [("confirm", nil), ("decline", nil)]
        case .closed: offers += [("reopen", nil)]
        case nil: break
        }
        offers += [("agree-to-hold", nil)]
        if state.focus == .story { offers.append(("back", nil)) }
        offers += [
            ("listen", nil), ("note", nil), ("help", nil), ("severity", nil), ("hold", nil),
            ("export", nil), ("shelf", state.shelf == .open ? "closed ones" : "open ones"),
            ("quit", nil),
        ]
        return offers
    }

    private static func offers(_ form: IncidentForm) -> [(id: String, text: String?)] {
        switch form {
        case .help: [("down", "further"), ("page-down", nil), ("close", nil)]
        case .palette: [("take", "run it"), ("down", nil), ("close", nil)]
        case .person: [("take", "hand it over"), ("down", nil), ("close", "leave it")]
        case .other: [("take", "name it"), ("down", nil), ("close", "leave it")]
        case .choice(.fields, _):
            [("toggle", "choose"), ("take", "go on"), ("close", "leave it")]
        case .choice: [("take", "go on"), ("down", nil), ("close", "leave it")]
        case .text(.folder, _): [("take", "write it"), ("close", "leave it")]
        case .text(.note, _): [("take", "note it"), ("line-break", nil), ("close", "leave it")]
        case .text: [("take", "go on"), ("line-break", nil), ("close", "leave it")]
        case .question: [("yes", nil), ("no", nil)]
        }
    }
}
