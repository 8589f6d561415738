// Every command of the incident desk, declared once: keys, help, palette and hints come from here.
import ReviewCore
import TerminalUI

public typealias IncidentCommand = Command<IncidentMode, IncidentAction, IncidentDeskState>
/// The incident desk's commands with the keys in force.
public typealias IncidentCommandTable =
    CommandTable<IncidentMode, IncidentAction, IncidentDeskState>

/// The incident desk's commands with their default keys.
public enum IncidentCommands {
    /// In the order help lists them.
    public static let all: [IncidentCommand] = steps + sound + going + panels + screen

    public static func table() throws(KeymapError) -> IncidentCommandTable {
        try IncidentCommandTable(all)
    }

    // MARK: - Steps

    private static let steps: [IncidentCommand] = [
        step(
            "acknowledge", "take it", "Takes the incident: from here on you answer for it.",
            .acknowledge, "a", .acknowledged, at: [.triggered]),
        step(
            "hand-over", "hand over", "Hands it to a colleague; the clock goes on.", .handOver, "h",
            .handedOver, at: [.owned]),
        step(
            "take-over", "take over", "Takes it over from its owner; the clock goes on.",
            .takeOver, "t", .handedOver, at: [.owned], unless: IncidentUnless.mine),
        step("note", "note", "Adds a note to its story.", .note, "n", .noted),
        step(
            "severity", "severity", "Changes how grave it is, with a reason.", .severity, "s",
            .severityChanged),
        step(
            "decide", "decide", "Decides how it ends. Most ends take a second person.", .decide,
            "d", .decided, at: [.owned],
            unless: IncidentUnless.theirs),
        step(
            "confirm", "confirm", "Agrees to how it ends, as the second person.", .confirm, "c",
            .confirmed, at: [.decided]),
        step(
            "decline", "send back", "Does not agree; it goes on with its owner.", .decline, "b",
            .declined, at: [.decided]),
        step(
            "hold", "legal hold", "Asks for a legal hold; a second person agrees to it.", .hold,
            "k", .held, unless: IncidentUnless.held),
        step(
            "agree-to-hold", "agree to hold", "Agrees to the legal hold, as the second person.",
            .agreeToHold, "y", .holdAgreed, unless: IncidentUnless.holdToAgree),
        step(
            "end-hold", "end the hold", "Ends the legal hold.", .endHold, "e", .holdEnded,
            unless: IncidentUnless.noHold),
        step(
            "reopen", "reopen", "Opens a closed incident again; its clock begins anew.", .reopen,
            "r", .reopened, at: [.closed]),
        step(
            "export", "case file", "Writes a signed case file to a new folder.", .export, "x",
            .exported),
    ]

    // MARK: - Sound

    private static let sound: [IncidentCommand] = [
        step(
            "listen", "listen", "Opens the sound, levelled; its story says that you heard it.",
            .listen(muffled: false), "l", .listened, group: "Sound", unless: IncidentUnless.deaf),
        step(
            "listen-muffled", "listen muffled",
            "The same, muffled first: that somebody speaks, and no words.",
            .listen(muffled: true), "L", .listened, group: "Sound", unless: IncidentUnless.deaf),
        command(
            "play-pause", "play / pause", "Plays the open sound, or pauses it.", .playPause,
            group: "Sound", here(.key(" ")), IncidentUnless.silent),
        command(
            "muffle", "muffled", "Muffles the sound, or makes it clear.", .muffle, group: "Sound",
            here(.key("m")), IncidentUnless.silent),
        command(
            "stop-sound", "stop", "Stops the sound and lets go of it.", .stopSound, group: "Sound",
            everywhere(.ctrl("x"), also: [.list: [.key(".")], .story: [.key(".")]]),
            IncidentUnless.noSound),
    ]

    // MARK: - Going about

    private static let going: [IncidentCommand] = [
        command(
            "open", "open", "Shows the story of the incident.", .openStory, group: "Going about",
            [.list: [KeyChord(.enter), KeyChord(.right)]], IncidentUnless.nothing),
        command(
            "back", "back", "Goes back to the list.", .backToList, group: "Going about",
            [.story: [KeyChord(.escape), KeyChord(.left)]]),
        command(
            "shelf", "open / closed", "Shows what is open, or what is closed.", .switchShelf,
            group: "Going about", here(KeyChord(.tab))),
        moving("up", "up", "Moves up.", .up, [KeyChord(.up)]),
        moving("down", "down", "Moves down.", .down, [KeyChord(.down)]),
        moving("page-up", "page up", "Moves up a page.", .pageUp, [KeyChord(.pageUp)]),
        moving("page-down", "page down", "Moves down a page.", .pageDown, [KeyChord(.pageDown)]),
        moving("first", "first", "Moves to the first.", .first, [KeyChord(.home)]),
        moving("last", "last", "Moves to the last.", .last, [KeyChord(.end)]),
        command(
            "up-too", "up (filtering)", "Moves up while letters narrow the list.", .move(.up),
            group: "Going about", [.picking: [.ctrl("p")]]),
        command(
            "down-too", "down (filtering)", "Moves down while letters narrow the list.",
            .move(.down), group: "Going about", [.picking: [.ctrl("n")]]),
    ]

    // MARK: - Panels

    private static let panels: [IncidentCommand] =
        [
            command(
                "take", "take", "Takes what is chosen, or what was written.", .takeChoice,
                group: "Panels", modes([.picking, .choosing, .writing], KeyChord(.enter))),
            command(
                "toggle", "choose", "Chooses the entry, or takes the choice back.", .toggleChoice,
                group: "Panels", [.choosing: [.key(" ")]]),
            command(
                "close", "close", "Closes the panel; nothing is done.", .closePanel,
                group: "Panels",
                modes([.picking, .choosing, .writing, .reading], KeyChord(.escape))),
            command(
                "line-break", "line break", "Begins a new line.", .edit(.lineBreak),
                group: "Panels",
                [.writing: [KeyChord(.enter, .alt)]]),
            command(
                "yes", "yes", "Answers yes.", .answer(yes: true), group: "Panels",
                [.asking: [.key("y")]]),
            command(
                "no", "no", "Answers no.", .answer(yes: false), group: "Panels",
                [.asking: [.key("n"), KeyChord(.escape)]]),
        ] + edits

    private static let edits: [IncidentCommand] = [
        edit("left", "Moves left.", .move(.left), KeyChord(.left)),
        edit("right", "Moves right.", .move(.right), KeyChord(.right)),
        edit("line-start", "Moves to the beginning.", .move(.lineStart), .ctrl("a")),
        edit("line-end", "Moves to the end.", .move(.lineEnd), .ctrl("e")),
        edit("erase", "Erases what is left of the caret.", .delete(.left), KeyChord(.backspace)),
        edit("erase-right", "Erases what is under it.", .delete(.right), KeyChord(.delete)),
        edit("erase-word", "Erases the word before it.", .kill(.wordLeft), .ctrl("w")),
        edit("erase-all", "Empties the line.", .clear, .ctrl("u")),
    ]

    // MARK: - Screen

    private static let screen: [IncidentCommand] = [
        command(
            "help", "help", "Shows every command and its keys.", .open(.help), group: "Screen",
            [.list: [.key("?"), .function(1)], .story: [.key("?"), .function(1)]]),
        command(
            "palette", "command palette", "Finds a command by a part of its name.",
            .open(.palette), group: "Screen",
            [.list: [.key(":"), .key("/")], .story: [.key(":"), .key("/")]]),
        command(
            "quit", "leave", "Leaves the incident desk.", .quit, group: "Screen", here(.key("q"))),
        command(
            "suspend", "suspend", "Gives the terminal back to the shell; fg comes back.", .suspend,
            group: "Screen", everywhere(.ctrl("z"))),
        command(
            "repaint", "repaint", "Paints the screen anew.", .repaint, group: "Screen",
            everywhere(.ctrl("l"))),
    ]
}

// MARK: - How they are declared

extension IncidentCommands {
    fileprivate typealias Keys = [IncidentMode: [KeyChord]]

    fileprivate static func here(_ chord: KeyChord) -> Keys { [.list: [chord], .story: [chord]] }

    fileprivate static func modes(_ modes: [IncidentMode], _ chord: KeyChord) -> Keys {
        Dictionary(uniqueKeysWithValues: modes.map { ($0, [chord]) })
    }

    fileprivate static func everywhere(_ chord: KeyChord, also: Keys = [:]) -> Keys {
        modes(IncidentMode.allCases, chord).merging(also) { $0 + $1 }
    }

    fileprivate static func command(
        _ id: String, _ title: String, _ help: String, _ action: IncidentAction, group: String,
        _ keys: Keys, _ unless: @escaping IncidentUnless.Check = { _ in nil }
    ) -> IncidentCommand {
        IncidentCommand(
            id: id, title: title, help: help, group: group, keys: keys, action: action,
            disabled: unless)
    }

    /// A step of the incident at hand: what its role, its stage and `unless` allow.
    fileprivate static func step(
        _ id: String, _ title: String, _ help: String, _ action: IncidentAction, _ key: Character,
        _ code: CustodyCode, at stages: Set<IncidentStage> = Set(IncidentStage.allCases),
        group: String = "Steps", unless: @escaping IncidentUnless.Check = { _ in nil }
    ) -> IncidentCommand {
        command(id, title, help, action, group: group, here(.key(key))) { state in
            IncidentUnless.step(code, stages, state) ?? unless(state)
        }
    }

    fileprivate static func moving(
        _ id: String, _ title: String, _ help: String, _ motion: ListMotion, _ keys: [KeyChord]
    ) -> IncidentCommand {
        command(
            id, title, help, .move(motion), group: "Going about",
            Dictionary(
                uniqueKeysWithValues: [.list, .story, .picking, .choosing, .reading].map {
                    ($0, keys)
                }))
    }

    fileprivate static func edit(
        _ id: String, _ help: String, _ edit: EditCommand, _ chord: KeyChord
    ) -> IncidentCommand {
        command(
            id, id.replacing("-", with: " "), help, .edit(edit), group: "Text",
            [.writing: [chord], .picking: [chord]])
    }
}
