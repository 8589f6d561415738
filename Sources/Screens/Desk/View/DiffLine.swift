// A word diff on one line, readable without colour: `−gone`, `+new`, `was→is`.
import ReviewCore
import TerminalUI

/// The words of both sides in the order of the alignment.
struct DiffLine {
    private(set) var text = MarkedText("")

    init(_ diff: WordDiff, _ hypothesis: DiffSide, _ reference: DiffSide) {
        var (left, right) = (hypothesis, reference)
        for part in diff.writtenParts {
            let old = left.take(diff.hypothesisWords[part.hypothesis])
            let new = right.take(diff.referenceWords[part.reference])
            // The rest of a masked stretch says nothing more.
            guard !(old.isEmpty && new.isEmpty) else { continue }
            if part.kind == .match, new.isEmpty { continue }
            if text.count > 0 { text.append(" ", .dim) }
            let isRedacted = diff.isRedaction(part) && !old.isEmpty
            switch part.kind {
            case .match where !isRedacted: text.append(new, .dim)
            case .match, .substitution:
                text.append(old, .removed)
                text.append("→", .dim)
                text.append(new, .changed)
            // A word of the reference that the machine missed, and the other way round.
            case .deletion: text.append("+\(new)", .added)
            case .insertion: text.append("−\(old)", .removed)
            }
        }
    }
}

/// One side of a diff; its words are taken from left to right.
struct DiffSide {
    private let characters: [Character]
    private let masks: [Range<Int>]
    private let dots: String
    /// The mask drawn last, so that it is drawn once however many words it covers.
    private var drawn: Range<Int>?

    init(_ text: String, masks: [Range<Int>], _ theme: Theme) {
        characters = Array(text)
        self.masks = masks
        dots = theme.maskDots
    }

    /// These stretches masked too.
    func masking(_ more: [Range<Int>]) -> DiffSide {
        DiffSide(characters, MaskedPieces.joined(masks + more), dots)
    }

    private init(_ characters: [Character], _ masks: [Range<Int>], _ dots: String) {
        self.characters = characters
        self.masks = masks
        self.dots = dots
    }

    mutating func take(_ words: ArraySlice<ScoringWord>) -> String {
        var result: [String] = []
        var last: Range<Int>?
        // The words of a contraction share the place they came from.
        for word in words where word.range != last {
            last = word.range
            guard let mask = masks.first(where: { $0.overlaps(word.range) }) else {
                result.append(String(characters[word.range.clamped(to: 0..<characters.count)]))
                continue
            }
            if mask != drawn { result.append(dots) }
            drawn = mask
        }
        return result.joined(separator: " ")
    }
}
