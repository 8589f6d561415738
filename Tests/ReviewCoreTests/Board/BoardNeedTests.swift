// Pace by quarters, and what of a snapshot needs the supervisor.
import ReviewCore
import Testing

@Suite struct QuarterPaceTests {
    /// A moment so many minutes into a quarter.
    private func minutes(_ minutes: Double) -> Timestamp {
        Timestamp(microseconds: 1_000_000 * 900_000_000).advanced(bySeconds: minutes * 60)
    }

    @Test func anHourSlidesOverItsQuarters() {
        let pace = QuarterPace([99, 8, 4, 4, 4, 2])
        #expect(pace.lastHour(at: minutes(0)) == 22)
        #expect(pace.lastHour(at: minutes(7.5)) == 18)
        #expect(pace.lastHour(at: minutes(15)) == 22)
    }

    @Test func aQueueThatIsYoungerThanAnHourCountsWhatItHas() {
        #expect(QuarterPace([3, 4]).lastHour(at: minutes(5)) == 7)
        #expect(QuarterPace([]).lastHour(at: minutes(5)) == 0)
    }

    @Test func aQueueIsEmptyWhenTheRateSaysSo() {
        let pace = QuarterPace([0, 10, 10, 10, 10])
        #expect(pace.secondsUntilEmpty(40, at: minutes(3)) == 3600)
        #expect(pace.secondsUntilEmpty(0, at: minutes(3)) == 0)
        #expect(QuarterPace([0, 0, 0, 0, 0]).secondsUntilEmpty(1, at: minutes(3)) == nil)
    }
}

@Suite struct BoardNeedTests {
    private let now = Timestamp(microseconds: 1_790_000_000_000_000)

    private func id<Subject>(_ number: UInt64) -> ID<Subject> {
        var random = SeededGenerator(seed: number)
        return ID(at: now, using: &random)
    }

    private func queue(waiting: Int, pace: [Int] = [1, 1]) -> BoardQueue {
        var queue = BoardQueue(id: id(1), name: "q", locale: "en-US", pace: QuarterPace(pace))
        queue.waiting = waiting
        return queue
    }

    private func person(
        since minutes: Double, _ activity: BoardPerson.Activity = .working
    ) -> BoardPerson {
        BoardPerson(
            id: id(2), name: "ana", queue: id(1),
            since: now.advanced(bySeconds: -60 * minutes), activity: activity)
    }

    private func needs(_ queue: BoardQueue, _ people: [BoardPerson]) -> [BoardNeed] {
        BoardSnapshot(takenAt: now, queues: [queue], people: people).needs(at: now)
    }

    @Test func whatMovesNeedsNobody() {
        #expect(needs(queue(waiting: 5), [person(since: 60)]).isEmpty)
        #expect(needs(queue(waiting: 0), []).isEmpty)
    }

    @Test func aQueueThatStandsStillIsToldUnlessItsPeopleRestOrJustCame() {
        let still = queue(waiting: 5, pace: [3, 0, 0])
        #expect(needs(still, [person(since: 60)]) == [.stalled(still)])
        #expect(needs(still, [person(since: 5)]).isEmpty)
        #expect(needs(still, [person(since: 60, .onBreak)]).isEmpty)
        #expect(needs(still, []).isEmpty)
    }

    @Test func whoSitsAtAnEmptyQueueIsToldOf() {
        let empty = queue(waiting: 0)
        #expect(needs(empty, [person(since: 1)]) == [.dry(empty, sitters: 1)])
        var last = empty
        last.out = 1
        #expect(needs(last, [person(since: 1)]).isEmpty)
        var closed = queue(waiting: 9)
        closed.isOpen = false
        #expect(needs(closed, [person(since: 1)]) == [.dry(closed, sitters: 1)])
    }

    @Test func lateIncidentsComeBeforeThoseNobodyHasAndThoseBeforeAllElse() {
        func incident(
            _ number: UInt64, _ stage: BoardIncident.Stage, due: Double
        ) -> BoardIncident {
            BoardIncident(
                id: id(number), severity: .p1, stage: stage, queue: "q",
                due: now.advanced(bySeconds: due))
        }
        let open = incident(5, .unacknowledged, due: 60)
        let late = incident(6, .owned, due: 0)
        let fine = incident(7, .owned, due: 60)
        let empty = queue(waiting: 0)
        let snapshot = BoardSnapshot(
            takenAt: now, queues: [empty], people: [person(since: 1)],
            incidents: [open, late, fine], reviewsOwed: 2)
        #expect(
            snapshot.needs(at: now) == [
                .breached(late), .unacknowledged(open), .dry(empty, sitters: 1), .reviewsOwed(2),
            ])
    }
}
