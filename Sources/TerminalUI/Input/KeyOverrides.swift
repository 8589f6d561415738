// A person's own keys, read from the text of keys.toml.

import TOMLKit

/// Keys by mode and command, as a person wrote them:
///
/// ```toml
/// [listening]
/// play-pause = ["space", "f5"]
/// skip = []                      # no key
/// ```
public struct KeyOverrides: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        let mode: String
        let command: String
        let keys: [KeyChord]
        let line: Int?
    }

    let entries: [Entry]
    /// Modes with a heading, whether or not keys are under it.
    let modes: [(name: String, line: Int?)]

    public static func == (left: KeyOverrides, right: KeyOverrides) -> Bool {
        left.entries == right.entries && left.modes.map(\.name) == right.modes.map(\.name)
    }

    /// Reads the text of `keys.toml`; names of modes and commands are checked when applied.
    public init(toml: String) throws(KeymapError) {
        let source = TOMLSource(toml)
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            throw .syntax(line: error.source.begin.line, column: error.source.begin.column)
        } catch {
            throw .syntax(line: 1, column: 1)
        }
        var entries: [Entry] = []
        var modes: [(name: String, line: Int?)] = []
        for mode in table.keys.sorted() {
            guard let commands = table[mode]?.table else {
                throw .notKeys(command: mode, line: source.line(of: mode, in: nil))
            }
            modes.append((mode, source.line(ofTable: mode)))
            for command in commands.keys.sorted() {
                let line = source.line(of: command, in: mode)
                let keys = try Self.keys(commands[command], command: command, line: line)
                entries.append(Entry(mode: mode, command: command, keys: keys, line: line))
            }
        }
        self.entries = entries
        self.modes = modes
    }

    private static func keys(
        _ value: TOMLValueConvertible?, command: String, line: Int?
    ) throws(KeymapError) -> [KeyChord] {
        let names: [String]
        if let single = value?.string {
            names = [single]
        } else if let array = value?.array {
            names = array.compactMap(\.string)
            guard names.count == array.count else { throw .notKeys(command: command, line: line) }
        } else {
            throw .notKeys(command: command, line: line)
        }
        var chords: [KeyChord] = []
        for name in names {
            do {
                let chord = try KeyChord(parsing: name)
                if !chords.contains(chord) { chords.append(chord) }
            } catch {
                throw .badKey(error, command: command, line: line)
            }
        }
        return chords
    }
}

extension CommandTable where Mode: RawRepresentable, Mode.RawValue == String, Mode: CaseIterable {
    /// The table with a person's own keys. A command named there has the keys given, in place of
    /// its own; a key taken that way is lost to the command that had it by default.
    public func overridden(by overrides: KeyOverrides) throws(KeymapError) -> CommandTable {
        for (name, line) in overrides.modes where Mode(rawValue: name) == nil {
            throw .unknownMode(name, line: line, known: Mode.allCases.map(\.rawValue))
        }
        var own: [Int: [Mode: [KeyChord]]] = [:]
        var taken: [Mode: Set<KeyChord>] = [:]
        for entry in overrides.entries {
            guard let mode = Mode(rawValue: entry.mode) else { continue }
            guard let index = commands.firstIndex(where: { $0.id == entry.command }) else {
                throw .unknownCommand(
                    entry.command, mode: entry.mode, line: entry.line,
                    nearest: nearestID(to: entry.command))
            }
            own[index, default: [:]][mode] = entry.keys
            taken[mode, default: []].formUnion(entry.keys)
        }
        let keys = commands.enumerated().map { index, command in
            var keys = command.keys
            for (mode, chords) in keys {
                keys[mode] = chords.filter { taken[mode]?.contains($0) != true }
            }
            for (mode, chords) in own[index] ?? [:] { keys[mode] = chords }
            return keys
        }
        return try CommandTable(commands, keys: keys)
    }

    /// The id a mistyped one was meant for: at most two letters wrong.
    private func nearestID(to id: String) -> String? {
        let ranked = commands.map { ($0.id, editDistance($0.id, id)) }
        return ranked.filter { $0.1 <= 2 }.min { $0.1 < $1.1 }?.0
    }
}

/// Letters to add, drop or change to make `left` into `right`.
func editDistance(_ left: String, _ right: String) -> Int {
    let other = Array(right)
    var row = Array(0...other.count)
    for (i, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, candidate) in other.enumerated() {
            let cost = letter == candidate ? diagonal : diagonal + 1
            diagonal = row[j + 1]
            row[j + 1] = min(cost, min(row[j], diagonal) + 1)
        }
    }
    return row[other.count]
}
