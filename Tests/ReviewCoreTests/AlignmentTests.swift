// Alignments reproduce both sides, are optimal, and count the same from either side.
import Testing

@testable import ReviewCore

@Suite struct AlignmentTests {
    static let vocabulary = ["a", "b", "c", "d", "e"]

    /// Levenshtein distance by the textbook, as the judge of ours.
    func distance(_ left: [String], _ right: [String]) -> Int {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
        for i in 0...left.count { table[i][0] = i }
        for j in 0...right.count { table[0][j] = j }
        for i in left.indices {
            for j in right.indices {
                table[i + 1][j + 1] = min(
                    table[i][j] + (left[i] == right[j] ? 0 : 1), table[i][j + 1] + 1,
                    table[i + 1][j] + 1)
            }
        }
        return table[left.count][right.count]
    }

    func expectCovers(_ alignment: Alignment, _ left: [String], _ right: [String]) {
        var h = 0
        var r = 0
        for step in alignment.steps {
            #expect(step.hypothesis.lowerBound == h && step.reference.lowerBound == r)
            h = step.hypothesis.upperBound
            r = step.reference.upperBound
            switch step.kind {
            case .match:
                #expect(left[step.hypothesis] == right[step.reference])
            case .substitution:
                #expect(!step.hypothesis.isEmpty || !step.reference.isEmpty)
            case .insertion: #expect(step.reference.isEmpty && step.hypothesis.count == 1)
            case .deletion: #expect(step.hypothesis.isEmpty && step.reference.count == 1)
            }
        }
        #expect(h == left.count && r == right.count)
    }

    @Test(arguments: 0..<200)
    func stepsCoverBothSidesAndAreOptimal(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let left = random.words(upTo: 14, of: Self.vocabulary)
        let right = random.words(upTo: 14, of: Self.vocabulary)
        let alignment = Alignment(hypothesis: left, reference: right)
        expectCovers(alignment, left, right)
        #expect(alignment.errors.total == distance(left, right))
        #expect(alignment.errors.referenceLength == right.count)
    }

    @Test(arguments: 0..<200)
    func countsAreTheSameFromEitherSide(_ seed: UInt64) {
        var random = SeededGenerator(seed: 1000 + seed)
        let left = random.words(upTo: 14, of: Self.vocabulary)
        let right = random.words(upTo: 14, of: Self.vocabulary)
        let one = Alignment(hypothesis: left, reference: right).errors
        let other = Alignment(hypothesis: right, reference: left).errors
        #expect(one.substitutions == other.substitutions)
        #expect(one.insertions == other.deletions)
        #expect(one.deletions == other.insertions)
    }

    @Test(arguments: 0..<40)
    func aCoarseAlignmentStillCoversAndNeverFlatters(_ seed: UInt64) {
        var random = SeededGenerator(seed: 2000 + seed)
        let left = random.words(upTo: 20, of: Self.vocabulary)
        let right = random.words(upTo: 20, of: Self.vocabulary)
        let alignment = Alignment(hypothesis: left, reference: right, cellLimit: 3)
        expectCovers(alignment, left, right)
        #expect(alignment.errors.total >= distance(left, right))
    }

    @Test func aHugePasteIsCoarseAndBounded() {
        let paste = (0..<40_000).map { "w\($0 % 977)" }
        let reference = ["set", "an", "alarm"]
        let alignment = Alignment(hypothesis: paste, reference: reference + paste + ["now"])
        let isCoarse = alignment.isCoarse
        let errors = alignment.errors
        #expect(isCoarse)
        #expect(errors.referenceLength == 40_004)
    }

    @Test func moreMatchesWinAmongEquals() {
        // Two errors either way; keeping the common word shows what happened.
        let alignment = Alignment(hypothesis: ["a", "b"], reference: ["b", "c"])
        #expect(alignment.steps.map(\.kind) == [.insertion, .match, .deletion])
    }

    @Test func aBareTagMatchesAnyOneWord() {
        let data = ScoringWords.wildcard
        let one = Alignment(hypothesis: ["call", "ana", "now"], reference: ["call", data, "now"])
        #expect(one.errors.total == 0)
        let two = Alignment(
            hypothesis: ["call", "ana", "maria", "now"], reference: ["call", data, "now"])
        #expect(two.errors == ErrorCounts(insertions: 1, referenceLength: 3))
    }

    @Test(
        arguments: [
            ([], [], 0.0), (["a"], [], 1.0), (["a", "b", "c"], [], 3.0), ([], ["a", "b"], 1.0),
            (["a", "b", "c"], ["x"], 3.0),
        ] as [([String], [String], Double)])
    func edgesOfTheRate(_ left: [String], _ right: [String], _ rate: Double) {
        #expect(Alignment(hypothesis: left, reference: right).errors.rate == rate)
    }
}
