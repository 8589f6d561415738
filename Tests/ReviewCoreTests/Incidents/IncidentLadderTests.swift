// The ladder: who is told, when, and what clocks and absences cannot take away.
import ReviewCore
import Testing

@Suite struct IncidentLadderTests {
    @Test func itClimbsRungByRungUntilSomebodyTakesIt() throws {
        let policy = try Case.policy()
        var incident = Incident.open(
            Case.id, of: Case.clip, Flag(category: "child_abuse", severity: .p0), by: Case.ana,
            at: Case.minute(0))
        #expect(incident.climb(at: Case.minute(4.9), policy).isEmpty)
        let first = incident.climb(at: Case.minute(5), policy)
        #expect(first.map(\.rung) == [Rung("safety_lead", "legal")])
        #expect(incident.climb(at: Case.minute(5), policy).isEmpty)
        #expect(
            incident.climb(at: Case.minute(10), policy).map(\.rung) == [Rung("authority_contact")])
        // At the top the same people hear of it again, at every deadline more.
        #expect(incident.climb(at: Case.minute(15), policy).map(\.step) == [3])
        #expect(incident.record.breaches.count == 3)
    }

    @Test func whoeverWasAwayTellsEveryRungAndTheTopOnce() throws {
        let policy = try Case.policy()
        var incident = Incident.open(
            Case.id, of: Case.clip, Flag(category: "child_abuse", severity: .p0), by: Case.ana,
            at: Case.minute(0))
        let told = incident.climb(at: Case.minute(60 * 24), policy)
        #expect(
            told.map(\.rung) == [
                Rung("safety_lead", "legal"), Rung("authority_contact"),
                Rung("authority_contact"),
            ])
        #expect(incident.climb(at: Case.minute(60 * 24), policy).isEmpty)
        #expect(incident.climbs(policy) == Case.minute(60 * 24 + 5))
    }

    @Test func whoTookItMustDecide() throws {
        let policy = try Case.policy()
        var incident = Case.opened().acknowledge(by: Case.ben, at: Case.minute(14))
        #expect(incident.climb(at: Case.minute(59), policy).isEmpty)
        let late = incident.climb(at: Case.minute(60), policy)
        #expect(late.map(\.missed) == [.decide])
        #expect(late.flatMap(\.notices).map(\.group) == ["safety_lead"])
    }

    @Test func aClockSetBackTakesNothingAway() throws {
        let policy = try Case.policy()
        var incident = Case.opened()
        incident.listen(by: Case.ben, at: Case.minute(14))
        // The clock falls back by an hour: what was, was.
        #expect(incident.climb(at: Case.minute(-46), policy).isEmpty)
        incident.listen(by: Case.ben, at: Case.minute(-45))
        #expect(incident.record.events.last?.at == Case.minute(14))
        #expect(incident.climb(at: Case.minute(15), policy).count == 1)
    }

    @Test(arguments: [0, 0.5, -1, .infinity, .nan])
    func termsWithoutTimeAreNone(seconds: Double) {
        let rungs = [Rung("supervisor")]
        #expect(
            IncidentTerms(acknowledgeWithin: seconds, decideWithin: 900, ladder: rungs) == nil)
        #expect(IncidentTerms(acknowledgeWithin: 900, decideWithin: 600, ladder: rungs) == nil)
        #expect(IncidentTerms(acknowledgeWithin: 300, decideWithin: 900, ladder: []) == nil)
    }

    @Test func aNoticeIsTriedUntilItArrives() {
        let notice = IncidentNotice(incident: Case.id, step: 1, group: "legal")
        var delivery = NoticeDelivery(notice, at: Case.minute(0))
        var now = Case.minute(0)
        for _ in 0..<50 {
            #expect(delivery.isDue(at: now))
            delivery.failed(at: now)
            #expect(!delivery.isDue(at: now))
            #expect(delivery.nextTry.seconds(since: now) <= NoticeDelivery.longestPause)
            now = delivery.nextTry
        }
        // The clock falls back by a day: nobody waits for it to come round again.
        #expect(delivery.isDue(at: now.advanced(bySeconds: -86_400)))
        delivery.delivered(at: now)
        #expect(delivery.attempts == 51)
        delivery.failed(at: now)
        #expect(!delivery.isDue(at: now.advanced(bySeconds: 1e6)))
    }
}
