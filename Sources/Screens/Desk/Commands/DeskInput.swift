// From what was typed to what it means: the keymap of the mode, then text.
import TerminalUI

/// Reads events by the keys in force.
public struct DeskInput: Sendable {
    public let table: DeskCommandTable

    public init(table: DeskCommandTable) {
        self.table = table
    }

    /// What `event` means in `state`; `nil` when it means nothing there.
    public func action(for event: InputEvent, in state: DeskState) -> DeskAction? {
        switch event {
        case .key(let chord): action(for: chord, in: state)
        case .paste(let text): .pasted(text)
        case .mouse(let mouse): .mouse(mouse)
        case .resize(let size): .resized(size)
        }
    }

    private func action(for chord: KeyChord, in state: DeskState) -> DeskAction? {
        let mode = state.mode
        if let command = table.command(for: chord, in: mode) {
            let action = command.disabled(state).map { DeskAction.refused($0) } ?? command.action
            guard state.mayBeDeaf, chord.modifiers.isEmpty, case .character = chord.key else {
                return action
            }
            return .byLetter(action)
        }
        guard mode.takesLetters, chord.modifiers.isEmpty, case .character(let character) = chord.key
        else { return mode == .resting && state.curtain == .idle ? .showAgain : nil }
        return .typed(character)
    }
}

extension DeskMode {
    /// Whether a letter without a command is text or a choice.
    var takesLetters: Bool {
        switch self {
        case .typing, .picking, .choosing, .judging, .tagging, .writing, .hidden, .locked: true
        case .listening, .slots, .reading, .asking, .resting, .playing: false
        }
    }
}
