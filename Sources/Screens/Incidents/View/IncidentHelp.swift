// The lines of the incident desk's help: every command with its keys, nothing cut off.
import TerminalUI

enum IncidentHelp {
    /// Columns of the keys before a title.
    private static let keyColumns = 16
    private static let indent = 2

    static func lines(_ table: IncidentCommandTable, width: Int) -> [StoryLine] {
        var lines: [StoryLine] = []
        var group = ""
        for command in table.commands {
            if command.group != group {
                if !group.isEmpty { lines.append(.blank) }
                group = command.group
                lines.append(StoryLine(pieces: [(group, .heading)]))
            }
            let keys = keys(of: command.id, table).rightPadded(to: keyColumns)
            lines.append(StoryLine(pieces: [(keys, .hintKey), (command.title, .overlay)]))
            let room = max(8, width - keyColumns - indent)
            let margin = String(repeating: " ", count: keyColumns + indent)
            lines += WrappedText(command.help, width: room).readLines.map {
                StoryLine(pieces: [(margin, .overlay), ($0, .dim)])
            }
        }
        return lines
    }

    /// The keys of whichever mode has some, the one a person is in most first.
    private static func keys(of id: String, _ table: IncidentCommandTable) -> String {
        let keys =
            IncidentMode.allCases.lazy.map { table.keys(of: id, in: $0) }.first { !$0.isEmpty }
            ?? []
        return keys.prefix(3).map(\.label).joined(separator: " ")
    }

    /// How many lines there are, whatever the keys.
    static func lineCount(width: Int) -> Int {
        (try? IncidentCommands.table()).map { lines($0, width: width).count } ?? 0
    }
}
