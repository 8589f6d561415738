// Incidents in the store: one from every grave flag, each step by who may, none cut or forged.
import Foundation
import GRDB
import ReviewCore
import Testing
import Vault

@testable import Store

@Suite struct IncidentStoreTests {
    private let office: IncidentOffice

    init() throws {
        office = try IncidentOffice()
    }

    @Test func everyGraveFlagOpensOneAndAMildOneNone() throws {
        for severity in Severity.allCases { try office.flag(severity) }
        let open = try office.sup.store.incidents.open()
        #expect(open.map(\.glance.severity).sorted() == [.p0, .p1, .p2].sorted())
        #expect(open.allSatisfy { $0.glance.stage == .triggered && $0.queue == "q" })
        let log = try office.place.actions
        #expect(log.count { $0 == .incidentOpened } == 3)
        #expect(try office.place.check().findings == [])
    }

    @Test func aSecondFlagJoinsTheOpenOneAndNoNewsIsNoEvent() throws {
        let clip = try office.flag(.p2, note: sealed("two voices"))
        try office.amend(clip, flag: Flag(category: "weapon_or_gunshot", severity: .p3))
        #expect(try office.only().seen == 2)
        try office.amend(clip, flag: Flag(category: "child_abuse", severity: .p0))
        let kept = try office.only()
        #expect(kept.incident.record.severity == .p0)
        #expect(kept.incident.record.categories == ["weapon_or_gunshot", "child_abuse"])
        #expect(
            kept.incident.record.events.map(\.act.code) == [.opened, .flagNoted, .flagged])
        #expect(try office.sup.store.incidents.open().count == 1)
    }

    @Test func aFlagAfterTheEndOpensAnother() throws {
        let clip = try office.flag(.p2)
        let taken = try office.step(.acknowledged, on: office.only())
        try office.step(.decided(.referred(to: sealed("a helpline"))), on: taken)
        try office.amend(clip, flag: Flag(category: "trafficking", severity: .p1))
        #expect(try office.sup.store.incidents.open().count == 1)
        #expect(try office.sup.store.incidents.closed(office.now, 10).count == 1)
    }

    /// The same words again: an alarm where they were said again, and none where they only came
    /// along.
    @Test func whatIsSaidAgainIsHeardAgainAndWhatIsCarriedAlongIsNot() throws {
        let flag = Flag(category: "other", severity: .p1)
        let first = office.now
        let clip = try office.flag(.p1, "other", saidAt: first)
        try office.amend(clip, flag: flag, note: sealed("a second voice"), saidAt: first)
        try office.amend(clip, flag: flag, note: sealed("a second voice"), saidAt: first)
        var kept = try office.only()
        #expect(kept.incident.record.events.map(\.act.code) == [.opened, .flagNoted])
        kept = try office.step(.acknowledged, on: kept)
        try office.step(.decided(.referred(to: sealed("a helpline"))), on: kept)
        try office.amend(clip, flag: flag, note: sealed("a second voice"), saidAt: first)
        #expect(try office.sup.store.incidents.open().isEmpty)
        office.now = office.now.advanced(bySeconds: 60)
        try office.amend(clip, flag: flag, note: sealed("again"), saidAt: office.now)
        kept = try office.only()
        #expect(kept.incident.record.events.map(\.act.code) == [.opened, .flagNoted])
        #expect(try office.place.check().findings == [])
    }

    @Test func itIsTakenDecidedAndConfirmedByTwo() throws {
        try office.flag(.p1)
        var kept = try office.step(.acknowledged, on: office.only())
        #expect(kept.incident.owner == office.supervisor)
        kept = try office.step(.decided(.falsePositive(reason: sealed("a film"))), on: kept)
        #expect(
            try office.act(.confirmed, on: kept) == .refused(.rule(.refused(.samePerson))))
        kept = try office.step(.confirmed, by: office.off, on: kept)
        #expect(kept.glance.stage == .closed)
        #expect(try office.sup.store.incidents.open().isEmpty)
        #expect(try office.sup.store.records.status(office.now, office.now).incidents.open == 0)
        #expect(try office.place.check().findings == [])
    }

    @Test func duplicatesMakeNoRing() throws {
        try office.flag(.p1)
        let first = try office.step(.acknowledged, on: office.only())
        try office.flag(.p1)
        let later = try office.sup.store.incidents.open().map(\.id).filter { $0 != first.id }
        let other = try #require(try office.sup.store.incidents.one(later[0]))
        var second = try office.step(.acknowledged, on: other)
        second = try office.step(.decided(.duplicate(of: first.id)), on: second)
        #expect(
            try office.act(.decided(.duplicate(of: second.id)), on: first)
                == .refused(.otherIsDuplicate))
    }

    /// Everything of the clip is gone; that somebody raised an alarm is not.
    @Test func aFlagOfAnErasedClipOpensAnIncidentWithoutItsWords() throws {
        let clip = try office.flag(.p3)
        try office.database {
            try $0.execute(
                sql: "UPDATE clip SET state = ? WHERE id = ?",
                arguments: [ClipState.erased.rawValue, clip.uuid])
        }
        #expect(try office.raise(clip, Flag(category: "other", severity: .p0), note: sealed("x")))
        #expect(try office.only().incident.record.events.map(\.act.code) == [.opened])
    }

    @Test func onlyWhoAnswersForItDecides() throws {
        try office.flag(.p1)
        var kept = try office.step(.acknowledged, on: office.only())
        let end = CustodyAct.decided(.referred(to: sealed("a helpline")))
        #expect(
            try office.act(end, by: office.off, on: kept)
                == .refused(.rule(.refused(.notOwner))))
        kept = try office.step(.handedOver(to: office.officer), by: office.off, on: kept)
        #expect(try office.step(end, by: office.off, on: kept).glance.stage == .closed)
    }

    @Test func whoReadItBeforeAnotherActedIsToldAndNothingHappens() throws {
        try office.flag()
        let before = try office.only()
        try office.step(.acknowledged, by: office.off, on: before)
        #expect(try office.act(.acknowledged, on: before) == .refused(.changedMeanwhile))
        #expect(try office.only().incident.owner == office.officer)
    }

    @Test func nobodyActsInAnothersNameOrWithoutTheRole() throws {
        try office.flag()
        let kept = try office.only()
        #expect(throws: StoreError(.notYourOwn)) {
            try office.act(.acknowledged, office.officer, on: kept)
        }
        // A reviewer neither sees nor takes them; a supervisor agrees to no hold.
        #expect(throws: StoreError.self) { try office.store.incidents.open() }
        #expect(throws: StoreError.self) {
            try office.store.incidents.act(
                kept.id, kept.seen, .acknowledged, office.reviewer, office.now)
        }
        #expect(throws: StoreError.self) { try office.act(.holdAgreed, on: kept) }
        #expect(throws: StoreError.self) { try office.act(.listened, on: kept) }
        #expect(throws: StoreError.self) {
            try office.act(.escalated(step: 9, missed: .decide), on: kept)
        }
        #expect(try office.only() == kept)
    }

    @Test func itIsHandedOnlyToWhoMayAnswer() throws {
        try office.flag()
        let kept = try office.step(.acknowledged, on: office.only())
        #expect(
            try office.act(.handedOver(to: office.reviewer), on: kept)
                == .refused(.cannotAnswer))
        let handed = try office.step(.handedOver(to: office.officer), on: kept)
        #expect(handed.glance.owner == office.officer)
    }

    @Test func readableWordsAreNotTakenIn() throws {
        try office.flag()
        let kept = try office.only()
        #expect(throws: StoreError.self) {
            try office.act(.noted(.open("call 555 0100")), on: kept)
        }
        #expect(try office.only() == kept)
    }

    @Test func aHoldOfTwoKeepsTheClip() throws {
        let clip = try office.flag()
        let hold = IncidentHold(
            reason: sealed("order"), until: office.now.advanced(bySeconds: 86400))
        var kept = try office.step(.held(hold), on: office.only())
        #expect(try office.place.desk.state(clip) == .annotated)
        kept = try office.step(.holdAgreed, by: office.off, on: kept)
        #expect(try office.place.desk.state(clip) == .held)
        #expect(kept.glance.holdAgreed)
        // Only a step of the story ends it.
        let held = [HoldReason.of(kept.id)]
        for reasons in [[], held] {
            #expect(
                try office.off.store.work.endHold([clip], under: reasons, office.now)
                    == [.ofIncident(.of(kept.id))])
        }
        #expect(throws: StoreError.self) {
            try office.off.store.work.setAside([clip], .hold(.of(kept.id)), office.now)
        }
        kept = try office.step(.holdEnded, by: office.off, on: kept)
        #expect(try office.place.desk.state(clip) == .annotated)
        #expect(try office.place.check().findings == [])
    }

    @Test func onlyTheReviewerHasReadHowItEnded() throws {
        try office.flag()
        let taken = try office.step(.acknowledged, on: office.only())
        let ended = try office.step(.decided(.referred(to: sealed("somebody"))), on: taken)
        let mine = try office.store.incidents.raisedBy(office.reviewer, office.now)
        #expect(mine.map(\.glance.disposition) == [.referred])
        #expect(mine.first?.glance.reviewerInformed == false)
        let other = try office.place.colleague("ron", [.reviewer])
        let others = try office.place.desk(of: other.signer, seed: 9).store
            .acting(as: Person(id: other.id, name: "ron", roles: [.reviewer]))
        #expect(
            try others.incidents.act(
                ended.id, ended.seen, .reviewerInformed, other.id, office.now)
                == .refused(.notYours))
        #expect(throws: StoreError(.notYourOwn)) {
            try others.incidents.raisedBy(office.reviewer, office.now)
        }
        _ = try office.store.incidents.act(
            ended.id, ended.seen, .reviewerInformed, office.reviewer, office.now)
        let read = try office.store.incidents.raisedBy(office.reviewer, office.now)
        #expect(read.first?.glance.reviewerInformed == true)
    }

    @Test func whatIsErasedLeavesTheStoryWithoutItsWords() throws {
        let clip = try office.flag(.p2, note: sealed("two voices"))
        let taken = try office.step(.acknowledged, on: office.only())
        let id = try office.step(
            .decided(.referred(to: sealed("a helpline"))), on: taken
        ).id
        try office.database { db in
            for statement in ErasedContents.statements {
                let seq = try Int64.fetchOne(
                    db, sql: "SELECT seq FROM clip WHERE id = ?", arguments: [clip.uuid])
                try db.execute(sql: statement, arguments: ["[\(seq ?? 0)]"])
            }
        }
        let kept = try #require(try office.sup.store.incidents.one(id))
        #expect(kept.glance.stage == .closed)
        #expect(kept.links.allSatisfy { $0.words == nil })
    }

    @Test(arguments: [
        "DELETE FROM custody_event WHERE sequence = 1",
        "DELETE FROM custody_event WHERE sequence = 0",
        """
        UPDATE custody_event
        SET bytes = CAST(replace(CAST(bytes AS TEXT), 'acknowledged', 'confirmed') AS BLOB)
        """,
        "UPDATE custody_event SET words = x'00' WHERE words IS NOT NULL",
        "UPDATE custody_event SET hash = zeroblob(32) WHERE sequence = 1",
    ])
    func aStoryThatWasEditedIsNoStory(_ attack: String) throws {
        try office.flag(.p1, note: sealed("two voices"))
        let kept = try office.step(.acknowledged, on: office.only())
        try office.database { try $0.execute(sql: attack) }
        #expect(throws: StoreError(.brokenIncident)) {
            try office.sup.store.incidents.one(kept.id)
        }
        guard case .refused(.broken) = try office.act(.noted(sealed("x")), on: kept) else {
            Issue.record("a broken story went on")
            return
        }
    }
}

/// What a database that somebody edited says of incidents is held to the log.
@Suite struct IncidentsHeldToTheLogTests {
    private let office: IncidentOffice

    init() throws {
        office = try IncidentOffice()
    }

    private func findings(after attack: String) throws -> Set<String> {
        try office.flag(.p1, note: sealed("two voices"))
        try office.step(.acknowledged, on: office.only())
        #expect(try office.place.check().findings == [])
        try office.database { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
        try office.database { db in
            try db.execute(sql: attack)
        }
        return Set(try office.place.check().findings.map(\.code))
    }

    @Test(arguments: [
        ("UPDATE incident SET stage = 'closed'", "incident_misplaced"),
        ("UPDATE incident SET severity = 'P3'", "incident_misplaced"),
        ("UPDATE incident SET clock_start = clock_start + 3600000000", "incident_misplaced"),
        ("DELETE FROM custody_event WHERE sequence = 2", "incident_changed"),
        ("UPDATE custody_event SET hash = zeroblob(32)", "incident_changed"),
    ])
    func anEditShows(attack: String, code: String) throws {
        #expect(try findings(after: attack).contains(code))
    }

    @Test func oneThatWasDeletedIsMissed() throws {
        let found = try findings(
            after: "DELETE FROM custody_event; DELETE FROM notice; DELETE FROM incident")
        #expect(found == ["incident_gone"])
    }
}
