// A sitting at the real desk by a script: real loop, store, vault and player, no person.
import Foundation
import ReviewCore
import Screens
import TerminalUI
import Testing

@testable import Workstation

/// One thing the script waits for and then does.
struct Step {
    let what: String
    let when: (DeskState) throws -> Bool
    let keys: [String]
    let act: (DeskEngine) throws -> Void

    /// Waits until `when` holds, does `act`, then presses `keys`.
    init(
        _ what: String, when: @escaping (DeskState) throws -> Bool = { _ in true },
        keys: [String] = [], act: @escaping (DeskEngine) throws -> Void = { _ in }
    ) {
        self.what = what
        self.when = when
        self.keys = keys
        self.act = act
    }
}

/// Drives a `DeskProgram` on a scripted terminal.
final class DeskSitting {
    let program: DeskProgram
    private let terminal: ScriptedTerminal
    private var steps: [Step] = []
    private var moved = ContinuousClock.now
    private(set) var frames = 0

    /// A script that hangs is ended and fails; nothing else depends on the clock.
    private static let patience = Duration.seconds(60)

    init(_ office: Office, _ queue: ReviewCore.Queue, seat: Seat? = nil) throws {
        terminal = try ScriptedTerminal(size: Size(width: 100, height: 30))
        program = try DeskOpening(office.surroundings).desk(
            Chair(seat ?? office.seat), queue, on: terminal.terminal, Signals.quiet())
    }

    var engine: DeskEngine { program.engine }
    var screen: String { terminal.lastFrame?.canvas.text ?? "" }

    /// Runs the script to the desk's end, or fails where it hangs.
    @discardableResult
    func run(_ script: [Step]) -> DeskEnding {
        steps = script
        moved = .now
        terminal.reviewer = { [unowned self] in
            frames += 1
            return next()
        }
        // The reviewer is asked when the screen changes; what a step waits for may be elsewhere.
        let pulse = DispatchSource.makeTimerSource(queue: .global())
        let mailbox = engine.mailbox
        pulse.schedule(deadline: .now(), repeating: .milliseconds(20))
        pulse.setEventHandler { mailbox.post(.action(.timerFired(.toast))) }
        pulse.resume()
        defer { pulse.cancel() }
        let ending = program.run()
        #expect(steps.isEmpty, "left before: \(steps.first?.what ?? "")")
        return ending
    }

    private func next() -> [InputEvent] {
        guard let step = steps.first else { return leftBehind() }
        do {
            guard try step.when(program.state) else { return hung(at: step) }
            steps.removeFirst()
            moved = .now
            try step.act(engine)
            return try step.keys.map { .key(try KeyChord(parsing: $0)) }
        } catch {
            Issue.record("\(step.what): \(error)")
            engine.endAtOnce(.ended)
            return []
        }
    }

    /// After the last step the desk must end by itself.
    private func leftBehind() -> [InputEvent] {
        if ContinuousClock.now - moved > Self.patience {
            Issue.record("the desk did not end after the script")
            engine.endAtOnce(.ended)
        }
        return []
    }

    private func hung(at step: Step) -> [InputEvent] {
        if ContinuousClock.now - moved > Self.patience {
            Issue.record("hung at: \(step.what)\n\(screen)")
            engine.endAtOnce(.ended)
        }
        return []
    }
}

/// What scripts wait for.
enum When {
    /// The clip on the desk was heard whole and nothing is on its way to the store.
    static func heard(_ state: DeskState) -> Bool {
        guard let duration = state.work?.sound.duration, state.inFlight.isEmpty else {
            return false
        }
        return state.hearing.share(of: duration) > 0.98
    }

    /// Heard, with that many done in the shift.
    static func heard(done: Int) -> (DeskState) -> Bool {
        { heard($0) && $0.shift.done == done }
    }

    static func empty(_ state: DeskState) -> Bool {
        state.work == nil && state.claim.condition == .empty && state.inFlight.isEmpty
    }

    static func text(_ text: String) -> (DeskState) -> Bool {
        { $0.work?.reference.text == text }
    }

    /// A clip with that text whose sound is there and waits for a key.
    static func silent(_ text: String) -> (DeskState) -> Bool {
        { $0.work?.reference.text == text && $0.work?.sound.duration != nil }
    }
}

enum Keys {
    static func typed(_ text: String) -> [String] {
        text.map { $0 == " " ? "space" : String($0) }
    }

    /// Leaves, and says yes where the desk asks.
    static let leave = ["q", "y"]
}
