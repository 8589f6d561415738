// From what was typed to what it means on the board: the keymap of the mode, then text.
import TerminalUI

/// Reads events by the keys in force.
public struct BoardInput: Sendable {
    public let table: BoardCommandTable

    public init(table: BoardCommandTable) {
        self.table = table
    }

    /// What `event` means in `state`; `nil` when it means nothing there.
    public func action(for event: InputEvent, in state: BoardState) -> BoardAction? {
        switch event {
        case .key(let chord): action(for: chord, in: state)
        case .paste(let text): .pasted(text)
        case .mouse(let mouse): .mouse(mouse)
        case .resize(let size): .resized(size)
        }
    }

    private func action(for chord: KeyChord, in state: BoardState) -> BoardAction? {
        if let command = table.command(for: chord, in: state.mode) {
            return command.disabled(state).map { .refused($0) } ?? command.action
        }
        guard state.mode.takesLetters, chord.modifiers.isEmpty,
            case .character(let character) = chord.key
        else { return nil }
        return .typed(character)
    }
}

extension BoardMode {
    /// Whether a letter without a command is text.
    var takesLetters: Bool {
        switch self {
        case .filtering, .picking, .writing: true
        case .watching, .reading, .asking: false
        }
    }
}
