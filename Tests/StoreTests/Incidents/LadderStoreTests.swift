// The ladder on a real database: two watchers never double, and a notice is tried until it arrives.
import Foundation
import ReviewCore
import Synchronization
import Testing
import Vault

@testable import Store

@Suite struct LadderStoreTests {
    private let office: IncidentOffice

    init() throws {
        office = try IncidentOffice()
    }

    private func climb(_ own: Workplace? = nil) throws -> LadderRound {
        try (own ?? office.sup).store.incidents.climb(
            office.policy, IncidentOffice.channels, office.now)
    }

    private func take() throws -> [TakenNotice] {
        try office.sup.store.incidents.takeNotices(office.now, 60, 100)
    }

    private func pass(_ minutes: Double) {
        office.now = office.now.advanced(bySeconds: minutes * 60)
    }

    @Test func theFirstRungIsToldAtOnceAndOnce() throws {
        try office.flag(.p1)
        let first = try climb()
        #expect(first.notices == 1 && first.escalations.isEmpty)
        #expect(first.next == office.now.advanced(bySeconds: 15 * 60))
        #expect(try climb().notices == 0)
        #expect(try climb(office.off).notices == 0)
        let taken = try take()
        #expect(taken.map(\.notice.group) == ["supervisor"])
        #expect(taken.first?.missed == nil && taken.first?.severity == .p1)
    }

    @Test func eachMissedDeadlineTellsTheNextRungOnAllItsChannels() throws {
        try office.flag(.p0)
        _ = try climb()
        pass(5)
        let round = try climb()
        #expect(round.escalations.map(\.step) == [1])
        #expect(round.notices == 3)
        #expect(try climb(office.off).escalations.isEmpty)
        let groups = try take().map { "\($0.notice.group) \($0.channel)" }
        #expect(
            Set(groups) == ["supervisor command", "safety mail", "safety webhook", "legal mail"])
        #expect(try office.place.actions.count { $0 == .incidentEscalated } == 1)
        #expect(try office.place.check().findings == [])
    }

    /// Nobody watched for an hour: all rungs hear of it now, the deadlines that passed are in
    /// the story.
    @Test func whatWasMissedWhileNobodyWatchedIsMadeUpFor() throws {
        try office.flag(.p0)
        pass(60)
        let round = try climb()
        #expect(round.escalations.map(\.rung).contains(Rung("safety", "legal")))
        #expect(try office.only().incident.record.breaches.isEmpty == false)
        let groups = Set(try take().map(\.notice.group))
        #expect(groups.isSuperset(of: ["supervisor", "safety", "legal"]))
    }

    /// The flag came from a clock that was ten hours ahead: its deadlines count from now.
    @Test func aClockThatWasSetBackHoldsNothingUp() throws {
        try office.flag(.p1)
        _ = try climb()
        pass(-600)
        #expect(try climb().escalations.isEmpty)
        #expect(try office.only().incident.record.events.map(\.act.code).last == .clockCorrected)
        #expect(try climb().notices == 0)
        pass(15)
        #expect(try climb().escalations.count == 1)
        #expect(try office.place.check().findings == [])
    }

    /// Whoever damages a story silences nobody: it goes on by what is listed.
    @Test func aBrokenStoryClimbsAndANewFlagIsKept() throws {
        let clip = try office.flag(.p0)
        let id = try office.only().id
        try office.database {
            try $0.execute(sql: "UPDATE custody_event SET hash = zeroblob(32)")
        }
        let round = try climb()
        #expect(round.broken == [id] && round.notices == 1)
        pass(5)
        #expect(try climb().broken == [id])
        #expect(Set(try take().map(\.notice.group)) == ["supervisor", "safety", "legal"])
        try office.amend(clip, flag: Flag(category: "trafficking", severity: .p1))
        #expect(try office.sup.store.incidents.open().count == 2)
    }

    @Test func whatIsTakenStopsClimbingUntilItMustBeDecided() throws {
        try office.flag(.p1)
        _ = try climb()
        try office.step(.acknowledged, on: office.only())
        pass(15)
        #expect(try climb().escalations.isEmpty)
        pass(45)
        #expect(try climb().escalations.map(\.missed) == [.decide])
    }

    @Test func aNoticeIsHeldByOneAndTriedAgainUntilItArrives() throws {
        try office.flag(.p2)
        _ = try climb()
        let store = office.off.store.incidents
        let taken = try #require(try take().first)
        #expect(try store.takeNotices(office.now, 60, 10).isEmpty)
        // Whoever took it died: after the lease another tries.
        pass(2)
        let again = try #require(try store.takeNotices(office.now, 60, 10).first)
        #expect(again.key == taken.key)
        try store.settle(again.key, .failed(code: "http.500"), office.now)
        #expect(try store.takeNotices(office.now, 60, 10).isEmpty)
        #expect(
            try store.nextNotice()
                == office.now.advanced(bySeconds: NoticeDelivery.firstPause))
        pass(1)
        let third = try #require(try store.takeNotices(office.now, 60, 10).first)
        #expect(third.attempts == 1)
        try store.settle(third.key, .delivered(code: "exit.0"), office.now)
        #expect(try store.nextNotice() == nil)
        let record = try #require(try store.notices(third.notice.incident).first)
        #expect(record.attempts == 2 && record.deliveredAt == office.now)
    }

    /// A board that was opened before anybody said how to tell people climbs all the same, and
    /// who knows a way tells them when it comes.
    @Test func aNoticeWithoutAWayWaitsForWhoKnowsOne() throws {
        try office.flag(.p2)
        let blind = try office.off.store.incidents.climb(office.policy, [:], office.now)
        #expect(blind.notices == 0)
        #expect(try take().isEmpty)
        let waiting = try office.sup.store.incidents.notices(office.only().id)
        #expect(waiting.map(\.channel) == [""])
        #expect(try climb().notices == 1)
        #expect(try climb().notices == 0)
        #expect(try take().map(\.channel) == ["command"])
        #expect(try office.sup.store.incidents.notices(office.only().id).count == 1)
    }

    @Test func ofWhatIsClosedNobodyIsToldAnyMore() throws {
        try office.flag(.p2)
        _ = try climb()
        let kept = try office.step(.acknowledged, on: office.only())
        try office.step(.decided(.referred(to: sealed("somebody"))), on: kept)
        #expect(try take().isEmpty)
        #expect(try office.sup.store.incidents.nextNotice() == nil)
    }

    @Test func openingItAgainTellsTheFirstRungAgain() throws {
        try office.flag(.p2)
        _ = try climb()
        let kept = try office.step(.acknowledged, on: office.only())
        let ended = try office.step(.decided(.referred(to: sealed("somebody"))), on: kept)
        pass(100)
        try office.step(.reopened(reason: sealed("again")), on: ended)
        #expect(try climb().notices == 1)
        #expect(try take().count == 1)
    }

    /// Two processes look at the same moment, again and again.
    @Test func twoWatchersAtOnceNeverDouble() async throws {
        for _ in 0..<4 { try office.flag(.p0) }
        let (policy, now) = (office.policy, office.now)
        let stores = [office.sup.store, office.off.store]
        let rounds = try await withThrowingTaskGroup(of: [LadderRound].self) { group in
            for store in stores {
                group.addTask {
                    try (0..<8).map { minute in
                        try store.incidents.climb(
                            policy, IncidentOffice.channels,
                            now.advanced(bySeconds: Double(minute) * 300))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let climbs = rounds.flatMap(\.escalations).map { "\($0.incident) \($0.step)" }
        #expect(Set(climbs).count == climbs.count)
        // Steps 1 to 7, of four incidents.
        #expect(climbs.count == 4 * 7)
    }
}
