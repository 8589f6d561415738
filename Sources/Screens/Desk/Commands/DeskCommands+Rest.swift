// Commands of the shift: breaks, how it stands, and the pieces of a pause.
import TerminalUI

extension DeskCommands {
    static let shift: [DeskCommand] = [
        DeskCommand(
            id: "break", title: "break",
            help: "Stops and hides everything for a break, which is counted as none of your work.",
            group: "Shift", keys: KeysIn.work(listening: [.key("B")], typing: [.alt("B")]),
            action: .takeBreak),
        DeskCommand(
            id: "shift", title: "your shift",
            help: "Tells how your shift goes, for your eyes alone: pace, breaks, what you met.",
            group: "Shift", keys: [.listening: [.key("T")]], action: .open(.shift)),
        DeskCommand(
            id: "inbox", title: "what you raised",
            help: "Tells what became of the incidents you raised, and how they ended.",
            group: "Shift", keys: [.listening: [.key("I")]], action: .open(.inbox)),
        pieces(
            "pieces", "fit pieces",
            "Pieces to fit together, for the eyes, in a pause; it ends by itself, or on Esc.",
            .startGame, [.key("g")], in: .resting),
        pieces(
            "piece-left", "piece left", "Moves the piece left.", .playPiece(.left),
            [KeyChord(.left), .key("h")]),
        pieces(
            "piece-right", "piece right", "Moves the piece right.", .playPiece(.right),
            [KeyChord(.right), .key("l")]),
        pieces(
            "piece-turn", "turn the piece", "Turns the piece.", .playPiece(.turn),
            [KeyChord(.up), .key("k")]),
        pieces(
            "piece-down", "piece down", "Moves the piece down.", .playPiece(.down),
            [KeyChord(.down), .key("j")]),
        pieces(
            "piece-drop", "let it fall", "Lets the piece fall to where it lies.",
            .playPiece(.drop), [.key(" ")]),
        pieces(
            "pieces-away", "put away", "Puts the pieces away; the rest goes on.", .endGame,
            [KeyChord(.escape), .key("q")]),
    ]

    private static func pieces(
        _ id: String, _ title: String, _ help: String, _ action: DeskAction, _ keys: [KeyChord],
        in mode: DeskMode = .playing
    ) -> DeskCommand {
        DeskCommand(
            id: id, title: title, help: help, group: "Shift", keys: [mode: keys], action: action)
    }
}
