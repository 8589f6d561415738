// What needs the supervisor now, out of all the board could show.

/// One thing that will not mend itself.
public enum BoardNeed: Sendable, Equatable {
    /// A deadline of an incident passed.
    case breached(BoardIncident)
    /// An incident that nobody has acknowledged yet.
    case unacknowledged(BoardIncident)
    /// Clips wait, people sit there, and nothing was submitted for a quarter of an hour.
    case stalled(BoardQueue)
    /// People sit at a queue that has nothing for them.
    case dry(BoardQueue, sitters: Int)
    case stuck(BoardLease)
    /// Clips that whoever was handed them could not open.
    case unopenable(BoardQueue)
    case reviewsOwed(Int)
}

extension BoardSnapshot {
    /// The gravest first, and of one kind in the snapshot's order.
    public func needs(at now: Timestamp) -> [BoardNeed] {
        let late = incidents.filter { $0.isBreached(at: now) }
        let open = incidents.filter { $0.stage == .unacknowledged && !$0.isBreached(at: now) }
        let sitters = sitters
        return late.map(BoardNeed.breached) + open.map(BoardNeed.unacknowledged)
            + queues.filter { isStalled($0, at: now) }.map(BoardNeed.stalled)
            + queues.compactMap { queue in
                let people = sitters[queue.id] ?? 0
                return queue.hasNothing && people > 0 ? .dry(queue, sitters: people) : nil
            }
            + stuck.map(BoardNeed.stuck)
            + queues.filter { $0.unopenable > 0 }.map(BoardNeed.unopenable)
            + (reviewsOwed > 0 ? [.reviewsOwed(reviewsOwed)] : [])
    }

    /// How many people sit at each queue.
    public var sitters: [QueueID: Int] {
        people.reduce(into: [:]) { counts, person in
            if let queue = person.queue { counts[queue, default: 0] += 1 }
        }
    }

    /// Whoever sat down just now, or is on a break, keeps no queue waiting.
    private func isStalled(_ queue: BoardQueue, at now: Timestamp) -> Bool {
        guard queue.isOpen, queue.waiting > 0, queue.pace.isStill else { return false }
        return people.contains { person in
            person.queue == queue.id && person.activity != .onBreak
                && now.seconds(since: person.since) >= 2 * QuarterPace.seconds
        }
    }
}

extension BoardQueue {
    /// Whether nobody who sits at it can be handed anything.
    var hasNothing: Bool { !isOpen || waiting + skipped + out == 0 }
}
