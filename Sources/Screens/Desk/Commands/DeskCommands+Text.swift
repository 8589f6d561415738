// Commands of typing: the modes and the edits.
import TerminalUI

extension DeskCommands {
    static let text: [DeskCommand] =
        [
            DeskCommand(
                id: "type", title: "type", help: "Goes to typing: letters go into the reference.",
                group: "Text", keys: [.listening: [.key("e"), .key("i")]],
                action: .startTyping, disabled: Unless.clip),
            DeskCommand(
                id: "listen", title: "listen",
                help: "Goes to listening: single keys are commands. The caret stays.",
                group: "Text", keys: [.typing: [KeyChord(.escape)]], action: .startListening),
            DeskCommand(
                id: "clear-and-retype", title: "clear and retype",
                help: "Empties the reference to type it anew; undo brings it back.",
                group: "Text", keys: [.listening: [.key("c")], .typing: [.alt("k")]],
                action: .clearAndRetype, disabled: Unless.clip),
            DeskCommand(
                id: "readings", title: "other readings",
                help: "Lists what else the machine heard; Enter takes the whole text.",
                group: "Text", keys: [.listening: [.key("b")], .typing: [.alt("a")]],
                action: .open(.alternatives), disabled: Unless.readings),
            DeskCommand(
                id: "next-reading", title: "next reading of the word",
                help: "Swaps the word at the caret for the machine's next reading of it.",
                group: "Text", keys: [.listening: [.key("k")], .typing: [.alt("n")]],
                action: .cycleWord(1), disabled: Unless.readings),
            DeskCommand(
                id: "previous-reading", title: "previous reading of the word",
                help: "Swaps the word at the caret for the machine's previous reading of it.",
                group: "Text", keys: [.listening: [.key("K")], .typing: [.alt("N")]],
                action: .cycleWord(-1), disabled: Unless.readings),
            DeskCommand(
                id: "tag-personal", title: "tag as personal",
                help: "Tags what is selected, found or heard as personal; a letter says as what.",
                group: "Text", keys: [.listening: [.key("R")], .typing: [.ctrl("r")]],
                action: .open(.personal), disabled: Unless.words),
        ] + edits

    /// Edits of the reference; those that fit one line also edit filters and values.
    private static let edits: [DeskCommand] = [
        edit(
            "line-break", "line break", .lineBreak, [KeyChord(.enter, .alt)],
            in: [.typing, .writing]),
        edit("caret-left", "caret left", .move(.left), [KeyChord(.left), .ctrl("b")]),
        edit("caret-right", "caret right", .move(.right), [KeyChord(.right), .ctrl("f")]),
        edit(
            "caret-up", "caret up", .move(.up), [KeyChord(.up), .ctrl("p")],
            in: [.typing, .writing]),
        edit(
            "caret-down", "caret down", .move(.down), [KeyChord(.down), .ctrl("n")],
            in: [.typing, .writing]),
        edit("word-left", "word left", .move(.wordLeft), [KeyChord(.left, .control), .alt("b")]),
        edit(
            "word-right", "word right", .move(.wordRight), [KeyChord(.right, .control), .alt("f")]),
        edit(
            "line-start", "start of line", .move(.lineStart), [.ctrl("a"), KeyChord(.home)],
            in: texts),
        edit("line-end", "end of line", .move(.lineEnd), [.ctrl("e"), KeyChord(.end)], in: texts),
        edit(
            "text-start", "start of text", .move(.textStart),
            [.alt("<"), KeyChord(.home, .control)],
            in: texts),
        edit(
            "text-end", "end of text", .move(.textEnd), [.alt(">"), KeyChord(.end, .control)],
            in: texts),
        edit("select-left", "select left", .select(.left), [KeyChord(.left, .shift)], in: texts),
        edit(
            "select-right", "select right", .select(.right), [KeyChord(.right, .shift)], in: texts),
        edit(
            "select-word-left", "select word left", .select(.wordLeft),
            [KeyChord(.left, [.shift, .control])], in: texts),
        edit(
            "select-word-right", "select word right", .select(.wordRight),
            [KeyChord(.right, [.shift, .control])], in: texts),
        edit(
            "backspace", "erase before the caret", .delete(.left), [KeyChord(.backspace)],
            in: [.typing, .writing, .picking, .locked]),
        edit("erase", "erase after the caret", .delete(.right), [KeyChord(.delete), .ctrl("d")]),
        edit(
            "erase-word-left", "cut the word before", .kill(.wordLeft),
            [.ctrl("w"), KeyChord(.backspace, .alt)]),
        edit("erase-word-right", "cut the word after", .kill(.wordRight), [.alt("d")]),
        edit("cut-to-end", "cut to the end of line", .kill(.lineEnd), [.ctrl("k")]),
        edit(
            "cut-to-start", "cut to the start of line", .kill(.lineStart), [.ctrl("u")],
            in: [.typing, .writing, .picking, .locked]),
        edit("yank", "paste what was cut", .yank, [.ctrl("y")]),
        edit("yank-earlier", "paste an earlier cut", .yankPop, [.alt("y")]),
        edit("swap", "swap two characters", .transpose, [.ctrl("t")]),
        edit("undo-edit", "undo the edit", .undo, [.ctrl("_"), .ctrl("/")]),
        edit("redo-edit", "redo the edit", .redo, [.alt("_"), .alt("/")]),
    ]

    private static let texts: [DeskMode] = [.typing, .writing]

    private static func edit(
        _ id: String, _ title: String, _ command: EditCommand, _ keys: [KeyChord],
        in modes: [DeskMode] = [.typing, .writing, .picking]
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: "Edits text: \(title).", group: "Editing",
            keys: Dictionary(uniqueKeysWithValues: modes.map { ($0, keys) }),
            action: .edit(command))
    }
}
