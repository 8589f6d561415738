// Plays keys on a desk as a person would, and keeps what the desk asked for.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

extension InputEvent {
    /// Keys apart by blanks, by their names in `keys.toml`; text to type stands in quotes, a
    /// blank in it as `_`.
    static func script(_ script: String) throws -> [InputEvent] {
        try script.split(separator: " ").flatMap { word -> [InputEvent] in
            guard word.count > 1, word.first == "'" else {
                return [.key(try KeyChord(parsing: String(word)))]
            }
            return word.dropFirst().dropLast().map { letter in
                .key(KeyChord(.character(letter == "_" ? " " : letter)))
            }
        }
    }
}

/// A desk, its keys, a clock, and the effects so far.
struct Sitting {
    var desk: DeskState
    let input: DeskInput
    var effects: [DeskEffect] = []
    var now = Sample.start

    init(_ desk: DeskState) throws {
        self.desk = desk
        input = DeskInput(table: try DeskCommands.table())
    }

    init(size: Size = Size(width: 120, height: 40)) throws {
        try self.init(try Sample.desk(size))
    }

    /// Plays a script; the effects of its keys replace those noted before.
    mutating func press(_ script: String) throws {
        effects = []
        for typed in try InputEvent.script(script) { event(typed) }
    }

    mutating func event(_ event: InputEvent) {
        if let action = input.action(for: event, in: desk) { take(action) }
    }

    mutating func take(_ action: DeskAction) {
        effects += desk.reduce(action, now: now)
    }

    mutating func wait(_ seconds: Double) {
        now = now.advanced(bySeconds: seconds)
    }

    func screen(_ theme: Theme = .golden) -> Frame {
        desk.view(theme: theme, commands: input.table)
    }

    /// The submissions among the effects.
    var submissions: [Submission] {
        effects.compactMap { if case .submit(let submission) = $0 { submission } else { nil } }
    }

    var drafts: [Draft] {
        effects.compactMap { if case .saveDraft(_, let draft) = $0 { draft } else { nil } }
    }
}
