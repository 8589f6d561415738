// The desk's keys and looks for one terminal: what a key means, what a state looks like.
import Screens
import TerminalUI

/// Bindings and theme, chosen once when the desk opens.
public struct DeskScreen: Sendable {
    private let input: DeskInput
    private let theme: Theme

    public init(commands: DeskCommandTable, theme: Theme) {
        input = DeskInput(table: commands)
        self.theme = theme
    }

    func action(for event: InputEvent, in state: DeskState) -> DeskAction? {
        input.action(for: event, in: state)
    }

    func frame(of state: DeskState) -> Frame {
        state.view(theme: theme, commands: input.table)
    }
}
