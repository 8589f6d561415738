// The commands as ArgumentParser knows them, read from its own description of them.
import ArgumentParser
import Foundation

/// A command with its options and subcommands, as `--help` would tell of it.
struct CommandOutline: Decodable {
    let commandName: String
    let shouldDisplay: Bool?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandOutline]?
    let arguments: [ArgumentOutline]?

    /// Those that help lists.
    var shownSubcommands: [CommandOutline] {
        (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    /// Those that are the command's own: help and version are everywhere.
    var ownArguments: [ArgumentOutline] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay && !["help", "version"].contains(argument.longName)
        }
    }

    /// The whole table, from the root.
    static func ofEarshot() throws -> CommandOutline {
        struct Document: Decodable {
            let command: CommandOutline
        }
        let json = Data(Earshot._dumpHelp().utf8)
        return try JSONDecoder().decode(Document.self, from: json).command
    }
}

/// An option, flag or positional argument.
struct ArgumentOutline: Decodable {
    enum Kind: String, Decodable {
        case positional, option, flag
    }

    struct Name: Decodable {
        let kind: String
        let name: String
    }

    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
    let discussion: String?

    var longName: String { names?.first { $0.kind == "long" }?.name ?? "" }

    /// As it is written on a command line: `--queue <name>`.
    var spelling: String {
        let value = "<\(valueName ?? "value")>"
        return switch kind {
        case .positional: value
        case .flag: (names ?? []).map { "--\($0.name)" }.joined(separator: " | ")
        case .option: "--\(longName) \(value)"
        }
    }

    /// As a usage line shows it: what may be left out stands in brackets.
    var usage: String {
        let text = spelling + (isRepeating ? " ..." : "")
        return isOptional || kind == .flag ? "[\(text)]" : text
    }
}
