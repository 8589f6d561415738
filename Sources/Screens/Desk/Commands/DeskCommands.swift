// Every command of the desk, declared once: keys, help, palette, hints and manual come from here.
import TerminalUI

/// A command of the desk.
public typealias DeskCommand = Command<DeskMode, DeskAction, DeskState>
/// The desk's commands with the keys in force.
public typealias DeskCommandTable = CommandTable<DeskMode, DeskAction, DeskState>

/// The desk's commands with their default keys.
public enum DeskCommands {
    /// In the order help lists them.
    public static let all: [DeskCommand] =
        sound + seeing + work + text + judging + shift + moving + screen

    /// The table with default keys; `keys.toml` builds its own on this one.
    public static func table() throws(KeymapError) -> DeskCommandTable {
        try DeskCommandTable(all)
    }

    /// Footer hints, most important first.
    public static func hints(for mode: DeskMode) -> [String] {
        switch mode {
        case .listening:
            [
                "submit", "play-pause", "type", "wrong-intent", "flag", "stop-and-hide", "help",
                "accidental", "skip", "judgments", "undo", "again",
            ]
        case .typing:
            [
                "submit", "listen", "play-pause", "back", "stop-and-hide", "help", "next-reading",
                "line-break", "undo-edit",
            ]
        case .picking: ["take", "choice-down", "close"]
        case .choosing: ["take", "toggle", "choice-down", "remove", "close"]
        case .judging: ["toggle", "choice-down", "code-right", "remove", "close"]
        case .tagging: ["take", "choice-down", "span-from-loop", "span-later", "remove", "close"]
        case .slots: ["take", "add-slot", "slot-type", "remove", "close"]
        case .writing: ["take", "line-break", "close"]
        case .reading: ["choice-down", "page-down", "find-command", "close"]
        case .asking: ["yes", "no"]
        case .hidden: ["take", "set-aside", "close", "show-again"]
        case .resting: ["go-on", "pieces", "quit"]
        case .playing: ["pieces-away", "piece-left", "piece-turn", "piece-drop"]
        case .locked: ["take", "backspace", "quit"]
        }
    }
}

/// Why commands cannot run now.
enum Unless {
    typealias Check = @Sendable (DeskState) -> String?

    static let clip: Check = { state in
        state.work == nil ? "There is no clip on the desk" : nil
    }

    static let sound: Check = { $0.silenceOfClip }

    /// A sound still on the way plays when it is there.
    static let playable: Check = { $0.silenceForGood }

    static let speech: Check = { state in
        guard let picture = state.work?.sound.picture else { return state.silenceOfClip }
        guard picture.speech.isEmpty else { return nil }
        return picture.isComplete
            ? "No speech was found in this clip" : "The sound is still being measured"
    }

    static let channels: Check = { state in
        guard let picture = state.work?.sound.picture else { return state.silenceOfClip }
        return picture.channelCount > 1 ? nil : "This clip has one channel"
    }

    static let closer: Check = { state in
        state.silenceOfClip ?? (state.window.isClosest ? "It cannot be shown closer" : nil)
    }

    static let zoomed: Check = { state in
        state.silenceOfClip ?? (state.window.isWhole ? "All of the clip is shown" : nil)
    }

    static let words: Check = { state in
        guard let work = state.work else { return "There is no clip on the desk" }
        return work.reference.isEmpty ? "Nothing is written that could be tagged" : nil
    }

    static let interpretation: Check = { state in
        guard let work = state.work else { return "There is no clip on the desk" }
        return work.interpretation == nil ? "Choose an intent first (w)" : nil
    }

    static let readings: Check = { state in
        state.readings.isEmpty ? "The machine gave no reading of this clip" : nil
    }

    static let earlier: Check = { state in
        state.earlier.isEmpty ? "Nothing was submitted yet" : nil
    }

    static let undoable: Check = { state in
        state.canTakeTagBack || state.earlier.contains(where: state.canBeTakenBack)
            ? nil : "There is nothing to take back in this sitting"
    }

    static let amending: Check = { state in
        state.work?.amends == nil ? "This clip is not an earlier one" : nil
    }

    static let context: Check = { state in
        if let missing = clip(state) { return missing }
        return state.fieldToDisclose == nil
            ? "No location and no contacts came with this clip" : nil
    }

    static let mail: Check = { state in
        state.mail.waiting.isEmpty ? "No message waits for you" : nil
    }

    static let refused: Check = { state in
        state.refused.isEmpty ? "No submission was refused" : nil
    }

    static let personal: Check = { state in
        guard let work = state.work else { return "There is no clip on the desk" }
        let slots = work.interpretation?.slots ?? []
        let isMasking =
            work.review.hasMasks
            || slots.contains { state.setting.schema.isMasked(slotType: $0.type) }
        return isMasking ? nil : "Nothing personal is masked here"
    }
}

extension KeyChord {
    static func key(_ character: Character) -> KeyChord { KeyChord(.character(character)) }
    static func ctrl(_ character: Character) -> KeyChord {
        KeyChord(.character(character), .control)
    }
    static func alt(_ character: Character) -> KeyChord { KeyChord(.character(character), .alt) }
    static func function(_ number: Int) -> KeyChord { KeyChord(.function(number)) }
}

/// Keys of several modes at once.
enum KeysIn {
    /// The modes in which a clip is worked on.
    static let desk: [DeskMode] = [.listening, .typing]
    /// The panels over the desk.
    static let panels: [DeskMode] = [
        .picking, .choosing, .judging, .tagging, .slots, .writing, .reading, .asking,
    ]

    /// `listening` and `typing` keys, and `everywhere` in both and in all panels.
    static func work(
        listening: [KeyChord] = [], typing: [KeyChord] = [], everywhere: [KeyChord] = []
    ) -> [DeskMode: [KeyChord]] {
        var keys: [DeskMode: [KeyChord]] = [:]
        keys[.listening] = listening + everywhere
        keys[.typing] = typing + everywhere
        if !everywhere.isEmpty { for mode in panels { keys[mode] = everywhere } }
        return keys.filter { !$0.value.isEmpty }
    }
}
