// Every command of the board, declared once: keys, help, palette, hints and manual come from here.
import TerminalUI

/// A command of the board.
public typealias BoardCommand = Command<BoardMode, BoardAction, BoardState>
/// The board's commands with the keys in force.
public typealias BoardCommandTable = CommandTable<BoardMode, BoardAction, BoardState>

/// The board's commands with their default keys.
public enum BoardCommands {
    /// In the order help lists them.
    public static let all: [BoardCommand] = looking + steering + panels + screen

    /// The table with default keys; `keys-board.toml` builds its own on this one.
    public static func table() throws(KeymapError) -> BoardCommandTable {
        try BoardCommandTable(all)
    }

    static func command(_ id: String) -> BoardCommand? { all.first { $0.id == id } }

    private static let looking: [BoardCommand] = [
        look(
            "next-list", "next list", "Goes to the next list.", .moveSection(1),
            [KeyChord(.tab), KeyChord(.right), .key("l")]),
        look(
            "previous-list", "list before", "Goes to the list before.", .moveSection(-1),
            [KeyChord(.tab, .shift), KeyChord(.left), .key("h")]),
        look(
            "needs", "what needs you", "Goes to what needs you now.", .show(.needs), [.key("1")]),
        look("queues", "queues", "Goes to the queues.", .show(.queues), [.key("2")]),
        look("people", "people", "Goes to who is at a desk.", .show(.people), [.key("3")]),
        look(
            "incidents", "incidents", "Goes to the incidents.", .show(.incidents), [.key("4")]),
        look(
            "open", "open", "Opens what is marked: a queue, a person, an incident.", .open,
            [KeyChord(.enter)]),
        look(
            "sort", "order", "Orders queues or people by the next thing worth ordering by.", .sort,
            [.key("s")]),
        look(
            "filter", "filter", "Narrows queues, people and incidents by a part of a name.",
            .filter, [.key("/")]),
    ]

    private static let steering: [BoardCommand] = [
        steer(
            "open-close", "open or close",
            "Opens the queue, or closes it; what is in hand may be finished.", .toggleQueue, "o",
            BoardUnless.queue),
        steer(
            "raise", "raise", "Raises the queue's priority.", .rank(1), "+", BoardUnless.queue),
        steer(
            "lower", "lower", "Lowers the queue's priority.", .rank(-1), "-", BoardUnless.queue),
        steer(
            "reserve", "people of a queue",
            "Reserves the queue for some people, or for all again.", .reserve, "p",
            BoardUnless.queue),
        steer(
            "message", "message", "Sends the person a few words, shown quietly at their desk.",
            .message, "m", BoardUnless.person),
        steer(
            "release", "give back", "Puts a clip that somebody has in hand back into its queue.",
            .release, "r", BoardUnless.lease),
        steer(
            "hand", "hand on", "Hands a clip that somebody has in hand to somebody else.", .hand,
            "t", BoardUnless.lease),
        steer(
            "take-incident", "take it",
            "Takes the incident: from here on you answer for it.", .acknowledge, "a",
            BoardUnless.incident),
        steer(
            "adjudicate", "adjudicate",
            "Sets a clip aside for an adjudicator, or puts it back: the marked one, or one by its id.",
            .adjudicate,
            "A", { _ in nil }),
        steer(
            "undo", "take back", "Takes the last step back, where it can be.", .undo, "u",
            BoardUnless.undoable),
    ]

    private static let panels: [BoardCommand] = [
        panel(
            "take", "take", "Takes what is marked, or keeps what was written.", .open,
            [
                .picking: [KeyChord(.enter)], .writing: [KeyChord(.enter)],
                .reading: [KeyChord(.enter)], .filtering: [KeyChord(.enter)],
            ]),
        panel(
            "close", "close", "Closes the panel, or shows everything again.", .close,
            [
                .picking: [KeyChord(.escape)], .writing: [KeyChord(.escape)],
                .reading: [KeyChord(.escape)], .filtering: [KeyChord(.escape)],
                .watching: [KeyChord(.escape)],
            ]),
        moving("up", "up", "Moves up.", .up, [KeyChord(.up)], "k", .ctrl("p")),
        moving("down", "down", "Moves down.", .down, [KeyChord(.down)], "j", .ctrl("n")),
        moving("page-up", "page up", "Moves up a page.", .pageUp, [KeyChord(.pageUp)]),
        moving("page-down", "page down", "Moves down a page.", .pageDown, [KeyChord(.pageDown)]),
        moving("first", "first", "Moves to the first.", .first, [KeyChord(.home)], "g"),
        moving("last", "last", "Moves to the last.", .last, [KeyChord(.end)], "G"),
        panel(
            "erase", "erase", "Erases the letter before.", .edit(.delete(.left)),
            texts([KeyChord(.backspace)])),
        panel(
            "erase-word", "erase word", "Erases the word before.", .edit(.delete(.wordLeft)),
            texts([.ctrl("w")])),
        panel("erase-all", "erase all", "Empties the line.", .edit(.clear), texts([.ctrl("u")])),
        panel(
            "left", "left", "Moves the caret left.", .edit(.move(.left)), texts([KeyChord(.left)])),
        panel(
            "right", "right", "Moves the caret right.", .edit(.move(.right)),
            texts([KeyChord(.right)])),
        panel("yes", "yes", "Answers yes.", .answer(yes: true), [.asking: [.key("y")]]),
        panel(
            "no", "no", "Answers no.", .answer(yes: false),
            [.asking: [.key("n"), KeyChord(.escape)]]),
    ]

    private static let screen: [BoardCommand] = [
        other(
            "help", "help", "Shows every command and its keys.", .help, [.key("?"), .function(1)]),
        other(
            "palette", "command palette", "Finds a command by a part of its name.", .palette,
            [.key(":"), .function(9)]),
        BoardCommand(
            id: "quit", title: "leave", help: "Leaves the board.", group: "Screen",
            keys: Dictionary(
                uniqueKeysWithValues: BoardMode.allCases.map {
                    ($0, $0 == .watching ? [.key("q"), .ctrl("c")] : [.ctrl("c")])
                }), action: .quit),
        everywhere(
            "suspend", "suspend", "Gives the terminal back to the shell; fg comes back.", .suspend,
            .ctrl("z")),
        everywhere("repaint", "repaint", "Paints the screen anew.", .repaint, .ctrl("l")),
    ]

    private static func texts(_ keys: [KeyChord]) -> [BoardMode: [KeyChord]] {
        [.picking: keys, .writing: keys, .filtering: keys]
    }

    private static func look(
        _ id: String, _ title: String, _ help: String, _ action: BoardAction, _ keys: [KeyChord]
    ) -> BoardCommand {
        BoardCommand(
            id: id, title: title, help: help, group: "Looking", keys: [.watching: keys],
            action: action)
    }

    /// Also over the sheet of one queue or person.
    private static func steer(
        _ id: String, _ title: String, _ help: String, _ action: BoardAction, _ key: Character,
        _ unless: @escaping BoardUnless.Check
    ) -> BoardCommand {
        BoardCommand(
            id: id, title: title, help: help, group: "Steering",
            keys: [.watching: [.key(key)], .reading: [.key(key)]], action: action, disabled: unless)
    }

    private static func panel(
        _ id: String, _ title: String, _ help: String, _ action: BoardAction,
        _ keys: [BoardMode: [KeyChord]]
    ) -> BoardCommand {
        BoardCommand(
            id: id, title: title, help: help, group: "Lists and panels", keys: keys, action: action)
    }

    /// Letters move only where they are no text.
    private static func moving(
        _ id: String, _ title: String, _ help: String, _ motion: ListMotion, _ keys: [KeyChord],
        _ letter: Character? = nil, _ filtering: KeyChord? = nil
    ) -> BoardCommand {
        let single = keys + (letter.map { [KeyChord.key($0)] } ?? [])
        let typing = keys + (filtering.map { [$0] } ?? [])
        return panel(
            id, title, help, .move(motion),
            [.watching: single, .reading: single, .picking: typing, .filtering: typing])
    }

    private static func other(
        _ id: String, _ title: String, _ help: String, _ action: BoardAction, _ keys: [KeyChord]
    ) -> BoardCommand {
        BoardCommand(
            id: id, title: title, help: help, group: "Screen", keys: [.watching: keys],
            action: action)
    }

    private static func everywhere(
        _ id: String, _ title: String, _ help: String, _ action: BoardAction, _ key: KeyChord
    ) -> BoardCommand {
        BoardCommand(
            id: id, title: title, help: help, group: "Screen",
            keys: Dictionary(uniqueKeysWithValues: BoardMode.allCases.map { ($0, [key]) }),
            action: action)
    }
}

/// Why commands cannot run now.
enum BoardUnless {
    typealias Check = @Sendable (BoardState) -> String?

    static let queue: Check = { $0.queueUnderHand == nil ? "Mark a queue first" : nil }
    static let incident: Check = { state in
        guard let incident = state.incidentUnderHand else { return "Mark an incident first" }
        return incident.stage == .unacknowledged ? nil : "Somebody has it already"
    }
    static let person: Check = { $0.personUnderHand == nil ? "Mark a person first" : nil }
    static let lease: Check = { state in
        state.leaseUnderHand == nil ? "Open a person (Enter) and mark a clip in hand first" : nil
    }
    static let undoable: Check = { state in
        state.undoable.isEmpty ? "There is no step that could be taken back" : nil
    }
}

// MARK: - The bar of keys

extension BoardCommands {
    /// What the bar of keys offers: only what does something now, most important first.
    static func offers(in state: BoardState) -> [DeskOffer] {
        guard let overlay = state.overlay else {
            if state.isFiltering {
                return [DeskOffer("take", "keep"), DeskOffer("close", "show all")]
            }
            return watching(state)
        }
        switch overlay {
        case .help:
            return [DeskOffer("down", "on a line"), DeskOffer("page-down"), DeskOffer("close")]
        case .palette:
            return [
                DeskOffer("take", "run it"), DeskOffer("down", "next line"), DeskOffer("close"),
            ]
        case .queue:
            return [
                DeskOffer(
                    "open-close", state.queueUnderHand?.isOpen == true ? "close it" : "open it"),
                DeskOffer("raise"), DeskOffer("lower"), DeskOffer("reserve", "people"),
                DeskOffer("close", "back"),
            ]
        case .person:
            return [
                DeskOffer("message"), DeskOffer("release"), DeskOffer("hand"),
                DeskOffer("adjudicate"), DeskOffer("close", "back"),
            ]
        case .incident: return [DeskOffer("take-incident"), DeskOffer("close", "back")]
        case .reserve:
            return [
                DeskOffer("take", "add or remove"), DeskOffer("down", "next line"),
                DeskOffer("close", "done"),
            ]
        case .hand:
            return [
                DeskOffer("take", "hand it on"), DeskOffer("down", "next line"), DeskOffer("close"),
            ]
        case .message: return [DeskOffer("take", "send"), DeskOffer("close", "leave it")]
        case .clip: return [DeskOffer("take", "adjudicate"), DeskOffer("close")]
        case .confirm: return [DeskOffer("yes"), DeskOffer("no")]
        }
    }

    private static func watching(_ state: BoardState) -> [DeskOffer] {
        let queue = state.queueUnderHand
        let steering: [DeskOffer] =
            switch state.section {
            case .queues:
                [
                    DeskOffer("open-close", queue?.isOpen == false ? "open it" : "close it"),
                    DeskOffer("raise"), DeskOffer("lower"), DeskOffer("reserve", "people"),
                ]
            case .people: [DeskOffer("message")]
            case .needs:
                [
                    DeskOffer("take-incident"), DeskOffer("hand"), DeskOffer("release"),
                    DeskOffer("message"),
                ]
            case .incidents: [DeskOffer("take-incident")]
            }
        return [DeskOffer("open")] + steering
            + [
                DeskOffer("next-list"), DeskOffer("help"), DeskOffer("undo"), DeskOffer("filter"),
                DeskOffer("sort"), DeskOffer("quit"),
            ]
    }
}
