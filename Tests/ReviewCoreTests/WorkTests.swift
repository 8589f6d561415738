// Coverage, pace and snippets, with clocks that go wrong and numbers that make no sense.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct HeardIntervalsTests {
    @Test func pieceByPieceIsOnePiece() {
        var heard = HeardIntervals()
        heard.beginPlay()
        for step in 0..<100 {
            heard.hear(from: Double(step) * 0.02, to: Double(step + 1) * 0.02)
        }
        #expect(heard.intervals.count == 1)
        #expect(heard.share(of: 2) == 1)
        #expect(abs(heard.heardSeconds - 2) < 1e-9)
    }

    @Test func nonsenseIsIgnored() {
        var heard = HeardIntervals()
        heard.hear(from: 3, to: 1)
        heard.hear(from: .nan, to: 1)
        heard.hear(from: 0, to: .infinity)
        heard.hear(from: -2, to: -1)
        #expect(heard == HeardIntervals())
        heard.hear(from: -1, to: 1)
        #expect(heard.coveredSeconds == 1)
        #expect(heard.share(of: 0.5) == 1)
        #expect(heard.share(of: .nan) == 0)
    }

    /// Against a grid of samples: covered is what any piece covered, in any order.
    @Test(arguments: 0..<60)
    func theUnionIsTheUnion(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var grid = [Bool](repeating: false, count: 200)
        var heard = HeardIntervals()
        var second = HeardIntervals()
        var total = 0
        for index in 0..<12 {
            let start = Int.random(in: 0..<190, using: &random)
            let length = Int.random(in: 1...20, using: &random)
            let end = min(200, start + length)
            for cell in start..<end { grid[cell] = true }
            total += end - start
            if index % 2 == 0 {
                heard.hear(from: Double(start), to: Double(end))
            } else {
                second.hear(from: Double(start), to: Double(end))
            }
        }
        heard.merge(second)
        #expect(heard.coveredSeconds == Double(grid.count { $0 }))
        #expect(heard.heardSeconds == Double(total))
        #expect(
            zip(heard.intervals, heard.intervals.dropFirst()).allSatisfy {
                $0.upperBound < $1.lowerBound
            })
        for cell in grid.indices { #expect(heard.contains(Double(cell) + 0.5) == grid[cell]) }
        let stored = try JSONEncoder().encode(heard)
        #expect(try JSONDecoder().decode(HeardIntervals.self, from: stored) == heard)
    }

    @Test func aForgedRecordIsPutRight() throws {
        let json = #"{"intervals":[[5,2],[0,1],[0.5,3],[9]],"heardSeconds":-4,"plays":-1}"#
        let heard = try JSONDecoder().decode(HeardIntervals.self, from: Data(json.utf8))
        #expect(heard.intervals == [0...3])
        #expect(heard.heardSeconds == 3 && heard.plays == 0)
    }
}

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
