// The desk's keys and looks for one terminal: what a key means, what a state looks like.
import Screens
import TerminalUI

/// Bindings and theme, chosen once when the desk opens.
public struct DeskScreen: Sendable {
    let commands: DeskCommandTable
    let theme: Theme

    public init(commands: DeskCommandTable, theme: Theme) {
        self.commands = commands
        self.theme = theme
    }
}
