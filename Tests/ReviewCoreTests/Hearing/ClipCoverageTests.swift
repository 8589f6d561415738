// Coverage against a grid of milliseconds, in any order and at any speed.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct ClipCoverageTests {
    /// What was heard, counted cell by cell, the plain way.
    struct Grid {
        var counts: [Int: [Int]] = [:]
        let size: Int

        mutating func hear(_ range: Range<Int>, speed: Int) {
            for cell in range {
                counts[speed, default: Array(repeating: 0, count: size)][cell] += 1
            }
        }

        func times(_ cell: Int) -> Int { counts.values.reduce(0) { $0 + $1[cell] } }
    }

    private func random(seed: UInt64, pieces: Int) -> (ClipCoverage, Grid) {
        var random = SeededGenerator(seed: seed)
        var coverage = ClipCoverage()
        var other = ClipCoverage()
        var grid = Grid(size: 3_000)
        for index in 0..<pieces {
            let start = Int.random(in: 0..<2_990, using: &random)
            let end = min(3_000, start + Int.random(in: 1...900, using: &random))
            let speed = [75, 100, 150].randomElement(using: &random) ?? 100
            grid.hear(start..<end, speed: speed)
            let times = (Double(start) / 1_000, Double(end) / 1_000, Double(speed) / 100)
            if index % 3 == 0 {
                other.hear(from: times.0, to: times.1, speed: times.2)
            } else {
                coverage.hear(from: times.0, to: times.1, speed: times.2)
            }
        }
        coverage.merge(other)
        return (coverage, grid)
    }

    @Test(arguments: 0..<60) func countsAsTheGridDoes(seed: UInt64) throws {
        let (coverage, grid) = random(seed: seed, pieces: Int(seed))
        for (speed, counts) in grid.counts {
            let track = coverage.tracks[speed] ?? CountTrack()
            var drawn = [Int](repeating: 0, count: grid.size)
            for stretch in track.stretches {
                for cell in stretch.start..<stretch.end { drawn[cell] = stretch.times }
            }
            #expect(drawn == counts)
            #expect(
                zip(track.stretches, track.stretches.dropFirst()).allSatisfy {
                    $0.end < $1.start || ($0.end == $1.start && $0.times != $1.times)
                })
        }
        let cells = 0..<grid.size
        let once = Double(cells.count { grid.times($0) >= 1 }) / 3_000
        let twice = Double(cells.count { grid.times($0) >= 2 }) / 3_000
        #expect(coverage.share(of: 3) == once && coverage.share(of: 3, atLeast: 2) == twice)
        let slow = cells.count { (grid.counts[75]?[$0] ?? 0) + (grid.counts[100]?[$0] ?? 0) > 0 }
        #expect(coverage.share(of: 3, noFasterThan: 1) == Double(slow) / 3_000)
        #expect(abs(coverage.coveredSeconds - once * 3) < 1e-9)

        let stored = try JSONEncoder().encode(coverage)
        #expect(try JSONDecoder().decode(ClipCoverage.self, from: stored) == coverage)
    }

    /// The line never says heard of a column with an unheard part.
    @Test(arguments: 0..<40) func theLineSaysWhatIsTrueOfAllOfAColumn(seed: UInt64) {
        let (coverage, grid) = random(seed: seed, pieces: 8)
        for columns in [1, 7, 80, 300] {
            let line = coverage.line(columns, over: 0...3)
            #expect(line.count == columns)
            for (column, times) in line.enumerated() {
                let cells = (3_000 * column / columns)..<(3_000 * (column + 1) / columns)
                let below = cells.count { grid.times($0) < times.rawValue }
                #expect(below <= 5, "column \(column) of \(columns)")
            }
        }
    }

    /// Gaps and silence against the grid, whatever the stretches asked about.
    @Test(arguments: 0..<40) func whatIsUnheardIsWhatTheGridMisses(seed: UInt64) {
        let (coverage, grid) = random(seed: seed, pieces: Int(seed) / 4)
        for span in [0...3, 0.4...1.7, 2.9...2.9] {
            let gaps = coverage.unheard(in: span)
            let cells = Int((span.lowerBound * 1_000).rounded())..<Int(span.upperBound * 1_000)
            let missing = cells.filter { grid.times($0) == 0 }
            let inGaps = missing.count { cell in
                gaps.contains { $0.contains((Double(cell) + 0.5) / 1_000) }
            }
            let length = gaps.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
            #expect(abs(length - Double(inGaps) / 1_000) < 1e-6)
            // Only gaps of the player's rounding are left out, one for each piece at most.
            #expect(missing.count - inGaps <= 5 * (Int(seed) / 4 + 1))
        }
        let silence = [0.2...0.9, 0.9...1.4, 2.0...2.6]
        let unheard =
            (200..<1_400).count { grid.times($0) == 0 }
            + (2_000..<2_600).count { grid.times($0) == 0 }
        let counted = coverage.unheardSeconds(of: silence, duration: 3)
        #expect(abs(counted - Double(unheard) / 1_000) <= 0.005 * Double(seed / 4 + 2))
        let share = coverage.share(of: 3, passingOver: silence)
        let heard = coverage.share(of: 3)
        #expect(share >= heard && share <= 1)
        #expect(heard > 0 || share == 0)
    }

    @Test func aPlayInPiecesIsOnePiece() throws {
        var coverage = ClipCoverage()
        coverage.beginPlay()
        // The player's ticks, at times that no decimal holds.
        for tick in 0..<300 {
            coverage.hear(from: Double(tick) / 30 + 0.0001, to: Double(tick + 1) / 30 + 0.0001)
        }
        #expect(coverage.tracks[100]?.stretches == [.init(start: 0, end: 10_000, times: 1)])
        #expect(coverage.line(4, over: 0...10) == [.once, .once, .once, .once])
        let stored = try JSONEncoder().encode(coverage)
        #expect(stored.count < 45)
    }

    @Test func speedsAreKept() {
        var coverage = ClipCoverage()
        coverage.hear(from: 0, to: 3, speed: 1.5)
        coverage.hear(from: 1, to: 2, speed: 0.5)
        #expect(coverage.speeds == [0.5, 1.5])
        #expect(coverage.heardSeconds == 4)
        #expect(coverage.share(of: 4) == 0.75)
        #expect(coverage.share(of: 4, noFasterThan: 1) == 0.25)
        #expect(coverage.line(4, over: 0...4) == [.once, .again, .once, .never])
        #expect(coverage.line(2, over: 1...2) == [.again, .again])
    }

    @Test func nonsenseIsIgnored() {
        var coverage = ClipCoverage()
        coverage.hear(from: 3, to: 1)
        coverage.hear(from: .nan, to: 1)
        coverage.hear(from: 0, to: .infinity)
        coverage.hear(from: -2, to: -1)
        coverage.hear(from: 0, to: 1, speed: .nan)
        #expect(coverage == ClipCoverage())
        #expect(coverage.line(3, over: 0...0) == [.never, .never, .never])
        #expect(coverage.line(-1, over: 0...1).isEmpty)
        #expect(coverage.share(of: .nan) == 0)
    }

    @Test(arguments: [
        #"{"v":1,"p":-4,"s":[5,2,100,1, 0,1000,100,1, 1,2]}"#,
        #"{"v":1,"p":9223372036854775807,"s":[-9223372036854775808,9223372036854775807,100,3]}"#,
        #"{"v":1,"p":0,"s":[0,9,0,9223372036854775807,0,9,-5,9223372036854775807]}"#,
    ])
    func aForgedRecordIsPutRight(json: String) throws {
        let coverage = try JSONDecoder().decode(ClipCoverage.self, from: Data(json.utf8))
        #expect((0...999).contains(coverage.plays))
        #expect((0...1).contains(coverage.share(of: 1)))
        #expect(coverage.heardSeconds.isFinite)
        #expect(coverage.tracks.keys.allSatisfy(ClipCoverage.speeds.contains))
    }

    @Test func aNewerRecordIsRefused() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                ClipCoverage.self, from: Data(#"{"v":2,"p":0,"s":[]}"#.utf8))
        }
    }
}
