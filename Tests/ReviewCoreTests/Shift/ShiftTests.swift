// Shifts across midnight, zones, crashes and clocks that step; pace that rest is not held against.
import Foundation
import Testing

@testable import ReviewCore

extension Shift {
    static func at(_ start: Timestamp, zone: String = "UTC", rests: [ShiftRest] = []) -> Shift {
        Shift(id: ID(rawValue: 1), beganAt: start, zone: zone, rests: rests)
    }
}

@Suite struct ShiftProgressTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)

    func at(_ minutes: Double) -> Timestamp { start.advanced(bySeconds: minutes * 60) }

    @Test func paceIsOfTheLastHour() {
        var shift = ShiftProgress(Shift.at(start))
        for minute in 0..<120 { shift.submitted(at: at(Double(minute))) }
        for half in 0..<120 { shift.submitted(at: at(120 + Double(half) / 2)) }
        #expect(shift.done == 240)
        #expect(abs((shift.hourlyRate(at: at(180)) ?? 0) - 120) <= 1)
    }

    @Test func aYoungShiftHasNoPaceYet() {
        var shift = ShiftProgress(Shift.at(start))
        #expect(shift.hourlyRate(at: at(30)) == nil)
        shift.submitted(at: at(0.5))
        #expect(shift.hourlyRate(at: at(0.6)) == nil)
        #expect(shift.hourlyRate(at: at(2)) == 30)
    }

    @Test func aClockSetBackFoolsNobody() {
        var shift = ShiftProgress(Shift.at(start))
        for minute in 1...30 { shift.submitted(at: at(Double(minute))) }
        for wrong in [at(-600), at(0), at(29)] {
            #expect(shift.elapsedSeconds(at: wrong) == 1800)
            #expect(shift.hourlyRate(at: wrong) == 60)
            #expect(shift.breakOffer(at: wrong) == .inMinutes(20))
        }
        let empty = ShiftProgress(Shift.at(start))
        #expect(empty.elapsedSeconds(at: at(-5)) == 0)
        #expect(empty.breakOffer(at: at(-5)) == .inMinutes(50))
    }

    @Test(arguments: [
        (0.0, BreakOffer.inMinutes(50)), (49.9, .inMinutes(1)), (50, .now(minutesLeft: 10)),
        (59.9, .now(minutesLeft: 1)), (60, .inMinutes(50)), (9 * 60 + 51, .now(minutesLeft: 9)),
    ])
    func tenMinutesOfEachHour(_ minute: Double, _ offer: BreakOffer) {
        #expect(ShiftProgress(Shift.at(start)).breakOffer(at: at(minute)) == offer)
    }

    @Test func restIsNotHeldAgainstThePace() {
        let rest = ShiftRest(.pause, beganAt: at(20), endedAt: at(40))
        var shift = ShiftProgress(Shift.at(start, rests: [rest]))
        for minute in 0..<20 { shift.submitted(at: at(Double(minute) + 0.5)) }
        for minute in 40..<60 { shift.submitted(at: at(Double(minute) + 0.5)) }
        #expect(shift.hourlyRate(at: at(60)) == 60)
    }

    @Test func theHourBeginsAnewAfterARest() {
        let short = ShiftRest(.break, beganAt: at(30), endedAt: at(32))
        let long = ShiftRest(.break, beganAt: at(55), endedAt: at(70))
        #expect(
            ShiftProgress(Shift.at(start, rests: [short])).breakOffer(at: at(45)) == .inMinutes(5))
        #expect(
            ShiftProgress(Shift.at(start, rests: [short, long])).breakOffer(at: at(75))
                == .inMinutes(45))
    }
}

@Suite struct ShiftTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)

    func at(_ hours: Double) -> Timestamp { start.advanced(bySeconds: hours * 3600) }

    /// 2027-01-15T08:00Z is still the evening before in Honolulu, and the next day on Kiritimati.
    @Test(arguments: [
        ("UTC", "2027-01-15"), ("America/Los_Angeles", "2027-01-15"),
        ("Pacific/Honolulu", "2027-01-14"), ("Pacific/Kiritimati", "2027-01-15"),
        ("Pacific/Auckland", "2027-01-15"), ("Nowhere/Atlantis", "2027-01-15"),
    ])
    func itBelongsToTheDayItBeganOn(_ zone: String, _ day: String) {
        #expect(Shift.at(start, zone: zone).day == day)
    }

    @Test func aNightIsOfTheDayBefore() {
        // 23:30 in Bucharest; it ends on the next day there.
        var shift = Shift.at(at(13.5), zone: "Europe/Bucharest")
        shift.endedAt = at(22)
        #expect(shift.day == "2027-01-15")
        #expect(shift.seconds(at: at(99)) == 8.5 * 3600)
    }

    @Test func itGoesOnForAnHourAndALongMeal() {
        var shift = Shift.at(start)
        #expect(shift.goesOn(at: at(1)))
        #expect(!shift.goesOn(at: at(1.001)))
        #expect(shift.goesOn(at: at(-5)))
        shift.rests = [ShiftRest(.break, beganAt: start)]
        #expect(shift.goesOn(at: at(3)))
        #expect(!shift.goesOn(at: at(3.1)))
        shift.endedAt = at(0.5)
        #expect(!shift.goesOn(at: at(0.5)))
    }

    @Test func workAndRestAddUp() {
        var shift = Shift.at(start)
        shift.rests = [
            ShiftRest(.break, beganAt: at(1), endedAt: at(1.5)), ShiftRest(.pause, beganAt: at(2)),
        ]
        #expect(shift.restSeconds(at: at(3)) == 1.5 * 3600)
        #expect(shift.workedSeconds(at: at(3)) == 1.5 * 3600)
        #expect(shift.restSeconds(at: at(3), since: at(1.25)) == 1.25 * 3600)
        #expect(shift.restSeconds(at: at(-3)) == 0)
        #expect(!shift.isFull(at: at(8.99)) && shift.isFull(at: at(9)))
    }

    @Test func whatIsUsualIsTheMiddleOfTheirOwn() {
        func past(_ done: Int, hours: Double) -> PastShift {
            var shift = Shift.at(start)
            shift.endedAt = at(hours)
            return PastShift(shift, done: done)
        }
        #expect([past(100, hours: 1), past(200, hours: 1)].usualRate == nil)
        let shifts = [past(100, hours: 1), past(900, hours: 1), past(240, hours: 2)]
        #expect(shifts.usualRate == 120)
        // A minute of work says nothing, and nor does a shift in which nothing was done.
        #expect((shifts + [past(40, hours: 0.01), past(0, hours: 4)]).usualRate == 120)
    }
}

@Suite struct ExposureTests {
    private func ledger(_ severities: Severity...) -> ExposureLedger {
        ExposureLedger(
            severities.map {
                ExposureEntry(severity: $0, heardSeconds: 2, at: Timestamp(microseconds: 0))
            })
    }

    @Test func pointsComeToTheCap() {
        #expect(ledger(.p0, .p1, .p3).points == 9)
        #expect(ledger(.p0, .p1, .p3).isNearCap)
        #expect(!ledger(.p0, .p1, .p3).isOverCap)
        #expect(ledger(.p0, .p1, .p2).isOverCap)
        #expect(ledger(.p3, .p3).heardSeconds == 4)
        #expect(ledger(.p3, .p0, .p3).counts.map(\.count) == [1, 2])
    }

    @Test func fewPeopleAreNoCrowd() {
        #expect(ExposureCrowd(people: 4, near: 1, over: 1) == nil)
        #expect(ExposureCrowd(people: 5, near: 0, over: 1)?.over == 1)
    }

    @Test func expectationsJoinToTheGraver() {
        let flag = Expectation(Flag(category: "other", severity: .p1))
        let other = Expectation(severity: .p3, categories: ["grief_distress", "other"])
        #expect(
            flag.joined(with: other)
                == Expectation(severity: .p1, categories: ["grief_distress", "other"]))
        #expect(flag.joined(with: nil) == flag)
    }
}
