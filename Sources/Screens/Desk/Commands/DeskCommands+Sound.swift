// Commands that reach the player.
import TerminalUI

extension DeskCommands {
    static let sound: [DeskCommand] = [
        sound(
            "play-pause", "play", "Plays or pauses the clip.", .playPause,
            listening: [.key(" ")], typing: [KeyChord(.tab)], pedal: .function(5)),
        sound(
            "again", "again", "Plays from the start, or from the start of the loop.", .playAgain,
            listening: [.key("r")], typing: [.alt("r")], pedal: .function(2)),
        sound(
            "back", "back 2 s", "Goes back two seconds.", .seekBy(-2),
            listening: [.key("h"), KeyChord(.left)], typing: [KeyChord(.tab, .shift)],
            pedal: .function(6)),
        sound(
            "forward", "on 2 s", "Goes on two seconds.", .seekBy(2),
            listening: [.key("l"), KeyChord(.right)], typing: [.alt("l")], pedal: .function(7)),
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
            .markLoop, listening: [.key("L")], typing: [.alt("o")], pedal: .function(8)),
        steady(
            "slower", "slower", "Plays slower, at the same pitch.", .speedStep(-1),
            listening: [.key("<"), .key("[")], typing: [.alt(",")], pedal: .function(3)),
        steady(
            "faster", "faster", "Plays faster, at the same pitch.", .speedStep(1),
            listening: [.key(">"), .key("]")], typing: [.alt(".")], pedal: .function(4)),
        steady(
            "normal-speed", "normal speed", "Plays at the speed of the recording.", .speedStep(0),
            listening: [.key("\\")], typing: [.alt("\\")]),
        steady(
            "quieter", "quieter", "Turns the volume down.", .volumeStep(-1),
            listening: [.key("-")], typing: [.alt("-")]),
        steady(
            "louder", "louder", "Turns the volume up.", .volumeStep(1),
            listening: [.key("="), .key("+")], typing: [.alt("=")]),
    ]

    /// Needs a sound that is there.
    private static func sound(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        listening: [KeyChord], typing: [KeyChord] = [], pedal: KeyChord? = nil
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Sound",
            keys: KeysIn.work(
                listening: listening, typing: typing, everywhere: pedal.map { [$0] } ?? []),
            action: action, disabled: Unless.sound)
    }

    /// Can be set at any time.
    private static func steady(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction,
        listening: [KeyChord], typing: [KeyChord] = [], pedal: KeyChord? = nil
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Sound",
            keys: KeysIn.work(
                listening: listening, typing: typing, everywhere: pedal.map { [$0] } ?? []),
            action: action)
    }
}
