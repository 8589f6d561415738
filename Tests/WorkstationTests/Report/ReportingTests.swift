// Reports out of a real store: right to the clip, and each in the right hands.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct ReportingTests {
    private let office: Office
    private let queue: ReviewCore.Queue

    init() throws {
        office = try Office()
        queue = try office.queue()
        try office.bring(Array(repeating: "turn on the light", count: 6), into: queue)
    }

    @Test func aShiftIsRightToTheClip() throws {
        let store = office.seat.store
        let person = office.seat.person.id
        let claimed = try store.work.claim(
            ClaimRequest(person: person, queues: [queue.id], count: 6, ttl: 60, now: .now))
        var random = SystemRandomNumberGenerator()
        for (index, clip) in claimed.dropLast().enumerated() {
            let annotation = SealedAnnotation(
                id: AnnotationID(at: .now, using: &random), clip: clip.clip.id, person: person,
                outcome: index == 0 ? .skipped(reason: "other") : .annotated,
                judgments: Judgments(["speech": ["clear"]]), correctedIntent: nil, flag: nil,
                effort: Effort(seconds: 10, heardSeconds: 2, coverage: 1, plays: 1, keystrokes: 4),
                submittedAt: .now, content: Data([1]))
            _ = try store.work.submit(annotation, clip.lease.token)
        }
        _ = try store.work.undo(UndoRequest(person: person, ttl: 60, now: .now))
        let report = try Reporting(office.seat, surroundings: office.surroundings)
            .ownShift(ReportDay(of: .now))
        #expect(report.figures.annotated == 3)
        #expect(report.figures.skipped == ["other": 1])
        #expect(report.figures.takenBack == 1)
        #expect(report.figures.judgments == ["speech": ["clear": 3]])
        #expect(report.figures.pieces.map(\.clips).reduce(0, +) == 3)
        #expect(report.figures.domains == ["iot": 3])
        let queue = try Reporting(office.seat, surroundings: office.surroundings)
            .queue(queue, days: 7, now: .now)
        #expect(queue.figures.submitted == 4 && queue.figures.annotated == 0)
        #expect(queue.stand.leased == 2)
        // Yesterday has nothing of it.
        let yesterday = ReportDay(of: ReportDay(of: .now).start.advanced(bySeconds: -3600))
        #expect(
            try Reporting(office.seat, surroundings: office.surroundings)
                .ownShift(yesterday).figures.total == 0)
    }

    @Test func nobodySeesAColleaguesReportAndReviewersNoneOfAll() throws {
        let period = ReportPeriod(from: .now, to: .now, every: 60)
        let reviewer = Person(id: office.seat.person.id, name: "ana", roles: [.reviewer])
        let theirs = office.seat.workspace.store.acting(as: reviewer)
        var random = SystemRandomNumberGenerator()
        let other = PersonID(at: .now, using: &random)
        #expect(throws: StoreError(.notYourOwn)) { try theirs.reports.own(other, period) }
        let refused = StoreError(.refused(DeedRefusal(.seeReports, roles: [.reviewer])))
        #expect(throws: refused) { try theirs.reports.team(period) }
        #expect(throws: refused) { try theirs.reports.queue(queue.id, period) }
        let supervisor = Person(id: office.seat.person.id, name: "ana", roles: [.supervisor])
        let hers = office.seat.workspace.store.acting(as: supervisor)
        #expect(throws: StoreError(.refused(DeedRefusal(.review, roles: [.supervisor])))) {
            try hers.reports.own(supervisor.id, period)
        }
        #expect(try hers.reports.team(period).total == 0)
    }

    @Test func theDaysSoundIsOnesOwnAndOfThatDay() throws {
        let day = ReportDay(of: .now)
        let ledger = HearingLedger.open(
            office.surroundings, person: office.seat.person.name, now: .now)
        ledger.add(SoundPiece(seconds: 30, level: -20), at: .now)
        ledger.save()
        let reporting = Reporting(office.seat, surroundings: office.surroundings)
        #expect(try reporting.ownShift(day).own?.hearing?.seconds == 30)
        let yesterday = ReportDay(of: day.start.advanced(bySeconds: -3600))
        #expect(try reporting.ownShift(yesterday).own?.hearing == nil)
        #expect(try reporting.teamShift(day).own == nil)
    }

    /// A shift that goes over midnight belongs to the day it began on, breaks and all.
    @Test func aShiftIsReportedToItsEnd() throws {
        let person = office.seat.person.id
        let shifts = office.seat.store.shifts
        let day = ReportDay(of: .now)
        let zone = TimeZone.current.identifier
        let start = day.end.advanced(bySeconds: -3600)
        for minute in stride(from: 0.0, through: 180, by: 30) {
            _ = try shifts.attend(person, zone, start.advanced(bySeconds: minute * 60))
        }
        let pause = start.advanced(bySeconds: 190 * 60)
        _ = try shifts.beginRest(person, .break, pause)
        _ = try shifts.endRest(person, pause.advanced(bySeconds: 600))
        let end = start.advanced(bySeconds: 210 * 60)
        _ = try shifts.end(person, end)
        let reporting = Reporting(office.seat, surroundings: office.surroundings)
        let own = try #require(try reporting.ownShift(day, now: end).own)
        #expect(own.presence == [WorkStretch(from: start, to: end)].compactMap(\.self))
        #expect(own.breaks.map(\.seconds) == [600])
        let next = ReportDay(of: end)
        #expect(next != day)
        #expect(try reporting.ownShift(next, now: end).own?.presence == [])
    }
}
