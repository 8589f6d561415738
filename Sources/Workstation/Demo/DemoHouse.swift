// A morning's work of made-up colleagues on the sample clips, for the board to show.
import Foundation
import ReviewCore
import Store

/// Colleagues who sit at desks, what they did in the last three hours, and what needs somebody.
struct DemoHouse {
    let founder: Seat
    let surroundings: Surroundings

    /// Who sits where, and how many seconds a clip takes them.
    private static let colleagues: [(name: String, queue: String, pace: Double)] = [
        ("ana", "en-US", 700), ("bogdan", "en-US", 1000), ("chandra", "hi-IN", 900),
        ("dolores", "es-CR", 1500),
    ]
    /// Seconds that the morning lasted so far.
    private static let morning = 3.0 * 3600
    /// Seconds since the first of them flagged something.
    private static let flagged = 1800.0
    /// The demonstration is looked at for as long as this without anybody's desk falling silent.
    private static let evening = 12.0 * 3600

    /// One clip somebody reviewed.
    private struct Turn {
        let colleague: Int
        let at: Timestamp
    }

    func bring(now: Timestamp = .now) throws {
        let seats = try Self.colleagues.map { try seat($0.name) }
        let queues = try founder.store.queues.list()
        let turns = Self.colleagues.indices.flatMap { index in
            stride(from: Self.morning, to: 120, by: -Self.colleagues[index].pace).map { back in
                Turn(colleague: index, at: now.advanced(bySeconds: -back))
            }
        }.sorted { $0.at < $1.at }
        for (index, colleague) in Self.colleagues.enumerated() {
            guard let queue = queues.first(where: { $0.name == colleague.queue }) else { continue }
            let sittings = seats[index].store.sittings
            let sitting = try sittings.clockIn(
                seats[index].person.id, queue.id, now.advanced(bySeconds: -Self.morning))
            try sittings.seen(sitting, now.advanced(bySeconds: Self.evening))
        }
        var isFlagged = false
        for turn in turns {
            let name = Self.colleagues[turn.colleague].queue
            guard let queue = queues.first(where: { $0.name == name }) else { continue }
            // Half an hour ago, so that nobody took it in time.
            let isHeard =
                turn.colleague == 0 && !isFlagged && now.seconds(since: turn.at) <= Self.flagged
            isFlagged = isFlagged || isHeard
            let flag = isHeard ? Flag(category: "other", severity: .p1) : nil
            try review(queue, by: seats[turn.colleague], at: turn.at, flag)
        }
        if let queue = queues.first(where: { $0.name == "fr-FR" }) {
            try founder.store.queues.setOpen(queue.id, false, now)
        }
        if let queue = queues.first(where: { $0.name == "en-US" }) {
            try founder.store.board.setPriority(queue.id, 3, now)
        }
    }

    private func seat(_ name: String) throws -> Seat {
        _ = try founder.add(
            person: name, roles: [.reviewer], surroundings: surroundings, now: .now)
        var there = surroundings
        there.environment["EARSHOT_PERSON"] = name
        return try Seat.take(in: founder.workspace, surroundings: there)
    }

    /// Nothing where the queue has run dry.
    private func review(
        _ queue: Queue, by seat: Seat, at time: Timestamp, _ flag: Flag?
    ) throws {
        let claimed = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], ttl: 900, now: time, resumes: false))
        guard let claimed = claimed.first else { return }
        let keys = seat.openKeys(of: claimed.clip)
        let clip = try keys.open(claimed.clip)
        var random = SystemRandomNumberGenerator()
        let annotation = try keys.seal(
            AnnotationContent(reference: clip.hypothesis?.text ?? "", flag: flag),
            as: AnnotationID(at: time, using: &random), by: seat.person.id,
            outcome: .annotated,
            effort: Effort(seconds: 20, heardSeconds: 2.2, coverage: 1, plays: 1, keystrokes: 1),
            at: time)
        _ = try seat.store.work.submit(annotation, claimed.lease.token)
    }
}

extension DemoWorkspace {
    /// Fills it with made-up colleagues at work, for the supervisor's screens.
    public func fillHouse(_ founder: Seat) throws {
        try DemoHouse(founder: founder, surroundings: surroundings).bring()
    }
}
