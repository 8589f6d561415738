// A machine's reading beside what was said: which of its words stand where something personal does.

/// A reading lined up with the reference.
struct Reading {
    let words: [ScoringWord]
    private let reference: [ScoringWord]
    private let alignment: Alignment

    /// What stands in a reading for a stretch of the reference.
    struct Counterpart: Equatable {
        /// Words of the reading; empty where it has none.
        var words: Range<Int>
        /// The words say the same on both sides: they are what was said, and no more than that.
        var isExact: Bool
        /// Every word of the stretch has a word of the reading.
        var isWhole: Bool
    }

    init(_ words: [ScoringWord], beside reference: [ScoringWord]) {
        self.words = words
        self.reference = reference
        alignment = Alignment(
            hypothesis: words.map(\.form), reference: reference.map(\.form))
    }

    /// The counterpart of graphemes `range` of the reference.
    ///
    /// What the machine heard otherwise is taken whole, up to the nearest word that both agree
    /// on: nobody knows which of its words stands for which.
    func counterpart(of range: Range<Int>) -> Counterpart {
        let steps = alignment.steps
        let touched = steps.indices.filter { index in
            reference[steps[index].reference].contains { $0.range.overlaps(range) }
        }
        guard var first = touched.first, var last = touched.last else {
            return Counterpart(words: 0..<0, isExact: false, isWhole: false)
        }
        let isExact = (first...last).allSatisfy { isAgreement(steps[$0]) }
        if !isExact {
            while first > 0, !isAgreement(steps[first - 1]) { first -= 1 }
            while last + 1 < steps.count, !isAgreement(steps[last + 1]) { last += 1 }
        }
        let found = steps[first].hypothesis.lowerBound..<steps[last].hypothesis.upperBound
        let isWhole = !alignment.isCoarse && touched.allSatisfy { !steps[$0].hypothesis.isEmpty }
        return Counterpart(words: found, isExact: isExact, isWhole: isWhole)
    }

    /// The graphemes of the reference that stand for graphemes `range` of the reading.
    func referenceRange(of range: Range<Int>) -> Range<Int>? {
        let step = alignment.steps.first { step in
            words[step.hypothesis].contains { $0.range.overlaps(range) }
        }
        guard let said = step.map({ reference[$0.reference] }), let first = said.first,
            let last = said.last
        else { return nil }
        return first.range.lowerBound..<last.range.upperBound
    }

    /// Whether both sides have the same word there; a bare tag agrees with nothing.
    private func isAgreement(_ step: AlignmentStep) -> Bool {
        step.kind == .match
            && !reference[step.reference].contains { $0.form == ScoringWords.wildcard }
    }
}
