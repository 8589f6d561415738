// A board with queues, people and incidents, and keys played on it.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

enum BoardSample {
    static let now = Sample.start

    static func queue(
        _ number: UInt64, _ name: String, waiting: Int, out: Int = 0, done: Int = 0,
        pace: [Int] = [], _ change: (inout BoardQueue) -> Void = { _ in }
    ) -> BoardQueue {
        let quarters = Array(repeating: 0, count: max(0, 12 - pace.count)) + pace
        var queue = BoardQueue(
            id: Sample.id(number), name: name, locale: "en-US", pace: QuarterPace(quarters))
        queue.waiting = waiting
        queue.out = out
        queue.done = done
        change(&queue)
        return queue
    }

    static func person(
        _ number: UInt64, _ name: String, at queue: UInt64?,
        _ activity: BoardPerson.Activity = .working, lastHour: Int = 0, unread: Int = 0
    ) -> BoardPerson {
        BoardPerson(
            id: Sample.id(number), name: name, queue: queue.map { Sample.id($0) },
            since: now.advanced(bySeconds: -7200), activity: activity, lastHour: lastHour,
            unread: unread)
    }

    static func incident(
        _ number: UInt64, _ severity: Severity, _ stage: BoardIncident.Stage, owner: String? = nil,
        dueIn seconds: Double?
    ) -> BoardIncident {
        BoardIncident(
            id: Sample.id(number), severity: severity, stage: stage,
            category: "imminent_threat_to_life", queue: "english",
            owner: owner, due: seconds.map { now.advanced(bySeconds: $0) })
    }

    static func lease(_ clip: UInt64, of person: UInt64 = 22, _ name: String = "bo") -> BoardLease {
        BoardLease(
            clip: Sample.id(clip), queue: Sample.id(1), person: Sample.id(person), name: name,
            token: FencingToken(rawValue: 3), since: now.advanced(bySeconds: -5400),
            expiresAt: now.advanced(bySeconds: 600))
    }

    static let busy = BoardSnapshot(
        takenAt: now,
        queues: [
            queue(
                1, "english", waiting: 1_204, out: 9, done: 21_377,
                pace: [12, 30, 28, 31, 40, 44, 41, 38, 45, 44, 47, 20]
            ) {
                $0.flagged = 14
                $0.held = 2
                $0.priority = 2
            },
            queue(2, "german", waiting: 88, done: 412) { $0.reservedFor = 2 },
            queue(3, "hindi", waiting: 0, done: 9_000, pace: [4, 2, 1, 0, 0]) {
                $0.adjudicating = 3
            },
            queue(4, "spanish", waiting: 52_310, done: 7) { $0.isOpen = false },
        ],
        people: [
            person(21, "ana", at: 1, lastHour: 61), person(22, "bo", at: 2, .idle),
            person(23, "chandra", at: 3, lastHour: 4, unread: 1),
            person(24, "dee", at: 1, .onBreak, lastHour: 50),
        ],
        incidents: [
            incident(31, .p0, .owned, owner: "sue", dueIn: -720),
            incident(32, .p1, .unacknowledged, dueIn: 240),
            incident(33, .p2, .unconfirmed, owner: "sue", dueIn: 21_000),
        ],
        stuck: [lease(41)], reviewsOwed: 1)

    static let quiet = BoardSnapshot(
        takenAt: now,
        queues: [queue(1, "english", waiting: 31, out: 3, done: 5, pace: [0, 1, 1, 2, 1])],
        people: [person(21, "ana", at: 1, lastHour: 5)])
}

/// A board, its keys, a clock, and the effects so far.
struct BoardSitting {
    var board: BoardState
    let input: BoardInput
    var effects: [BoardEffect] = []
    var now = BoardSample.now

    init(
        _ snapshot: BoardSnapshot? = BoardSample.busy, size: Size = Size(width: 120, height: 40)
    ) throws {
        board = BoardState(size: size, now: BoardSample.now)
        input = BoardInput(table: try BoardCommands.table())
        _ = board.begin()
        take(
            .roster(
                ["ana", "bo", "chandra", "dee"].enumerated().map {
                    BoardColleague(id: Sample.id(UInt64(21 + $0.offset)), name: $0.element)
                }))
        if let snapshot { take(.looked(snapshot)) }
    }

    /// As `Sitting.press`.
    mutating func press(_ script: String) throws {
        effects = []
        for typed in try InputEvent.script(script) { event(typed) }
    }

    mutating func event(_ event: InputEvent) {
        if let action = input.action(for: event, in: board) { take(action) }
    }

    mutating func take(_ action: BoardAction) {
        effects += board.reduce(action, now: now)
    }

    func screen(_ theme: Theme = .golden) -> Frame {
        board.view(theme: theme, commands: input.table)
    }

    var steps: [BoardStep] {
        effects.compactMap { if case .carry(let step) = $0 { step } else { nil } }
    }
}
