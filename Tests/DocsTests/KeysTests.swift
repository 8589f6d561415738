// The reviewer's table of keys is the command table, and the examples of files are read.
import Screens
import TerminalUI
import Testing

@Suite struct KeysTests {
    /// Rows of the reviewer's table: command, keys while listening, keys while typing.
    private static func rows() throws -> [(id: String, listening: [String], typing: [String])] {
        let rows = try Document.named("docs/reviewer.md").rows.filter { $0.count == 4 }
        return rows.dropFirst().filter { !$0[0].hasPrefix("-") }.map { row in
            (row[0], keys(row[1]), keys(row[2]))
        }
    }

    private static func keys(_ cell: String) -> [String] {
        cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    @Test func theTableHasTheDefaultKeys() throws {
        let table = try DeskCommands.table()
        let rows = try Self.rows()
        #expect(rows.count > 30)
        for row in rows {
            let listening = table.keys(of: row.id, in: .listening).map(\.name)
            let typing = table.keys(of: row.id, in: .typing).map(\.name)
            #expect(row.listening == listening, "\(row.id) while listening")
            #expect(row.typing == typing, "\(row.id) while typing")
        }
    }

    /// Editing keys are told in a sentence, and the questions of the judgments by their first.
    @Test func theTableLeavesNothingOut() throws {
        let told = Set(try Self.rows().map(\.id) + ["find-command"])
        let table = try DeskCommands.table()
        for command in table.commands where command.group != "Editing" {
            let isWork = [DeskMode.listening, .typing].contains {
                !table.keys(of: command.id, in: $0).isEmpty
            }
            guard isWork, !command.id.hasPrefix("judge-") else { continue }
            #expect(told.contains(command.id), "docs/reviewer.md does not tell of \(command.id)")
        }
    }

    /// Rows of the supervisor's table: command, keys, what it does.
    @Test func theBoardsTableHasTheDefaultKeysAndLeavesNothingOut() throws {
        let table = try BoardCommands.table()
        let rows = try Document.named("docs/supervisor.md").rows.filter { row in
            row.count == 3 && table.command(id: row[0]) != nil
        }
        for row in rows {
            #expect(
                Self.keys(row[1]) == table.keys(of: row[0], in: .watching).map(\.name), "\(row[0])")
        }
        let told = Set(rows.map { $0[0] })
        for command in table.commands where command.group != "Lists and panels" {
            let isEverywhere = ["suspend", "repaint"].contains(command.id)
            #expect(isEverywhere || told.contains(command.id), "\(command.id) is not told of")
        }
    }

    /// Rows of the officer's table: command, keys, what it does. What moves about is told by help.
    @Test func theIncidentDesksTableHasTheDefaultKeysAndEveryStep() throws {
        let table = try IncidentCommands.table()
        let rows = try Document.named("docs/officer.md").rows.filter { row in
            row.count == 3 && table.command(id: row[0]) != nil
        }
        for row in rows {
            #expect(
                Self.keys(row[1]) == table.keys(of: row[0], in: .list).map(\.name), "\(row[0])")
        }
        let told = Set(rows.map { $0[0] })
        for command in table.commands where ["Steps", "Sound"].contains(command.group) {
            #expect(told.contains(command.id), "\(command.id) is not told of")
        }
    }

    @Test func theKeysOfTheReadmeAreTheDefaultOnes() throws {
        let table = try DeskCommands.table()
        for row in try Document.named("README.md").rows where row.count == 2 {
            let named = Self.keys(row[0])
            guard !named.isEmpty else { continue }
            for name in named {
                let chord = try KeyChord(
                    parsing: name.lowercased() == name ? name : Self.plain(name))
                let isBound = [DeskMode.listening, .typing].contains {
                    table.command(for: chord, in: $0) != nil
                }
                #expect(isBound, "\(name) does nothing")
            }
        }
    }

    /// `Enter` is written in prose as people say it, and `enter` in the table as files have it.
    private static func plain(_ name: String) -> String {
        name.count > 1 ? name.lowercased() : name
    }

    @Test func theExampleOfOwnKeysIsTaken() throws {
        let example = try #require(
            try Document.named("docs/reviewer.md").blocks.first { $0.language == "toml" })
        let table = try DeskCommands.table().overridden(by: KeyOverrides(toml: example.text))
        #expect(table.keys(of: "skip", in: .listening).isEmpty)
    }

    @Test func theExampleOfAThemeIsTaken() throws {
        let example = try #require(
            try Document.named("docs/administrator.md").blocks.first {
                $0.language == "toml" && $0.text.contains("harbour")
            })
        #expect(try Theme.parse(toml: example.text).name == "harbour")
    }
}
