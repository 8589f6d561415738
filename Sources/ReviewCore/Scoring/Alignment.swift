// Lines up two word sequences with the fewest edits, and among those with the most matches.

/// One step of an alignment; ranges index the words of each side.
public struct AlignmentStep: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case match, substitution
        /// In the hypothesis only: the machine put in what nobody said.
        case insertion
        /// In the reference only: the machine left out what was said.
        case deletion
    }

    public let kind: Kind
    public let hypothesis: Range<Int>
    public let reference: Range<Int>

    public init(kind: Kind, hypothesis: Range<Int>, reference: Range<Int>) {
        self.kind = kind
        self.hypothesis = hypothesis
        self.reference = reference
    }
}

/// A hypothesis lined up against a reference.
public struct Alignment: Sendable, Equatable {
    /// From left to right; together they cover both sides without gaps. Each holds at most one
    /// word a side, but for the single block of a coarse alignment.
    public let steps: [AlignmentStep]
    /// The texts were too long to line up word by word: what differs is one block, its errors an
    /// upper bound.
    public let isCoarse: Bool

    /// Cells of the table beyond which an alignment is coarse: 2,000 by 2,000 words, 4 MB.
    public static let cellLimit = 4_000_000

    /// Counts of each kind of error; a block counts as many words as its longer side.
    public var errors: ErrorCounts {
        var counts = ErrorCounts()
        for step in steps {
            counts.referenceLength += step.reference.count
            switch step.kind {
            case .match: break
            case .insertion: counts.insertions += step.hypothesis.count
            case .deletion: counts.deletions += step.reference.count
            case .substitution:
                let both = min(step.hypothesis.count, step.reference.count)
                counts.substitutions += both
                counts.insertions += step.hypothesis.count - both
                counts.deletions += step.reference.count - both
            }
        }
        return counts
    }

    /// Lines up two sequences; the wildcard of `ScoringWords` matches any one word.
    public init(
        hypothesis: [String], reference: [String], cellLimit: Int = Alignment.cellLimit
    ) {
        var numbers: [String: Int32] = [ScoringWords.wildcard: Aligner.wildcard]
        func number(_ words: [String]) -> [Int32] {
            words.map { word in
                if let known = numbers[word] { return known }
                let next = Int32(clamping: numbers.count)
                numbers[word] = next
                return next
            }
        }
        self = Aligner(
            hypothesis: number(hypothesis), reference: number(reference), cellLimit: cellLimit
        ).align()
    }

    init(steps: [AlignmentStep], isCoarse: Bool) {
        self.steps = steps
        self.isCoarse = isCoarse
    }
}

/// Aligns numbered words. Common ends are cut off first: that is where a reviewer's text and the
/// machine's nearly always agree, and it cannot cost an optimal alignment.
struct Aligner {
    static let wildcard: Int32 = 0

    let hypothesis: [Int32]
    let reference: [Int32]
    let cellLimit: Int

    func align() -> Alignment {
        let shorter = min(hypothesis.count, reference.count)
        var head = 0
        while head < shorter, matches(hypothesis[head], reference[head]) { head += 1 }
        var tail = 0
        while tail < shorter - head,
            matches(hypothesis[hypothesis.count - 1 - tail], reference[reference.count - 1 - tail])
        {
            tail += 1
        }
        let left = head..<hypothesis.count - tail
        let right = head..<reference.count - tail
        var steps = (0..<head).map { step(.match, $0..<$0 + 1, $0..<$0 + 1) }
        let cells = left.count.multipliedReportingOverflow(by: right.count)
        let isCoarse = cells.overflow || cells.partialValue > cellLimit
        if isCoarse {
            steps.append(step(.substitution, left, right))
        } else {
            steps += middle(left, right)
        }
        steps += (0..<tail).map { offset in
            let h = left.upperBound + offset
            let r = right.upperBound + offset
            return step(.match, h..<h + 1, r..<r + 1)
        }
        return Alignment(steps: steps, isCoarse: isCoarse)
    }

    private func matches(_ left: Int32, _ right: Int32) -> Bool {
        left == right || left == Self.wildcard || right == Self.wildcard
    }

    private func step(
        _ kind: AlignmentStep.Kind, _ hypothesis: Range<Int>, _ reference: Range<Int>
    ) -> AlignmentStep {
        AlignmentStep(kind: kind, hypothesis: hypothesis, reference: reference)
    }

    private enum Move {
        static let diagonal: UInt8 = 0
        static let insertion: UInt8 = 1
        static let deletion: UInt8 = 2
    }

    /// Edit distance with a cost of two parts in one number: errors above, substitutions below, so
    /// that fewest errors win and, among equals, most matches. This makes the counts the same
    /// whichever way round the two sides are given.
    /// On a full tie the gap goes to the right: a reference half typed then pairs its words with
    /// the first of the hypothesis.
    private func middle(_ left: Range<Int>, _ right: Range<Int>) -> [AlignmentStep] {
        let width = right.count + 1
        let error: Int64 = 1 << 32
        var row = (0..<width).map { Int64($0) * error }
        var moves = [UInt8](repeating: Move.deletion, count: (left.count + 1) * width)
        for i in 0..<left.count {
            var diagonal = row[0]
            row[0] += error
            moves[(i + 1) * width] = Move.insertion
            let word = hypothesis[left.lowerBound + i]
            for j in 1..<width {
                let isMatch = matches(word, reference[right.lowerBound + j - 1])
                var best = diagonal + (isMatch ? 0 : error + 1)
                var move = Move.diagonal
                let inserting = row[j] + error
                if inserting <= best {
                    best = inserting
                    move = Move.insertion
                }
                let deleting = row[j - 1] + error
                if deleting <= best {
                    best = deleting
                    move = Move.deletion
                }
                diagonal = row[j]
                row[j] = best
                moves[(i + 1) * width + j] = move
            }
        }
        return trace(moves, width: width, left, right)
    }

    private func trace(
        _ moves: [UInt8], width: Int, _ left: Range<Int>, _ right: Range<Int>
    ) -> [AlignmentStep] {
        var steps: [AlignmentStep] = []
        steps.reserveCapacity(left.count + right.count)
        var i = left.count
        var j = right.count
        while i > 0 || j > 0 {
            let h = left.lowerBound + i
            let r = right.lowerBound + j
            switch moves[i * width + j] {
            case Move.diagonal:
                let same = matches(hypothesis[h - 1], reference[r - 1])
                steps.append(step(same ? .match : .substitution, h - 1..<h, r - 1..<r))
                i -= 1
                j -= 1
            case Move.insertion:
                steps.append(step(.insertion, h - 1..<h, r..<r))
                i -= 1
            default:
                steps.append(step(.deletion, h..<h, r - 1..<r))
                j -= 1
            }
        }
        return steps.reversed()
    }
}
