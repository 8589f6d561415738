// A word diff by the words as they are written: one of them may be several that are compared.

extension WordDiff {
    /// The steps of the alignment, those of one written word joined: a contraction is compared as
    /// its words and shown once.
    public var writtenParts: [AlignmentStep] {
        var parts: [AlignmentStep] = []
        for step in alignment.steps {
            var part = step
            while let first = partSharing(part, among: parts) {
                for earlier in parts[first...].reversed() { part = Self.joined(earlier, part) }
                parts.removeSubrange(first...)
            }
            parts.append(part)
        }
        return parts
    }

    /// Whether a part puts a bare tag in place of words. Scored it is no error: what was said is
    /// unknown.
    public func isRedaction(_ part: AlignmentStep) -> Bool {
        !part.hypothesis.isEmpty
            && referenceWords[part.reference].contains { $0.form == ScoringWords.wildcard }
            && !hypothesisWords[part.hypothesis].contains { $0.form == ScoringWords.wildcard }
    }

    /// What of the hypothesis went behind bare tags. A tag is compared as one word; `said` are the
    /// forms of what is known to have been tagged, so that all of a name is found.
    public func redacted(knowing said: [[String]] = []) -> [Range<Int>] {
        writtenParts.filter(isRedaction).flatMap { part -> [Range<Int>] in
            let places = said.compactMap { stretch(saying: $0, around: part.hypothesis) }
            let place = places.max { $0.count < $1.count }
            let words = hypothesisWords[place ?? part.hypothesis]
            guard let first = words.first, let last = words.last else { return [] }
            return [first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)]
        }
    }

    private func stretch(saying forms: [String], around words: Range<Int>) -> Range<Int>? {
        guard forms.count >= words.count else { return nil }
        let starts = max(0, words.upperBound - forms.count)...words.lowerBound
        return starts.map { $0..<$0 + forms.count }.first { range in
            range.upperBound <= hypothesisWords.count
                && hypothesisWords[range].map(\.form) == forms
        }
    }

    /// The earliest part whose last written word is the first of `part`, on either side.
    private func partSharing(_ part: AlignmentStep, among parts: [AlignmentStep]) -> Int? {
        func sharing(
            _ side: KeyPath<AlignmentStep, Range<Int>>, _ words: [ScoringWord]
        ) -> Int? {
            guard let first = words[part[keyPath: side]].first,
                let index = parts.lastIndex(where: { !$0[keyPath: side].isEmpty }),
                words[parts[index][keyPath: side]].last?.range == first.range
            else { return nil }
            return index
        }
        return [sharing(\.hypothesis, hypothesisWords), sharing(\.reference, referenceWords)]
            .compactMap(\.self).min()
    }

    private static func joined(_ left: AlignmentStep, _ right: AlignmentStep) -> AlignmentStep {
        let hypothesis = left.hypothesis.lowerBound..<right.hypothesis.upperBound
        let reference = left.reference.lowerBound..<right.reference.upperBound
        let kind: AlignmentStep.Kind =
            if left.kind == right.kind {
                left.kind
            } else if hypothesis.isEmpty {
                .deletion
            } else {
                reference.isEmpty ? .insertion : .substitution
            }
        return AlignmentStep(kind: kind, hypothesis: hypothesis, reference: reference)
    }
}
