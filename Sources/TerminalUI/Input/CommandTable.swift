// All commands of a screen with their keys: what keymaps, help, hints and the palette read.

/// Why commands and keys do not fit together. All of these name the place to mend.
public enum KeymapError: Error, Equatable, CustomStringConvertible {
    case duplicateCommand(id: String)
    case duplicateKey(mode: String, key: String, first: String, second: String)
    case syntax(line: Int, column: Int)
    case unknownMode(String, line: Int?, known: [String])
    case unknownCommand(String, mode: String, line: Int?, nearest: String?)
    case badKey(KeyNameError, command: String, line: Int?)
    case notKeys(command: String, line: Int?)

    public var description: String {
        switch self {
        case .duplicateCommand(let id):
            "two commands are called \"\(id)\""
        case .duplicateKey(let mode, let key, let first, let second):
            "\(key) means both \"\(first)\" and \"\(second)\" in \(mode) mode: "
                + "give one of them another key"
        case .syntax(let line, let column):
            "keys.toml, line \(line), column \(column): not valid TOML"
        case .unknownMode(let mode, let line, let known):
            "keys.toml\(Self.place(line)): no mode is called \"\(mode)\" "
                + "(there is \(known.joined(separator: ", ")))"
        case .unknownCommand(let id, let mode, let line, let nearest):
            "keys.toml\(Self.place(line)): no command is called \"\(id)\" (in [\(mode)])"
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .badKey(let error, let command, let line):
            "keys.toml\(Self.place(line)): \(command): \(error.description)"
        case .notKeys(let command, let line):
            "keys.toml\(Self.place(line)): \(command) needs a list of keys such as [\"space\"]"
        }
    }

    private static func place(_ line: Int?) -> String { line.map { ", line \($0)" } ?? "" }
}

/// The commands of a screen, each id and each key of a mode there once.
public struct CommandTable<Mode: Hashable & Sendable, Action: Sendable, State>: Sendable {
    public typealias Entry = Command<Mode, Action, State>

    /// In the order they were declared.
    public let commands: [Entry]
    private let byID: [String: Int]
    private let byKey: [Mode: [KeyChord: Int]]
    private let keysByCommand: [[Mode: [KeyChord]]]

    /// Refuses two commands with one id, and two meanings of one key in a mode.
    public init(_ commands: [Entry]) throws(KeymapError) {
        try self.init(commands, keys: commands.map(\.keys))
    }

    /// `keys` says, for each command in turn, which keys it has in which mode.
    init(_ commands: [Entry], keys: [[Mode: [KeyChord]]]) throws(KeymapError) {
        var byID: [String: Int] = [:]
        var byKey: [Mode: [KeyChord: Int]] = [:]
        for (index, command) in commands.enumerated() {
            if byID.updateValue(index, forKey: command.id) != nil {
                throw .duplicateCommand(id: command.id)
            }
            for (mode, chords) in keys[index] {
                for chord in chords {
                    let earlier = byKey[mode, default: [:]].updateValue(index, forKey: chord)
                    guard let earlier else { continue }
                    throw .duplicateKey(
                        mode: "\(mode)", key: chord.name, first: commands[earlier].id,
                        second: command.id)
                }
            }
        }
        self.commands = commands
        self.byID = byID
        self.byKey = byKey
        keysByCommand = keys
    }

    /// What `chord` means in `mode`.
    public func command(for chord: KeyChord, in mode: Mode) -> Entry? {
        byKey[mode]?[chord].map { commands[$0] }
    }

    public func command(id: String) -> Entry? {
        byID[id].map { commands[$0] }
    }

    /// The keys of a command in a mode, the one to show first.
    public func keys(of id: String, in mode: Mode) -> [KeyChord] {
        byID[id].flatMap { keysByCommand[$0][mode] } ?? []
    }

    /// The commands that have keys in `mode`, under their headings, both as declared.
    public func help(for mode: Mode) -> [HelpGroup] {
        var groups: [HelpGroup] = []
        for command in commands {
            let keys = keys(of: command.id, in: mode)
            guard !keys.isEmpty else { continue }
            let entry = HelpEntry(
                keys: keys.map(\.label), title: command.title, help: command.help)
            if let index = groups.firstIndex(where: { $0.title == command.group }) {
                groups[index].entries.append(entry)
            } else {
                groups.append(HelpGroup(title: command.group, entries: [entry]))
            }
        }
        return groups
    }

    /// Footer hints for the commands named, most important first; those that have no key in the
    /// mode or cannot run now are left out.
    public func hints(_ ids: [String], in mode: Mode, state: State) -> [Hint] {
        ids.compactMap { id in
            guard let command = command(id: id), command.disabled(state) == nil,
                let key = keys(of: id, in: mode).first
            else { return nil }
            return Hint(key: key.label, text: command.title)
        }
    }

    /// Every command for the palette, with its key in `mode` and why it cannot run now.
    public func palette(in mode: Mode, state: State) -> [PaletteEntry] {
        commands.map { command in
            PaletteEntry(
                id: command.id, title: command.title, help: command.help,
                key: keys(of: command.id, in: mode).first?.label,
                disabled: command.disabled(state))
        }
    }
}

/// Commands under one heading of the help screen.
public struct HelpGroup: Sendable, Equatable {
    public let title: String
    public var entries: [HelpEntry]

    public init(title: String, entries: [HelpEntry]) {
        self.title = title
        self.entries = entries
    }
}

/// A command as the help screen lists it.
public struct HelpEntry: Sendable, Equatable {
    public let keys: [String]
    public let title: String
    public let help: String

    public init(keys: [String], title: String, help: String) {
        self.keys = keys
        self.title = title
        self.help = help
    }
}

/// A key and what it does, for the footer.
public struct Hint: Sendable, Equatable {
    public let key: String
    public let text: String

    public init(key: String, text: String) {
        self.key = key
        self.text = text
    }
}

/// A command as the palette lists it.
public struct PaletteEntry: Sendable, Equatable {
    public let id: String
    public let title: String
    public let help: String
    public let key: String?
    /// Why it cannot run now.
    public let disabled: String?
}
