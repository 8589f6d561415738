// Keys on the pure board: what they ask for, and what stays under the hand.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct BoardStateTests {
    private let english: QueueID = Sample.id(1)
    private let german: QueueID = Sample.id(2)
    private let spanish: QueueID = Sample.id(4)

    @Test func everyCommandIsDocumentedAndUnique() throws {
        let table = try BoardCommands.table()
        for command in table.commands {
            #expect(!command.title.isEmpty && command.help.hasSuffix("."), "\(command.id)")
            #expect(!command.keys.values.joined().isEmpty, "\(command.id) has no key")
            for mode in [BoardMode.filtering, .picking, .writing] {
                for chord in command.keys[mode] ?? [] where chord.modifiers.isEmpty {
                    if case .character = chord.key {
                        Issue.record("\(chord.name) cannot be typed in \(mode): \(command.id)")
                    }
                }
            }
        }
    }

    /// There is a way out of everything, and no key is offered that does nothing.
    @Test func everyPanelHasAWayOut() throws {
        for script in ["?", ":", "2 enter", "3 enter", "4 enter", "2 p", "3 m", "A", "/ 'x'"] {
            var sitting = try BoardSitting()
            try sitting.press(script)
            #expect(sitting.board.mode != .watching, "\(script)")
            try sitting.press("esc")
            #expect(sitting.board.mode == .watching, "\(script)")
        }
    }

    @Test func aQueueIsClosedAndOpenedAgainByTakingItBack() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 o")
        #expect(sitting.steps == [.setOpen(english, false)])
        sitting.take(.carried(.setOpen(english, false), undo: .setOpen(english, true)))
        #expect(sitting.board.toast?.text.hasPrefix("english is closed") == true)
        try sitting.press("u")
        #expect(sitting.steps == [.setOpen(english, true)])
        try sitting.press("u")
        #expect(sitting.steps.isEmpty)
    }

    @Test func stepsAreTakenBackOneAfterTheOther() throws {
        var sitting = try BoardSitting()
        sitting.take(.carried(.rank(english, 3), undo: .rank(english, 2)))
        sitting.take(.carried(.setOpen(german, false), undo: .setOpen(german, true)))
        try sitting.press("u")
        #expect(sitting.steps == [.setOpen(german, true)])
        // What it did is no step of its own that could be taken back.
        sitting.take(.carried(.setOpen(german, true), undo: .setOpen(german, false)))
        try sitting.press("u")
        #expect(sitting.steps == [.rank(english, 2)])
        sitting.take(.carried(.rank(english, 2), undo: .rank(english, 3)))
        try sitting.press("u")
        #expect(sitting.steps.isEmpty)
    }

    @Test func whatNeedsSomebodyIsUnderTheHandFirst() throws {
        #expect(try BoardSitting().board.section == .needs)
        #expect(try BoardSitting(BoardSample.quiet).board.section == .queues)
    }

    @Test func anIncidentThatNobodyHasIsTakenByAKey() throws {
        var sitting = try BoardSitting()
        try sitting.press("1 a")
        #expect(sitting.steps.isEmpty, "the first has an owner")
        try sitting.press("down a")
        #expect(sitting.steps == [.acknowledge(Sample.id(32))])
        sitting.take(.carried(.acknowledge(Sample.id(32)), undo: nil))
        #expect(sitting.board.toast?.text.contains("You answer for incident") == true)
    }

    /// Seconds tick only while they matter.
    @Test func aDeadlineThatIsNearIsToldToTheSecond() throws {
        var sitting = try BoardSitting()
        func ticks() -> Bool {
            sitting.effects.contains {
                if case .schedule(.second, _) = $0 { true } else { false }
            }
        }
        #expect(ticks())
        #expect(sitting.screen().canvas.text.contains("4:00 left"))
        sitting.effects = []
        sitting.now = sitting.now.advanced(bySeconds: 1)
        sitting.take(.timerFired(.second))
        #expect(ticks())
        #expect(sitting.screen().canvas.text.contains("3:59 left"))
        sitting.effects = []
        sitting.take(.looked(BoardSample.quiet))
        sitting.take(.timerFired(.second))
        #expect(!ticks())
    }

    @Test func prioritiesStayWithinTheirBounds() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 + down -")
        #expect(sitting.steps == [.rank(english, 3)])
        #expect(sitting.board.toast?.text.contains("0 to 9") == true)
    }

    @Test func aClipIsGivenBackOnlyWhenTheQuestionIsAnswered() throws {
        var sitting = try BoardSitting()
        try sitting.press("3 down enter")
        #expect(sitting.effects.contains(.loadInHand(Sample.id(22))))
        let leases = [BoardSample.lease(41), BoardSample.lease(42)]
        sitting.take(.inHand(Sample.id(22), leases))
        try sitting.press("down r n")
        #expect(sitting.steps.isEmpty)
        // The person's clips are there again, with the same one marked.
        try sitting.press("r y")
        #expect(sitting.steps == [.release(leases[1])])
    }

    @Test func aClipIsHandedToWhoIsPicked() throws {
        var sitting = try BoardSitting()
        // The stuck lease is the need after four of incidents and queues.
        try sitting.press("1")
        while sitting.board.leaseUnderHand == nil, sitting.board.list(.needs).selected != 6 {
            try sitting.press("down")
        }
        let lease = try #require(sitting.board.leaseUnderHand)
        try sitting.press("t 'cha' enter")
        #expect(
            sitting.steps == [.hand(lease, BoardColleague(id: Sample.id(23), name: "chandra"))])
    }

    @Test func peopleAreAddedToAQueueOneByOne() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 down p enter")
        #expect(sitting.steps.isEmpty, "before it is known who is in it, nothing is changed")
        sitting.take(.reserved(german, [Sample.id(21)]))
        try sitting.press("'dee' enter")
        #expect(sitting.steps == [.reserve(german, [Sample.id(21), Sample.id(24)])])
        try sitting.press("enter")
        #expect(sitting.steps == [.reserve(german, [Sample.id(21)])])
    }

    @Test func aMessageIsAFewWords() throws {
        var sitting = try BoardSitting()
        try sitting.press("3 m enter")
        #expect(sitting.steps.isEmpty)
        for _ in 0..<300 { sitting.event(.key(KeyChord(.character("x")))) }
        sitting.event(.paste("one\ntwo"))
        try sitting.press("enter")
        guard case .send(let person, let text) = sitting.steps.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(person.name == "ana")
        #expect(text.count == BoardState.longestMessage && !text.contains("\n"))
    }

    @Test func whatIsUnderTheHandStaysThereWhateverComes() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 down down")
        #expect(sitting.board.queueUnderHand?.name == "hindi")
        var next = BoardSample.busy
        next.queues.insert(BoardSample.queue(9, "arabic", waiting: 5), at: 0)
        sitting.take(.looked(next))
        #expect(sitting.board.queueUnderHand?.name == "hindi")
        next.queues.removeAll { $0.name == "hindi" }
        sitting.take(.looked(next))
        #expect(sitting.board.queueUnderHand != nil)
        sitting.take(.looked(BoardSnapshot(takenAt: sitting.now)))
        #expect(sitting.board.queueUnderHand == nil)
        try sitting.press("o enter down r")
        #expect(sitting.steps.isEmpty)
    }

    @Test func aFilterNarrowsAndEscapeShowsAllAgain() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 / 'span' enter")
        #expect(sitting.board.queues.map(\.name) == ["spanish"])
        try sitting.press("o")
        #expect(sitting.steps == [.setOpen(spanish, true)])
        try sitting.press("esc")
        #expect(sitting.board.queues.count == 4)
    }

    @Test func ordersGoRound() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 s")
        #expect(sitting.board.queues.map(\.name) == ["spanish", "english", "german", "hindi"])
        try sitting.press("s")
        #expect(sitting.board.queues.first?.name == "english")
        try sitting.press("s s")
        #expect(sitting.board.queueOrder == .name)
        try sitting.press("3 s s s")
        #expect(sitting.board.people.map(\.name) == ["bo", "ana", "chandra", "dee"])
    }

    @Test func theClockOfTheMinuteIsSetAgainAndNothingElseIs() throws {
        var board = BoardState(
            size: Size(width: 80, height: 24),
            now: Timestamp(microseconds: 1_760_000_000_000_000 + 12_000_000))
        let begun = board.begin()
        #expect(begun.contains { if case .schedule(.minute, _) = $0 { true } else { false } })
        let effects = board.reduce(.timerFired(.minute), now: board.now)
        guard case .schedule(.minute, let seconds)? = effects.first, effects.count == 1 else {
            Issue.record("\(effects)")
            return
        }
        #expect(seconds > 0 && seconds <= 60)
    }

    /// Keys pressed at random neither trap nor leave a list that points nowhere.
    @Test(arguments: 0..<20) func randomKeysDoNoHarm(seed: UInt64) throws {
        var random = Sample.Counter(state: seed &* 77 &+ 5)
        var sitting = try BoardSitting(size: Size(width: 80, height: 24))
        let names = [
            "tab", "enter", "esc", "up", "down", "pagedown", "home", "end", "a", "m", "o", "p",
            "r", "t", "u", "y", "n", "s", "/", ":", "?", "+", "-", "1", "2", "3", "4", "backspace",
        ]
        let snapshots = [BoardSample.busy, BoardSample.quiet, BoardSnapshot(takenAt: sitting.now)]
        for _ in 0..<400 {
            if random.next() % 11 == 0 {
                sitting.take(.looked(snapshots[Int(random.next() % 3)]))
            }
            if random.next() % 13 == 0 {
                sitting.take(.inHand(Sample.id(22), [BoardSample.lease(random.next() % 50)]))
            }
            sitting.event(
                .key(try KeyChord(parsing: names[Int(random.next() % UInt64(names.count))])))
            for section in BoardSection.allCases {
                let list = sitting.board.list(section)
                #expect(list.count == sitting.board.count(of: section))
            }
            _ = sitting.screen()
        }
    }
}
