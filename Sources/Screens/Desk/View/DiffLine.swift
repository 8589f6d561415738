// A word diff on one line, readable without colour: `-gone`, `+new`, `was>is`.
import ReviewCore

/// The words of both sides in the order of the alignment.
struct DiffLine {
    private(set) var text = MarkedText("")

    init(_ diff: WordDiff, _ hypothesis: [Character], _ reference: [Character]) {
        for step in diff.alignment.steps {
            let old = Self.words(diff.hypothesisWords[step.hypothesis], of: hypothesis)
            let new = Self.words(diff.referenceWords[step.reference], of: reference)
            if text.count > 0 { text.append(" ", .dim) }
            switch step.kind {
            case .match: text.append(new, .dim)
            case .substitution:
                text.append(old, .removed)
                text.append("→", .dim)
                text.append(new, .changed)
            // A word of the reference that the machine missed, and the other way round.
            case .deletion: text.append("+\(new)", .added)
            case .insertion: text.append("−\(old)", .removed)
            }
        }
    }

    private static func words(_ words: ArraySlice<ScoringWord>, of text: [Character]) -> String {
        var result: [String] = []
        var last: Range<Int>?
        // The words of a contraction share the place they came from.
        for word in words where word.range != last {
            result.append(String(text[word.range.clamped(to: 0..<text.count)]))
            last = word.range
        }
        return result.joined(separator: " ")
    }
}
