// Pace and snippets, with clocks that go wrong and numbers that make no sense.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct ShiftProgressTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)

    func at(_ minutes: Double) -> Timestamp { start.advanced(bySeconds: minutes * 60) }

    @Test func paceIsOfTheLastHour() {
        var shift = ShiftProgress(startedAt: start)
        for minute in 0..<120 { shift.submitted(at: at(Double(minute))) }
        for half in 0..<120 { shift.submitted(at: at(120 + Double(half) / 2)) }
        #expect(shift.done == 240)
        #expect(abs((shift.hourlyRate(at: at(180)) ?? 0) - 120) <= 1)
    }

    @Test func aYoungShiftHasNoPaceYet() {
        var shift = ShiftProgress(startedAt: start)
        #expect(shift.hourlyRate(at: at(30)) == nil)
        shift.submitted(at: at(0.5))
        #expect(shift.hourlyRate(at: at(0.6)) == nil)
        #expect(shift.hourlyRate(at: at(2)) == 30)
    }

    @Test func aClockSetBackFoolsNobody() {
        var shift = ShiftProgress(startedAt: start)
        for minute in 1...30 { shift.submitted(at: at(Double(minute))) }
        for wrong in [at(-600), at(0), at(29)] {
            #expect(shift.elapsedSeconds(at: wrong) == 1800)
            #expect(shift.hourlyRate(at: wrong) == 60)
            #expect(shift.breakOffer(at: wrong) == .inMinutes(20))
        }
        let empty = ShiftProgress(startedAt: start)
        #expect(empty.elapsedSeconds(at: at(-5)) == 0)
        #expect(empty.breakOffer(at: at(-5)) == .inMinutes(50))
    }

    @Test(arguments: [
        (0.0, BreakOffer.inMinutes(50)), (49.9, .inMinutes(1)), (50, .now(minutesLeft: 10)),
        (59.9, .now(minutesLeft: 1)), (60, .inMinutes(50)), (9 * 60 + 51, .now(minutesLeft: 9)),
    ])
    func tenMinutesOfEachHour(_ minute: Double, _ offer: BreakOffer) {
        #expect(ShiftProgress(startedAt: start).breakOffer(at: at(minute)) == offer)
    }
}

@Suite struct SnippetTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    @Test(arguments: [
        ("en-US", "ty", "thank you "), ("en-US", "oh Ty", "Thank you "),
        ("en-US", "a\nty", "thank you "),
        ("es-CR", "gr", "gracias "), ("ro-RO", "ms", "mulțumesc "),
        ("fr-FR", "svp", "s'il vous plaît "),
        ("hi-IN", "अब धन", "धन्यवाद "), ("en-US", "x ;u", "(( )) "),
    ])
    func growOnASpace(_ locale: String, _ before: String, _ inserted: String) throws {
        let book = data.language(for: locale).snippets
        let expansion = try #require(book.expansion(before: before))
        #expect(expansion.inserting == inserted)
        let word = before.split(whereSeparator: \.isWhitespace).last
        #expect(expansion.deleting == word?.count)
    }

    @Test(arguments: ["", " ", "ty ", "party", "tyx", "[ty", "thank"])
    func stayAwayFromOrdinaryText(_ before: String) {
        #expect(data.language(for: "en").snippets.expansion(before: before) == nil)
    }

    @Test func onesOwnWin() {
        let book = data.language(for: "en").snippets.adding(["ty": "thank y'all", "": "x", "e": ""])
        #expect(book.expansion(before: "ty")?.inserting == "thank y'all ")
        #expect(book.expansion(before: "e") == nil)
    }
}
