// A short shift worked by a script on the real desk, for places without a terminal.
import Foundation
import Interchange
import ReviewCore
import Screens
import TerminalUI

/// Plays a few clips of a demonstration queue and shows the last screen and the export.
public struct RecordedShift {
    private let seat: Seat
    private let queue: Queue
    private let opening: DeskOpening

    public init(seat: Seat, queue: Queue, opening: DeskOpening) {
        self.seat = seat
        self.queue = queue
        self.opening = opening
    }

    /// One thing the reviewer waits for and then does.
    struct Step: Sendable {
        let what: String
        let when: @Sendable (DeskState) -> Bool
        let keys: [String]
    }

    /// Seconds without progress after which the shift is given up.
    private static let patience = 30.0

    public func play(_ show: @escaping (String) -> Void) throws {
        let terminal = try ScriptedTerminal(size: Size(width: 100, height: 30))
        let signals = try SignalPipe([.interrupt, .terminate])
        let program = try opening.desk(Chair(seat), queue, on: terminal.terminal, signals)
        var steps = Self.steps[...]
        var lastPicture = ""
        var moved = Timestamp.now
        var stuck: String?
        terminal.reviewer = { [unowned program] in
            guard let step = steps.first else { return [] }
            // Ctrl-C asks the desk to be left, and here nobody is to be asked.
            if case .confirm = program.state.overlay { return Self.leaving }
            if step.when(program.state) {
                show("  \(step.what)")
                steps.removeFirst()
                moved = .now
                if steps.isEmpty { lastPicture = terminal.lastFrame?.canvas.text ?? "" }
                return step.keys.compactMap { try? KeyChord(parsing: $0) }.map(InputEvent.key)
            }
            if Timestamp.now.seconds(since: moved) > Self.patience {
                stuck = step.what
                steps = []
                return Self.leaving
            }
            return []
        }
        show("A recorded shift on the queue \(queue.name):")
        let ending = program.run()
        if let stuck { throw DemoError.stuck(stuck) }
        guard ending == .left, steps.isEmpty else { throw DemoError.interrupted }
        show("\nThe desk as it was left:\n\n\(lastPicture)\n")
        try showExport(show)
    }

    private static let leaving: [InputEvent] = ["q", "y"].map {
        .key(KeyChord(.character($0)))
    }

    private func showExport(_ show: (String) -> Void) throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "earshot-demo-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try Exporter(seat: seat, queue: queue).run(
            to: file.path, format: .earshot, withAudio: false, onProgress: { _ in },
            onProblem: show)
        show("The export:\n")
        show(try String(contentsOf: file, encoding: .utf8))
    }

    /// The script: agree, correct, call an intent wrong, mark an accident, leave.
    static let steps: [Step] = [
        Step(what: "hears the first clip and agrees", when: heard, keys: ["enter"]),
        Step(
            what: "hears the second and types what was said",
            when: { heard($0) && $0.shift.done == 1 },
            keys: ["e", "end"] + typed(" please") + ["enter"]),
        Step(
            what: "hears the third and marks it as an accidental wake-up",
            when: { heard($0) && $0.shift.done == 2 }, keys: ["a"]),
        Step(
            what: "leaves with the fourth on the desk",
            when: { heard($0) && $0.shift.done == 3 }, keys: ["q", "y"]),
    ]

    /// Whether the clip on the desk was heard to its end and nothing is on its way to the store.
    @Sendable private static func heard(_ state: DeskState) -> Bool {
        guard let duration = state.work?.sound.duration, state.inFlight.isEmpty else {
            return false
        }
        return state.hearing.share(of: duration) > 0.95
    }

    private static func typed(_ text: String) -> [String] {
        text.map { $0 == " " ? "space" : String($0) }
    }
}
