// The board on the real store: live, quiet, and of several colleagues at once.
import Foundation
import ReviewCore
import Screens
import Store
import TerminalUI
import Testing
import Vault

@testable import Workstation

/// Drives a `BoardProgram` on a scripted terminal.
private final class BoardSitting {
    struct Step {
        let what: String
        let when: (BoardState) throws -> Bool
        let act: () throws -> [String]
    }

    let program: BoardProgram
    private let terminal: ScriptedTerminal
    private var steps: [Step] = []
    private(set) var frames = 0
    private var begun = ContinuousClock.now

    init(_ office: Office, seat: Seat? = nil) throws {
        terminal = try ScriptedTerminal(size: Size(width: 120, height: 40))
        program = try BoardOpening(office.surroundings).board(
            seat ?? office.seat, on: terminal.terminal, Signals.quiet())
    }

    var screen: String { terminal.lastFrame?.canvas.text ?? "" }

    /// Waits until `when` holds, does `act`, then presses the keys it answers.
    func step(
        _ what: String, when: @escaping (BoardState) throws -> Bool,
        act: @escaping () throws -> [String]
    ) {
        steps.append(Step(what: what, when: when, act: act))
    }

    /// Runs the script to the board's end, or fails where it hangs; only that depends on a clock.
    func run() {
        terminal.reviewer = { [unowned self] in
            frames += 1
            return next()
        }
        let pulse = DispatchSource.makeTimerSource(queue: .global())
        let mailbox = program.engine.mailbox
        pulse.schedule(deadline: .now(), repeating: .milliseconds(50))
        pulse.setEventHandler { mailbox.post(.timerFired(.toast)) }
        pulse.resume()
        defer { pulse.cancel() }
        #expect(program.run() == .left)
        #expect(steps.isEmpty, "left before: \(steps.first?.what ?? "")")
    }

    private func next() -> [InputEvent] {
        guard ContinuousClock.now - begun < .seconds(60) else {
            Issue.record("hung at: \(steps.first?.what ?? "the end")\n\(screen)")
            program.engine.end(.left)
            return []
        }
        guard let step = steps.first else { return [] }
        do {
            guard try step.when(program.engine.state) else { return [] }
            steps.removeFirst()
            return try step.act().map { .key(try KeyChord(parsing: $0)) }
        } catch {
            Issue.record("\(step.what): \(error)")
            program.engine.end(.left)
            return []
        }
    }
}

@Suite struct BoardTests {
    private func office(clips: Int = 3) throws -> Office {
        let office = try Office()
        try office.bring(
            (0..<clips).map { "turn on light \($0)" }, into: office.queue("english"))
        return office
    }

    @Test func whatAColleagueDoesIsThereWithoutAKey() throws {
        let office = try office()
        let colleague = try office.another()
        let queue = try office.queue("english")
        let sitting = try BoardSitting(office)
        sitting.step(
            "sees what waits", when: { $0.snapshot?.queues.first?.waiting == 3 },
            act: {
                _ = try colleague.store.work.claim(
                    ClaimRequest(
                        person: colleague.person.id, queues: [queue.id], ttl: 60, now: .now))
                return []
            })
        sitting.step(
            "sees what is out", when: { $0.snapshot?.queues.first?.out == 1 },
            act: {
                #expect(sitting.screen.contains("english"))
                return ["q"]
            })
        sitting.run()
    }

    @Test func aQueueIsClosedByKeyAndOpenedByTakingItBack() throws {
        let office = try office()
        func isOpen() throws -> Bool? { try office.seat.store.queues.named("english")?.isOpen }
        let sitting = try BoardSitting(office)
        sitting.step("sees the queue", when: { $0.snapshot != nil }, act: { ["2", "o"] })
        sitting.step(
            "sees it closed", when: { $0.snapshot?.queues.first?.isOpen == false },
            act: {
                let open = try isOpen()
                #expect(open == false)
                return ["u"]
            })
        sitting.step(
            "sees it open", when: { $0.snapshot?.queues.first?.isOpen == true },
            act: {
                let open = try isOpen()
                #expect(open == true)
                return ["q"]
            })
        sitting.run()
    }

    /// Two boards and a desk's claims on one workspace: each sees what the other does.
    @Test func twoBoardsSeeEachOther() throws {
        let office = try office()
        let other = try office.another()
        let second = try BoardSitting(office, seat: other)
        let first = try BoardSitting(office)
        first.step("sees the queue", when: { $0.snapshot != nil }, act: { ["2", "+"] })
        first.step(
            "sees its own step", when: { $0.snapshot?.queues.first?.priority == 1 },
            act: { ["q"] })
        second.step(
            "sees the other's step", when: { $0.snapshot?.queues.first?.priority == 1 },
            act: { ["q"] })
        let done = DispatchGroup()
        // Each board stays on the thread it runs on.
        nonisolated(unsafe) let theirs = second
        done.enter()
        Thread.detachNewThread {
            theirs.run()
            done.leave()
        }
        first.run()
        #expect(done.wait(timeout: .now() + 60) == .success)
    }

    @Test func aMessageIsSealedAndTakenBackWhileUnread() throws {
        let office = try office()
        let queue = try office.queue("english")
        let me = office.seat.person
        _ = try office.seat.store.sittings.clockIn(me.id, queue.id, .now)
        func waiting() throws -> [SealedMessage] {
            try office.seat.store.messages.waiting(me.id, .now)
        }
        let sitting = try BoardSitting(office)
        sitting.step(
            "sees who sits there",
            when: { $0.snapshot?.people.isEmpty == false && !$0.roster.isEmpty },
            act: { ["3", "m", "h", "i", "enter"] })
        sitting.step(
            "is told", when: { $0.snapshot?.people.first?.unread == 1 },
            act: {
                let message = try #require(try waiting().first)
                let envelope = MessageEnvelope(
                    id: message.id, sender: message.sender, recipient: message.recipient)
                let text = envelope.open(
                    message.bytes, with: office.seat.personalKeys, in: office.workspace.id)
                #expect(text == "hi")
                return ["u"]
            })
        sitting.step(
            "sees it gone", when: { $0.snapshot?.people.first?.unread == 0 },
            act: {
                let left = try waiting()
                #expect(left.isEmpty)
                return ["q"]
            })
        sitting.run()
    }

    @Test func aClipInHandIsGivenBackAfterAQuestion() throws {
        let office = try office()
        let queue = try office.queue("english")
        let me = office.seat.person
        _ = try office.seat.store.sittings.clockIn(me.id, queue.id, .now)
        _ = try office.seat.store.work.claim(
            ClaimRequest(person: me.id, queues: [queue.id], ttl: 600, now: .now))
        let sitting = try BoardSitting(office)
        sitting.step(
            "sees who sits there", when: { $0.snapshot?.people.count == 1 },
            act: { ["3", "enter"] })
        sitting.step(
            "sees what is in hand",
            when: { state in
                if case .person(let sheet) = state.overlay {
                    sheet.leases?.count == 1
                } else {
                    false
                }
            }, act: { ["r", "y"] })
        sitting.step(
            "sees it back", when: { $0.snapshot?.queues.first?.out == 0 },
            act: { ["esc", "q"] })
        sitting.run()
        #expect(try office.seat.store.records.status(.now, .now).queues.first?.waiting == 3)
    }

    @Test func whoIsNoSupervisorIsToldSo() throws {
        let office = try office()
        _ = try office.seat.add(
            person: "bo", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        let bo = try office.another("bo")
        #expect(throws: DeedRefusal.self) {
            try BoardOpening(office.surroundings).run(bo, elsewise: "")
        }
    }

    /// What nothing changes costs nothing: no look, no drawing.
    @Test func nothingNewIsNoWork() throws {
        let office = try office()
        let engine = try BoardEngine(
            seat: office.seat, size: Size(width: 80, height: 24))
        engine.begin()
        while engine.state.snapshot == nil || engine.state.roster.isEmpty {
            _ = waitForInput(on: [engine.mailbox.descriptor], until: nil)
            _ = engine.takeMessages()
        }
        let news = try #require(engine.newsDescriptor)
        #expect(waitForInput(on: [news, engine.mailbox.descriptor], until: 0).readable.isEmpty)
        // Only the minute's clock is set.
        let next = try #require(engine.nextDeadline)
        #expect(next <= monotonicNow() + 60_000_000_000)
        #expect(!engine.fireTimers() || engine.looks == 2)
        engine.leave()
    }
}
