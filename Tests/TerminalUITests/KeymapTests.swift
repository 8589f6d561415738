// Key names, the command table and a person's own keys.

import Testing

@testable import TerminalUI

struct KeymapTests {
    enum Mode: String, CaseIterable, Sendable { case listening, typing }
    enum Action: Sendable { case play, skip, type }
    typealias Table = CommandTable<Mode, Action, Int>

    private func command(_ id: String, _ keys: [Mode: [String]], off: String? = nil) throws
        -> Command<Mode, Action, Int>
    {
        let chords = try keys.mapValues { try $0.map { try KeyChord(parsing: $0) } }
        return Command(
            id: id, title: id.uppercased(), help: "Does \(id).", group: "Sound", keys: chords,
            action: .play, disabled: { $0 == 0 ? off : nil })
    }

    private func table() throws -> Table {
        try Table([
            command("play-pause", [.listening: ["space"], .typing: ["tab"]]),
            command("skip", [.listening: ["s", "f5"]], off: "nothing to skip"),
            command("palette-only", [:]),
        ])
    }

    @Test(arguments: [
        "a", "G", "<", "-", "space", "enter", "tab", "esc", "shift-tab", "ctrl-x", "ctrl-space",
        "alt-enter", "ctrl-left", "alt-shift-up", "f1", "f24", "pageup", "é", "क्षि", "alt--",
        "ctrl-\\", "alt-G", "delete", "?",
    ])
    func namesAreReadBack(_ name: String) throws {
        #expect(try KeyChord(parsing: name).name == name)
    }

    @Test func namesThatMeanTheSame() throws {
        func same(_ left: String, _ right: String) throws -> Bool {
            try KeyChord(parsing: left) == KeyChord(parsing: right)
        }
        #expect(try same("Ctrl-X", "ctrl-x"))
        #expect(try same("Return", "enter"))
        #expect(try same("shift-f1", "f13"))
        #expect(try same("PgUp", "pageup"))
        #expect(try !same("g", "G"))
    }

    @Test(arguments: [
        "", "f0", "f25", "f01", "ctrl-", "hyper-x", "ab", "ctrl-i", "ctrl-m",
        "shift-g", "\u{7}", "\u{202E}", "ctrl-alt-",
    ])
    func namesThatMeanNothing(_ name: String) {
        #expect(throws: KeyNameError.self) { try KeyChord(parsing: name) }
    }

    @Test func labelsAreShort() throws {
        let labels = try ["space", "ctrl-x", "alt-x", "shift-tab", "pageup", "ctrl-left", "f5"]
            .map { try KeyChord(parsing: $0).label }
        #expect(labels == ["Space", "^X", "Alt-x", "Shift-Tab", "PgUp", "Ctrl-Left", "F5"])
    }

    @Test func keysAreLookedUpByMode() throws {
        let table = try table()
        let space = try KeyChord(parsing: "space")
        #expect(table.command(for: space, in: .listening)?.id == "play-pause")
        #expect(table.command(for: space, in: .typing) == nil)
    }

    @Test func doubledIdsAndKeysAreRefused() throws {
        let play = try command("play", [.listening: ["space"]])
        #expect(throws: KeymapError.duplicateCommand(id: "play")) { try Table([play, play]) }
        let other = try command("other", [.listening: ["x", "space"]])
        #expect(
            throws: KeymapError.duplicateKey(
                mode: "listening", key: "space", first: "play", second: "other")
        ) { try Table([play, other]) }
        let elsewhere = try command("other", [.typing: ["space"]])
        #expect(throws: Never.self) { try Table([play, elsewhere]) }
    }

    @Test func aPersonsKeysReplaceAndTake() throws {
        let toml = "[listening]\nplay-pause = [\"f5\", \"p\"]\n[typing]\nplay-pause = []\n"
        let table = try table().overridden(by: KeyOverrides(toml: toml))
        func id(_ name: String, _ mode: Mode) throws -> String? {
            table.command(for: try KeyChord(parsing: name), in: mode)?.id
        }
        #expect(try id("f5", .listening) == "play-pause", "taken from skip")
        #expect(try id("p", .listening) == "play-pause")
        #expect(try id("space", .listening) == nil)
        #expect(try id("s", .listening) == "skip", "its other key stays")
        #expect(try id("tab", .typing) == nil)
        #expect(table.help(for: .typing).isEmpty)
    }

    private static let mistakes: [(String, KeymapError)] = [
        ("[listening", KeymapError.syntax(line: 1, column: 11)),
        ("[lissening]\n", .unknownMode("lissening", line: 1, known: ["listening", "typing"])),
        (
            "\n[listening]\nplay-puase = \"x\"",
            .unknownCommand("play-puase", mode: "listening", line: 3, nearest: "play-pause")
        ),
        ("[listening]\nskip = \"hyper-x\"", .badKey(.unknown("hyper-x"), command: "skip", line: 2)),
        ("[listening]\nskip = [1]", .notKeys(command: "skip", line: 2)),
        ("[listening]\nskip = true", .notKeys(command: "skip", line: 2)),
        ("skip = \"x\"", .notKeys(command: "skip", line: 1)),
        (
            "[listening]\nskip = \"x\"\nplay-pause = \"x\"",
            .duplicateKey(mode: "listening", key: "x", first: "play-pause", second: "skip")
        ),
    ]

    @Test(arguments: mistakes)
    func mistakesInKeysToml(_ toml: String, _ error: KeymapError) throws {
        let table = try table()
        #expect(throws: error) { try table.overridden(by: KeyOverrides(toml: toml)) }
    }

    @Test func listsForTheScreenComeFromTheTable() throws {
        let table = try table()
        #expect(
            table.hints(["skip", "play-pause", "none"], in: .listening, state: 0) == [
                Hint(key: "Space", text: "PLAY-PAUSE")
            ])
        #expect(table.hints(["skip"], in: .listening, state: 1).map(\.key) == ["s"])
        let palette = table.palette(in: .typing, state: 0)
        #expect(palette.map(\.id) == ["play-pause", "skip", "palette-only"])
        #expect(palette.map(\.key) == ["Tab", nil, nil])
        #expect(palette[1].disabled == "nothing to skip")
        #expect(table.help(for: .listening).map(\.title) == ["Sound"])
    }
}
