// Commands that move a clip on: submit, skip, flag, undo, and the panels of the judgments.
import TerminalUI

extension DeskCommands {
    static let work: [DeskCommand] = [
        DeskCommand(
            id: "submit", title: "submit",
            help: "Submits the clip and goes on to the next, which sounds at once.",
            group: "Clip",
            keys: [.listening: [KeyChord(.enter)], .typing: [KeyChord(.enter)]],
            action: .submit, disabled: Unless.clip),
        DeskCommand(
            id: "stop-and-hide", title: "stop and hide",
            help: "Silences and hides everything at once; then a letter and a digit flag it.",
            group: "Clip",
            // Where letters are no text, the plain one is enough: over what was disclosed too.
            keys: KeysIn.work(
                listening: [.key("x")], everywhere: [.ctrl("x"), .function(12)]
            ).merging([.reading: [.key("x")]]) { $0 + $1 },
            action: .stopAndHide),
        clip(
            "accidental", "accidental",
            "Nobody meant to wake it: submits, and marks the recording for deletion.",
            .accidental, listening: [.key("a")], typing: [.alt("w")]),
        clip(
            "flag", "flag", "Flags the clip: a letter says what it is, a digit how grave.",
            .open(.flag), listening: [.key("f")], typing: [.alt("g")]),
        clip(
            "skip", "skip", "Sets the clip aside with a reason; skipping has no penalty.",
            .open(.skip), listening: [.key("s")], typing: [.alt("s")]),
        DeskCommand(
            id: "undo", title: "undo submit",
            help: "Takes the last submitted clip back to the desk; right after a tag, the tag.",
            group: "Clip",
            keys: [.listening: [.key("u")], .typing: [.alt("u")]],
            action: .undoLast, disabled: Unless.undoable),
        DeskCommand(
            id: "earlier", title: "earlier clips",
            help: "Lists what was submitted earlier, to look again or amend.",
            group: "Clip", keys: [.listening: [.key("p")], .typing: [.alt("p")]],
            action: .open(.history), disabled: Unless.earlier),
        DeskCommand(
            id: "leave-earlier", title: "back to the clip at hand",
            help: "Leaves an earlier clip as it was and goes back to the one at hand.",
            group: "Clip", keys: [.listening: [KeyChord(.backspace)]],
            action: .leaveEarlier, disabled: Unless.amending),
        DeskCommand(
            id: "put-away", title: "message read",
            help: "Puts a supervisor's message away; it is kept nowhere.",
            group: "Clip", keys: [.listening: [.key("M")]], action: .putMailAway,
            disabled: Unless.mail),
        DeskCommand(
            id: "open-refused", title: "what was not accepted",
            help:
                "Says why a clip was not accepted or was taken back, and what became of its words.",
            group: "Clip", keys: [.listening: [.key("m")]],
            action: .openRefused, disabled: Unless.refused),
        clip(
            "note", "note", "Writes a note to the clip.", .open(.note),
            listening: [.key("n")], typing: [.alt("m")]),
        clip(
            "tags", "tags", "Puts tags on the clip.", .open(.tags),
            listening: [.key("t")], typing: [.alt("t")]),
    ]

    static let judging: [DeskCommand] =
        [
            clip(
                "wrong-intent", "wrong intent",
                "Picks the intent that was meant: type a part of its name.", .open(.intent),
                group: "Understanding", listening: [.key("w")], typing: [.alt("i")]),
            DeskCommand(
                id: "slots", title: "slots",
                help: "Corrects the slots; text selected in the reference becomes a value.",
                group: "Understanding",
                keys: [.listening: [.key("v")], .typing: [.alt("v")]],
                action: .open(.slots), disabled: Unless.interpretation),
            clip(
                "judgments", "judgments", "Judges the clip, a row for each question.",
                .open(.judgments), group: "Understanding",
                listening: [.key("j")], typing: [.alt("j")]),
            DeskCommand(
                id: "personal", title: "show / mask personal",
                help: "Shows what is masked because it may be personal, or masks it again.",
                group: "Understanding",
                keys: [.listening: [.key("z")], .typing: [.alt("z")]],
                action: .togglePersonal, disabled: Unless.personal),
            DeskCommand(
                id: "disclose", title: "location / contacts",
                help: "Asks to see, coarsely and for minutes, where the speaker was or which"
                    + " contact was taken, where the request needs it; logged either way.",
                group: "Understanding",
                keys: [.listening: [.key("y")], .typing: [.alt("Y")]],
                action: .disclose, disabled: Unless.context),
        ]
        + ["activation", "directedness", "speech", "speaker", "error", "response"]
        .enumerated().map { index, axis in
            DeskCommand(
                id: "judge-\(axis)", title: "judge \(axis)",
                help: "Opens the judgments at the question of \(axis).", group: "Understanding",
                keys: [.listening: [KeyChord(.character(Character("\(index + 1)")))]],
                action: .openAxis(index), disabled: Unless.clip)
        }

    /// Needs a clip.
    private static func clip(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        group: String = "Clip", listening: [KeyChord], typing: [KeyChord] = []
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: group,
            keys: KeysIn.work(listening: listening, typing: typing), action: action,
            disabled: Unless.clip)
    }
}
