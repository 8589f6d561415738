// The lines of the help screen: every command with its keys in both modes.
import TerminalUI

/// One line of help.
enum HelpLine {
    case heading(String)
    case command(keys: String, typing: String, title: String, help: String)
    case blank
}

enum HelpText {
    /// As many lines as `lines` answers, whatever the keys.
    static let lineCount = DeskCommands.all.count + 2 * Set(DeskCommands.all.map(\.group)).count

    static func lines(_ table: DeskCommandTable) -> [HelpLine] {
        var lines: [HelpLine] = []
        var groups: [String] = []
        for command in table.commands where !groups.contains(command.group) {
            groups.append(command.group)
        }
        for group in groups {
            lines.append(.heading(group))
            for command in table.commands where command.group == group {
                let typing = table.keys(of: command.id, in: .typing)
                let listening = table.keys(of: command.id, in: .listening)
                lines.append(
                    .command(
                        keys: labels(listening.isEmpty ? elsewhere(command, table) : listening),
                        typing: labels(typing), title: command.title, help: command.help))
            }
            lines.append(.blank)
        }
        return lines
    }

    /// Keys of a command that belongs to panels only.
    private static func elsewhere(_ command: DeskCommand, _ table: DeskCommandTable) -> [KeyChord] {
        guard table.keys(of: command.id, in: .typing).isEmpty else { return [] }
        return DeskMode.allCases.lazy.map { table.keys(of: command.id, in: $0) }
            .first { !$0.isEmpty } ?? []
    }

    private static func labels(_ chords: [KeyChord]) -> String {
        chords.prefix(3).map(\.label).joined(separator: " ")
    }
}
