// The command table: complete, without collisions, and with the keys that were promised.
import TerminalUI
import Testing

@testable import Screens

@Suite struct CommandTests {
    @Test func everyCommandIsDocumentedAndUnique() throws {
        let table = try DeskCommands.table()
        #expect(Set(table.commands.map(\.id)).count == table.commands.count)
        for command in table.commands {
            #expect(!command.title.isEmpty && command.help.hasSuffix("."), "\(command.id)")
            #expect(!command.keys.values.joined().isEmpty, "\(command.id) has no key")
        }
    }

    @Test(arguments: [
        ("space", "play-pause"), ("r", "again"), ("e", "type"), ("i", "type"), ("enter", "submit"),
        ("w", "wrong-intent"), ("a", "accidental"), ("f", "flag"), ("x", "stop-and-hide"),
        ("s", "skip"), ("u", "undo"), ("?", "help"), ("f1", "help"), (":", "palette"),
        ("q", "quit"), ("<", "slower"), ("[", "slower"), (">", "faster"), ("]", "faster"),
        ("h", "back"), ("left", "back"), ("l", "forward"), ("right", "forward"),
        ("c", "clear-and-retype"),
        ("z", "personal"), ("L", "loop"), ("-", "quieter"), ("=", "louder"), ("n", "note"),
        ("j", "judgments"),
    ])
    func listeningKeysArePromised(key: String, command: String) throws {
        let chord = try KeyChord(parsing: key)
        #expect(try DeskCommands.table().command(for: chord, in: .listening)?.id == command)
    }

    @Test(arguments: [
        ("tab", "play-pause"), ("shift-tab", "back"), ("ctrl-x", "stop-and-hide"),
        ("enter", "submit"), ("alt-enter", "line-break"), ("esc", "listen"), ("f1", "help"),
        ("f5", "play-pause"), ("f6", "back"), ("ctrl-a", "line-start"), ("ctrl-k", "cut-to-end"),
    ])
    func typingKeysArePromised(key: String, command: String) throws {
        let chord = try KeyChord(parsing: key)
        #expect(try DeskCommands.table().command(for: chord, in: .typing)?.id == command)
    }

    @Test func noPlainLetterIsACommandWhereLettersAreText() throws {
        for command in try DeskCommands.table().commands {
            for mode in [DeskMode.typing, .picking, .writing] {
                for chord in command.keys[mode] ?? [] where chord.modifiers.isEmpty {
                    if case .character(let letter) = chord.key {
                        Issue.record("\(letter) cannot be typed in \(mode): \(command.id)")
                    }
                }
            }
        }
    }

    /// Keys that choices of the trade's data use may not be commands where they are pressed.
    @Test func choicesKeepTheirLetters() throws {
        let setting = try Sample.setting()
        let table = try DeskCommands.table()
        let choosing =
            setting.tags.map(\.key) + setting.skipReasons.map(\.key)
            + setting.incidents.categories.map(\.key) + setting.incidents.severities.map(\.key)
        for key in choosing {
            #expect(table.command(for: .key(key), in: .choosing) == nil, "\(key)")
        }
        for key in setting.incidents.categories.map(\.key) + setting.incidents.severities.map(\.key)
        {
            #expect(table.command(for: .key(key), in: .hidden) == nil, "\(key)")
        }
        for key in setting.judgments.axes.flatMap(\.codes).map(\.key) {
            #expect(table.command(for: .key(key), in: .judging) == nil, "\(key)")
        }
    }

    @Test(arguments: DeskMode.allCases) func everyModeHasAWayOnAndHints(mode: DeskMode) throws {
        let table = try DeskCommands.table()
        let desk = try Sample.desk()
        for id in DeskCommands.hints(for: mode) {
            #expect(!table.keys(of: id, in: mode).isEmpty, "\(id) has no key in \(mode)")
        }
        #expect(!table.hints(DeskCommands.hints(for: mode), in: mode, state: desk).isEmpty)
        // Where something sounds or shows there is a way to stop and hide it.
        if ![.resting, .playing, .locked].contains(mode) {
            #expect(table.command(for: .ctrl("x"), in: mode) != nil || mode == .hidden)
        }
    }

    /// The bar of keys of a panel: nothing that does nothing, nothing that does not say what.
    @Test(arguments: ["x", "f", "b", "R", "t", "v", "p", ":", "w", "n", "j", "D", "s", "?"])
    func theBarOffersWhatWorksInWordsThatSayWhat(key: String) throws {
        var sitting = try Sitting()
        try sitting.press(key)
        let bar = try #require(
            sitting.screen().canvas.text.split(separator: "\n").last.map(String.init))
        for vague in ["Enter take ", "Down down", "Del remove  "] { #expect(!bar.contains(vague)) }
        if key == "x" { #expect(!bar.contains("Esc")) }
        if key == "f" || key == "R" { #expect(!bar.contains("Del")) }
        let offers = DeskCommands.offers(in: sitting.desk)
        let table = try DeskCommands.table()
        for offer in offers { #expect(!table.keys(of: offer.id, in: sitting.desk.mode).isEmpty) }
        // Going down the list goes somewhere.
        if offers.contains(where: { $0.id == "choice-down" }), key != "?" {
            let before = sitting.desk
            try sitting.press("down")
            #expect(sitting.desk.overlay != before.overlay)
        }
    }

    @Test(arguments: [1, 35, 74, 120]) func helpHasAsManyLinesAsScrollingKnows(width: Int) throws {
        let lines = HelpText.lines(try DeskCommands.table(), width: width)
        #expect(lines.count == HelpText.lineCount(width: width))
    }

    @Test(arguments: [80, 120]) func helpCutsNothing(width: Int) throws {
        var sitting = try Sitting(size: Size(width: width, height: 24))
        try sitting.press("?")
        var last = ""
        var pages: [String] = []
        while sitting.screen().canvas.text != last {
            last = sitting.screen().canvas.text
            let pane = last.split(separator: "\n").dropFirst().dropLast()
            #expect(!pane.joined().contains(Theme.golden.glyphs.ellipsis))
            pages.append(last)
            try sitting.press("pgdn")
        }
        for command in DeskCommands.all {
            #expect(pages.contains { $0.contains(command.title) }, "\(command.id) is not in help")
        }
    }

    @Test func everyCommandCanBeTakenFromThePalette() throws {
        for command in DeskCommands.all {
            var sitting = try Sitting()
            try sitting.press(":")
            guard case .palette(let picker) = sitting.desk.overlay else {
                Issue.record("no palette")
                return
            }
            #expect(picker.ranked.contains { $0.item.id == command.id })
        }
    }

    @Test func aDisabledCommandSaysWhy() throws {
        var sitting = try Sitting()
        try sitting.press("backspace")
        #expect(sitting.desk.toasts.last?.text == "This clip is not an earlier one")
    }
}
