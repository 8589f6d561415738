// Commands of panels, lists and the screen itself.
import TerminalUI

extension DeskCommands {
    static let moving: [DeskCommand] = [
        panel(
            "take", "take", "Takes what is chosen, or keeps what was written.", .takeChoice,
            [KeyChord(.enter)],
            in: [.picking, .choosing, .judging, .tagging, .slots, .writing, .hidden, .locked]),
        panel(
            "toggle", "choose", "Chooses the entry, or takes the choice back.", .toggleChoice,
            [.key(" ")], in: [.choosing, .judging]),
        panel(
            "close", "close", "Closes the panel, or goes back one step in it.", .closePanel,
            [KeyChord(.escape)],
            in: [.picking, .choosing, .judging, .tagging, .slots, .writing, .reading, .hidden]),
        panel("choice-up", "up", "Moves up.", .moveChoice(-1), [KeyChord(.up)], in: lists),
        panel("choice-down", "down", "Moves down.", .moveChoice(1), [KeyChord(.down)], in: lists),
        panel(
            "choice-up-too", "up (filtering)", "Moves up while letters narrow the list.",
            .moveChoice(-1), [.ctrl("p")], in: [.picking]),
        panel(
            "choice-down-too", "down (filtering)", "Moves down while letters narrow the list.",
            .moveChoice(1), [.ctrl("n")], in: [.picking]),
        panel(
            "page-up", "page up", "Moves up a page.", .pageChoice(-1), [KeyChord(.pageUp)],
            in: lists),
        panel(
            "page-down", "page down", "Moves down a page.", .pageChoice(1), [KeyChord(.pageDown)],
            in: lists),
        panel("first", "first", "Moves to the first.", .firstChoice, [KeyChord(.home)], in: lists),
        panel("last", "last", "Moves to the last.", .lastChoice, [KeyChord(.end)], in: lists),
        panel(
            "code-left", "answer left", "Moves to the answer on the left.", .moveWithin(-1),
            [KeyChord(.left)], in: [.judging]),
        panel(
            "code-right", "answer right", "Moves to the answer on the right.", .moveWithin(1),
            [KeyChord(.right)], in: [.judging]),
        panel(
            "remove", "remove", "Removes the slot, the answers of the row, the flag or the tag.",
            .removeChoice, [KeyChord(.delete), KeyChord(.backspace)],
            in: [.slots, .judging, .tagging, .choosing]),
        panel(
            "span-from-loop", "loop as its sound", "Takes the loop as the sound to be covered.",
            .spanFromLoop, [KeyChord(.tab)], in: [.tagging]),
        panel(
            "span-earlier", "begins earlier", "Covers the sound from a little earlier on.",
            .nudgeSpan(start: -1, end: 0), [KeyChord(.left)], in: [.tagging]),
        panel(
            "span-later", "begins later", "Covers the sound from a little later on.",
            .nudgeSpan(start: 1, end: 0), [KeyChord(.right)], in: [.tagging]),
        panel(
            "span-shorter", "ends earlier", "Covers the sound to a little earlier.",
            .nudgeSpan(start: 0, end: -1), [KeyChord(.left, .shift)], in: [.tagging]),
        panel(
            "span-longer", "ends later", "Covers the sound to a little later.",
            .nudgeSpan(start: 0, end: 1), [KeyChord(.right, .shift)], in: [.tagging]),
        panel("add-slot", "add", "Adds a slot.", .addEntry, [.key("a"), .key("+")], in: [.slots]),
        panel(
            "slot-type", "type of slot", "Changes what kind of slot it is.", .changeType,
            [.key("t")], in: [.slots]),
        panel("yes", "yes", "Answers yes.", .answer(yes: true), [.key("y")], in: [.asking]),
        panel(
            "no", "no", "Answers no.", .answer(yes: false), [.key("n"), KeyChord(.escape)],
            in: [.asking]),
        panel(
            "show-again", "show again", "Shows the clip again, or goes on after a rest.",
            .showAgain, [.ctrl("o")], in: [.hidden]),
        panel(
            "go-on", "go on", "Goes on with the next clip, or shows the clip again.", .showAgain,
            [KeyChord(.enter)], in: [.resting]),
        panel(
            "set-aside", "set aside, no flag",
            "Sets the hidden clip aside as too distressing, without a flag.", .setAsideHidden,
            [.key(".")], in: [.hidden]),
        panel(
            "flag-note", "add a note",
            "Writes a few words to the flag, for those who answer for it; Enter sends both.",
            .noteFlag, [.key("n")], in: [.hidden]),
        panel(
            "flag-back", "take the flag back",
            "Takes back what was said of the hidden clip, before it is sent.", .closePanel,
            [.key("u")], in: [.hidden]),
    ]

    static let screen: [DeskCommand] = [
        screen(
            "help", "help", "Shows every command and its keys.", .open(.help),
            [.listening: [.key("?"), .function(1)], .typing: [.function(1)]]),
        screen(
            "palette", "command palette", "Finds a command by a part of its name.",
            .open(.palette),
            [.listening: [.key(":"), .function(9)], .typing: [.alt("x"), .function(9)]]),
        screen(
            "find-command", "find", "Finds a command by a part of its name.", .open(.palette),
            [.reading: [.key("/")], .listening: [.key("/")]]),
        screen(
            "quit", "leave", "Leaves the desk; asks first where something is unfinished.", .quit,
            [.listening: [.key("q")], .resting: [.key("q")], .locked: [.ctrl("c")]]),
        screen(
            "lock", "lock",
            "Silences and hides everything until you are back; asks for your passphrase, if any.",
            .lock, lockKeys),
        screen(
            "suspend", "suspend", "Gives the terminal back to the shell; fg comes back.", .suspend,
            Dictionary(uniqueKeysWithValues: DeskMode.allCases.map { ($0, [.ctrl("z")]) })),
        screen(
            "repaint", "repaint", "Paints the screen anew.", .repaint,
            Dictionary(uniqueKeysWithValues: DeskMode.allCases.map { ($0, [.ctrl("l")]) })),
    ]

    private static let lockKeys: [DeskMode: [KeyChord]] = {
        var keys = KeysIn.work(listening: [.key("Q")], everywhere: [.ctrl("q")])
        for mode in [DeskMode.hidden, .resting, .playing] { keys[mode] = [.ctrl("q")] }
        return keys
    }()

    private static let lists: [DeskMode] = [
        .picking, .choosing, .judging, .tagging, .slots, .reading, .hidden,
    ]

    private static func panel(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction, _ keys: [KeyChord],
        in modes: [DeskMode]
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Panels",
            keys: Dictionary(uniqueKeysWithValues: modes.map { ($0, keys) }), action: action)
    }

    private static func screen(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        _ keys: [DeskMode: [KeyChord]]
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Screen", keys: keys, action: action)
    }
}
