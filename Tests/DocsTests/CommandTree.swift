// The commands the built program knows, by its own description.
import Foundation
import TerminalHarness
import Testing

/// A command with its options and subcommands.
struct CommandTree: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }
        let names: [Name]?
    }

    let commandName: String
    let subcommands: [CommandTree]?
    let arguments: [Argument]?

    /// Asks the program.
    static func ofTheProgram() throws -> CommandTree {
        struct Description: Decodable {
            let command: CommandTree
        }
        let process = try PipedProcess(.built("earshot", ["--experimental-dump-help"]))
        _ = try process.wait()
        return try JSONDecoder().decode(Description.self, from: Data(process.outputBytes)).command
    }

    private func has(option: String) -> Bool {
        let names = (arguments ?? []).flatMap { $0.names ?? [] }.map { "--\($0.name)" }
        return names.contains(option) || ["--help", "--version"].contains(option)
    }

    /// What is wrong with the words behind the program's name; `nil` where nothing is.
    func objection(to words: [Substring]) -> String? {
        var command = self
        var words = words[...]
        while let word = words.first,
            let next = command.subcommands?.first(where: {
                $0.commandName == word
            })
        {
            command = next
            words = words.dropFirst()
        }
        if let word = words.first, command.subcommands?.isEmpty == false, !word.hasPrefix("-") {
            return "'\(command.commandName)' has no command '\(word)'"
        }
        for word in words where word.hasPrefix("--") && word.count > 2 {
            let option = String(word.split(separator: "=")[0])
            guard command.has(option: option) else {
                return "'\(command.commandName)' has no option \(option)"
            }
        }
        return nil
    }
}

extension Document {
    /// The words behind each `earshot` that is typed as a command.
    var calls: [[Substring]] {
        typed.flatMap { line in
            line.split(whereSeparator: { "|;>&".contains($0) }).compactMap { part in
                let words = part.prefix { $0 != "#" }.split(separator: " ")
                    .drop { $0.contains("=") }
                return words.first == "earshot" ? Array(words.dropFirst()) : nil
            }
        }
    }
}
