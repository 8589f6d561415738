// Every way through an incident, and the steps that are refused on it.
import Foundation
import ReviewCore
import Testing

@Suite struct IncidentStageTests {
    private func owned() -> IncidentAt<Owned> {
        Case.opened().acknowledge(by: Case.ben, at: Case.minute(3))
    }

    private func decided(_ disposition: Disposition) throws -> IncidentAt<Decided> {
        guard
            case .decided(let incident) = try owned().decide(
                disposition, by: Case.ben, at: Case.minute(20))
        else { throw Case.TermsMissing() }
        return incident
    }

    @Test func whatWasDoneElsewhereClosesAtOnce() throws {
        let disposition = Disposition.referred(to: "child protection")
        let end = try owned().decide(disposition, by: Case.ben, at: Case.minute(20))
        guard case .closed(let closed) = end else {
            Issue.record("\(disposition) is not closed")
            return
        }
        #expect(closed.stage.disposition == disposition)
        #expect(closed.stage.decidedBy == Case.ben && closed.stage.second == nil)
    }

    @Test(arguments: [
        Disposition.noAction(reason: "a film"), .falsePositive(reason: "a game"),
        .duplicate(of: IncidentID(uuid: Case.uuid(77))),
        .disclosed(
            IncidentDisclosure(
                authority: "the police", basis: .dsaArticle18, fields: [.audio, .text])),
    ])
    func whereNothingIsDoneOrAPersonIsToldOfASecondLooks(disposition: Disposition) throws {
        let decided = try decided(disposition)
        #expect(throws: IncidentRefusal.samePerson) {
            try decided.confirm(by: Case.ben, at: Case.minute(21))
        }
        let closed = try decided.confirm(by: Case.cleo, at: Case.minute(22))
        #expect(closed.stage.second == Case.cleo)
        #expect(closed.record.events.map(\.sequence) == Array(0..<4))
    }

    @Test func aSecondPersonMaySendItBack() throws {
        let decided = try decided(.noAction(reason: "a film"))
        #expect(throws: IncidentRefusal.samePerson) {
            try decided.decline(because: "no", by: Case.ben, at: Case.minute(21))
        }
        #expect(throws: IncidentRefusal.nothingSaid) {
            try decided.decline(because: " \n", by: Case.cleo, at: Case.minute(21))
        }
        let again = try decided.decline(
            because: "it is no film", by: Case.cleo, at: Case.minute(21))
        #expect(again.stage.owner == Case.ben)
    }

    @Test func handingOverKeepsTheClock() throws {
        let policy = try Case.policy()
        let first = owned()
        let second = try first.handOver(to: Case.cleo, by: Case.ben, at: Case.minute(30))
        #expect(second.stage.owner == Case.cleo)
        #expect(second.climbs(policy) == first.climbs(policy))
        #expect(throws: IncidentRefusal.sameThing) {
            try second.handOver(to: Case.cleo, by: Case.ben, at: Case.minute(31))
        }
    }

    @Test func onlyTheOwnerDecides() throws {
        #expect(throws: IncidentRefusal.notOwner) {
            try owned().decide(.referred(to: "x"), by: Case.cleo, at: Case.minute(9))
        }
    }

    /// However late it was taken, the deadline to decide is the one that the terms say.
    @Test func takenLateItIsStillToBeDecidedInTime() throws {
        let policy = try Case.policy()
        var late = Case.opened()
        _ = late.climb(at: Case.minute(46), policy)
        #expect(late.record.step == 3)
        var taken = late.acknowledge(by: Case.ben, at: Case.minute(47))
        #expect(taken.climbs(policy) == Case.minute(60))
        #expect(taken.climb(at: Case.minute(60), policy).map(\.step) == [1])
    }

    @Test func aClockThatWasSetBackIsCorrectedOnce() throws {
        let policy = try Case.policy()
        let ahead = Incident.triggered(Case.opened())
        #expect(!ahead.isAhead(of: Case.minute(-0.5)))
        #expect(ahead.isAhead(of: Case.minute(-600)))
        var mended = try ahead.taking(
            .clockCorrected(to: Case.minute(-600)), by: nil, at: Case.minute(-600))
        #expect(!mended.isAhead(of: Case.minute(-600)))
        #expect(mended.climbs(policy) == Case.minute(-585))
        #expect(mended.climb(at: Case.minute(-585), policy).map(\.step) == [1])
        #expect(try Incident(Case.id, events: mended.record.events) == mended)
    }

    @Test func nothingEndsWithoutAWord() throws {
        for empty in [
            Disposition.noAction(reason: ""), .falsePositive(reason: "  "), .referred(to: "\t"),
            .noAction(reason: .sealed(Data())),
        ] {
            #expect(throws: IncidentRefusal.nothingSaid) {
                try owned().decide(empty, by: Case.ben, at: Case.minute(9))
            }
        }
        #expect(throws: IncidentRefusal.sameThing) {
            try owned().decide(.duplicate(of: Case.id), by: Case.ben, at: Case.minute(9))
        }
    }

    @Test func aHoldCountsOnceASecondPersonAgreed() throws {
        var incident = owned()
        #expect(throws: IncidentRefusal.notHeld) {
            try incident.agreeToHold(by: Case.cleo, at: Case.minute(4))
        }
        try incident.hold(
            IncidentHold(reason: "court order", until: Case.minute(600)), by: Case.ben,
            at: Case.minute(5))
        #expect(incident.record.hold?.agreedBy == nil)
        #expect(throws: IncidentRefusal.samePerson) {
            try incident.agreeToHold(by: Case.ben, at: Case.minute(6))
        }
        try incident.agreeToHold(by: Case.cleo, at: Case.minute(7))
        #expect(incident.record.hold?.agreedBy == Case.cleo)
        #expect(throws: IncidentRefusal.agreedAlready) {
            try incident.agreeToHold(by: Case.dan, at: Case.minute(8))
        }
    }

    @Test func theReviewerIsToldOncePerEnd() throws {
        let closed = try decided(.noAction(reason: "a film")).confirm(
            by: Case.cleo, at: Case.minute(22))
        #expect(closed.reviewerInformedAt == nil)
        let told = closed.informReviewer(at: Case.minute(23))
        #expect(told.informReviewer(at: Case.minute(24)) == told)
        #expect(told.reviewerInformedAt == Case.minute(23))
        var copied = told
        copied.export(by: Case.ben, at: Case.minute(25))
        #expect(copied.informReviewer(at: Case.minute(26)) == copied)
        let reopened = try told.reopen(because: "it came again", by: Case.ana, at: Case.minute(90))
        let policy = try Case.policy()
        #expect(reopened.climbs(policy) == Case.minute(90 + 15))
    }

    @Test func aHoldHasAnEndAndEndsOnce() throws {
        var incident = owned()
        let hold = IncidentHold(reason: "court order", until: Case.minute(600))
        try incident.hold(hold, by: Case.ben, at: Case.minute(5))
        #expect(incident.record.hold?.hold == hold)
        #expect(throws: IncidentRefusal.alreadyHeld) {
            try incident.hold(hold, by: Case.ben, at: Case.minute(6))
        }
        try incident.endHold(by: nil, at: Case.minute(600))
        #expect(throws: IncidentRefusal.notHeld) {
            try incident.endHold(by: nil, at: Case.minute(601))
        }
        #expect(throws: IncidentRefusal.endsBeforeItBegins) {
            try incident.hold(hold, by: Case.ben, at: Case.minute(700))
        }
    }

    @Test func aGraverSeverityBeginsItsOwnClockAndAMilderOneWinsNothing() throws {
        let policy = try Case.policy()
        var incident = Case.opened()
        #expect(incident.climbs(policy) == Case.minute(15))
        try incident.changeSeverity(to: .p0, because: "now", by: Case.ben, at: Case.minute(10))
        #expect(incident.climbs(policy) == Case.minute(15))
        // Called milder it keeps the deadlines that ran.
        try incident.changeSeverity(to: .p2, because: "over", by: Case.ben, at: Case.minute(11))
        #expect(incident.record.severity == .p2)
        #expect(incident.climbs(policy) == Case.minute(15))
        try incident.changeSeverity(to: .p0, because: "now", by: Case.ben, at: Case.minute(12))
        #expect(incident.climbs(policy) == Case.minute(15))
        try incident.changeSeverity(to: .p2, because: "over", by: Case.ben, at: Case.minute(12))
        incident.flag(Flag(category: "other", severity: .p0), by: Case.dan, at: Case.minute(12))
        #expect(incident.record.severity == .p0)
        #expect(incident.record.categories == ["sexual_assault", "other"])
        #expect(throws: IncidentRefusal.sameThing) {
            try incident.changeSeverity(to: .p0, because: "x", by: Case.ben, at: Case.minute(13))
        }
    }
}
