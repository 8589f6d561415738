// Commands that reach the player.
import TerminalUI

extension DeskCommands {
    static let sound: [DeskCommand] = [
        sound(
            "play-pause", "play", "Plays or pauses the clip.", .playPause,
            listening: [.key(" ")], typing: [KeyChord(.tab)], pedals: [.function(5)],
            unless: Unless.playable),
        sound(
            "again", "again", "Plays from the start, or from the start of the loop.", .playAgain,
            listening: [.key("r")], typing: [.alt("r")], pedals: [.function(2)],
            unless: Unless.playable),
        sound(
            "back-and-slow", "back and slower",
            "What was that? Goes back two seconds, slows down and plays.", .backAndSlow,
            listening: [.key(",")], typing: [.alt("h")], pedals: [.function(14)]),
        sound(
            "hold", "hold to play",
            "Plays while it is held and pauses as it comes up: made for pedals.", .holdToPlay,
            listening: [.key(".")], pedals: [.function(13)],
            unless: Unless.playable),
        sound(
            "back", "back 2 s", "Goes back two seconds.", .seekBy(-2),
            listening: [.key("h"), KeyChord(.left)], typing: [KeyChord(.tab, .shift)],
            pedals: [.function(6)]),
        sound(
            "forward", "on 2 s", "Goes on two seconds.", .seekBy(2),
            listening: [.key("l"), KeyChord(.right)], typing: [.alt("l")], pedals: [.function(7)]),
        sound(
            "back-little", "back ¼ s", "Goes back a quarter of a second.", .seekBy(-0.25),
            listening: [.key("H"), KeyChord(.left, .shift)]),
        sound(
            "forward-little", "on ¼ s", "Goes on a quarter of a second.", .seekBy(0.25),
            listening: [.key("J"), KeyChord(.right, .shift)]),
        sound(
            "to-start", "to the start", "Goes to the start of the clip.", .seekToStart,
            listening: [.key("0"), KeyChord(.home)]),
        sound(
            "to-end", "to the end", "Goes to the end of the clip.", .seekToEnd,
            listening: [.key("$"), KeyChord(.end)]),
        sound(
            "loop", "loop", "Marks where a loop starts, then where it ends; then clears it.",
            .markLoop, listening: [.key("L")], typing: [.alt("o")], pedals: [.function(8)]),
        sound(
            "next-speech", "next speech", "Goes to where somebody speaks next.", .seekSpeech(1),
            listening: [.key(")")], typing: [.alt(")")], unless: Unless.speech),
        sound(
            "previous-speech", "speech before",
            "Goes to where this speech began; again, to the one before.", .seekSpeech(-1),
            listening: [.key("(")], typing: [.alt("(")], unless: Unless.speech),
        steady(
            "slower", "slower", "Plays slower, at the same pitch.", .speedStep(-1),
            listening: [.key("<"), .key("[")], typing: [.alt(",")], pedals: [.function(3)]),
        steady(
            "faster", "faster", "Plays faster, at the same pitch.", .speedStep(1),
            listening: [.key(">"), .key("]")], typing: [.alt(".")], pedals: [.function(4)]),
        steady(
            "normal-speed", "normal speed", "Plays at the speed of the recording.", .speedStep(0),
            listening: [.key("\\")], typing: [.alt("\\")]),
        steady(
            "quieter", "quieter", "Turns the volume down.", .volumeStep(-1),
            listening: [.key("-")], typing: [.alt("-")]),
        steady(
            "louder", "louder", "Turns the volume up.", .volumeStep(1),
            listening: [.key("="), .key("+")], typing: [.alt("=")]),
        steady(
            "gentle", "gentle sound",
            "Softer, and without what is shrill, for tired ears; again for the usual sound.",
            .toggleManner(.gentle), listening: [.key("g")], typing: [.alt("e")]),
        steady(
            "muffle", "muffle",
            "Keeps the rhythm and hides the words, after a warning; again for the usual sound.",
            .toggleManner(.muffled), listening: [.key("G")], typing: [.alt("E")]),
        sound(
            "channel", "channel", "Hears the left channel, the right, each other, then all.",
            .cycleChannel, listening: [.key("o")], typing: [.alt("c")], unless: Unless.channels),
        steady(
            "skip-silence", "skip silence", "Passes over silences, or plays them again.",
            .toggleSkipping, listening: [.key("S")], typing: [.alt("S")]),
    ]

    /// What is seen of the sound, and what the ears had of it.
    static let seeing: [DeskCommand] = [
        sound(
            "picture", "wave or pitches",
            "Draws the sound by its loudness, or by its pitches (a spectrogram).",
            .togglePicture, listening: [.key("d")]),
        sound(
            "zoom-in", "closer", "Shows half as much of the clip, twice as close.", .zoom(1),
            listening: [KeyChord(.up)], unless: Unless.closer),
        sound(
            "zoom-out", "wider", "Shows twice as much of the clip.", .zoom(-1),
            listening: [KeyChord(.down)], unless: Unless.zoomed),
        sound(
            "zoom-whole", "whole clip", "Shows all of the clip.", .zoom(0),
            listening: [.key("*")], unless: Unless.zoomed),
        sound(
            "scroll-left", "look back", "Looks at the part before, while the sound stays.",
            .scrollPicture(-1), listening: [KeyChord(.pageUp), .key("{")],
            unless: Unless.zoomed),
        sound(
            "scroll-right", "look on", "Looks at the part after, while the sound stays.",
            .scrollPicture(1), listening: [KeyChord(.pageDown), .key("}")],
            unless: Unless.zoomed),
        steady(
            "devices", "sound devices", "Lists where sound can go; Enter chooses.",
            .open(.devices), listening: [.key("D")]),
        steady(
            "hearing", "the day's sound",
            "Tells how much sound your ears had today, and how to measure your headset.",
            .open(.hearing), listening: [.key("E")]),
        DeskCommand(
            id: "shock", title: "acoustic shock",
            help: "Records that a sudden loud sound hurt or startled you; works at any time.",
            group: "Sound", keys: shockKeys, action: .recordShock),
    ]

    private static let shockKeys: [DeskMode: [KeyChord]] = {
        var keys = KeysIn.work(listening: [.key("!")], everywhere: [.ctrl("g")])
        for mode in [DeskMode.hidden, .resting, .playing] { keys[mode] = [.key("!"), .ctrl("g")] }
        return keys
    }()

    /// Needs a sound that is there, unless it is told what else.
    private static func sound(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        listening: [KeyChord], typing: [KeyChord] = [], pedals: [KeyChord] = [],
        unless: @escaping Unless.Check = Unless.sound
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Sound",
            keys: KeysIn.work(listening: listening, typing: typing, everywhere: pedals),
            action: action, disabled: unless)
    }

    /// Can be set at any time.
    private static func steady(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        listening: [KeyChord], typing: [KeyChord] = [], pedals: [KeyChord] = []
    ) -> DeskCommand {
        sound(
            id, title, help, action, listening: listening, typing: typing, pedals: pedals,
            unless: { _ in nil })
    }
}
