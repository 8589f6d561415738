// The lines of the help screen: every command with its keys in both modes, nothing cut off.
import TerminalUI

/// One line of help.
enum HelpLine: Equatable {
    case heading(String)
    case command(keys: String, typing: String, title: String)
    /// What the command above does, or more of it.
    case help(String)
    case blank
}

enum HelpText {
    /// Columns of the titles and of the keys of each mode; the last takes what is left.
    static let titleColumns = 31
    static let keyColumns = 20
    static let indent = 2

    /// As many lines as `lines` answers at this width, whatever the keys.
    static func lineCount(width: Int) -> Int {
        let groups = Set(DeskCommands.all.map(\.group)).count
        return 2 * groups
            + DeskCommands.all.reduce(0) { $0 + 1 + wrapped($1.help, width: width).count }
    }

    static func lines(_ table: DeskCommandTable, width: Int) -> [HelpLine] {
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
                        typing: labels(typing), title: command.title))
                lines += wrapped(command.help, width: width).map { .help($0) }
            }
            lines.append(.blank)
        }
        return lines
    }

    private static func wrapped(_ help: String, width: Int) -> [String] {
        WrappedText(help, width: max(8, width - indent)).readLines
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
