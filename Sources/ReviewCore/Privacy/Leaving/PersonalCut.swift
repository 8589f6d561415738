// A stretch of text that stays behind, the tag that goes in its place, and the cutting.

/// What stays behind of one text, in grapheme offsets.
struct PersonalCut: Equatable {
    /// Who says that it is personal; where cuts overlap, the tag of the surest stands.
    enum Source: Int, Comparable {
        case reviewer, slot, pattern

        static func < (left: Source, right: Source) -> Bool { left.rawValue < right.rawValue }
    }

    var range: Range<Int>
    /// Such as `[PII:NAME]`.
    var tag: String
    var source: Source

    /// From left to right, those that overlap made one, and those of one tag with nothing but
    /// space between them too: a name of two words is one name.
    static func joined(_ cuts: [PersonalCut], in scanned: ScannedText) -> [PersonalCut] {
        let ordered = cuts.enumerated().filter { !$0.element.range.isEmpty }.sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        var result: [PersonalCut] = []
        for (_, cut) in ordered {
            guard var last = result.last, last.isJoined(to: cut, scanned) else {
                result.append(cut)
                continue
            }
            if cut.source < last.source { (last.tag, last.source) = (cut.tag, cut.source) }
            let end = max(last.range.upperBound, cut.range.upperBound)
            last.range = last.range.lowerBound..<end
            result[result.count - 1] = last
        }
        return result
    }

    private func isJoined(to next: PersonalCut, _ scanned: ScannedText) -> Bool {
        if next.range.lowerBound < range.upperBound { return true }
        return tag == next.tag
            && (range.upperBound..<next.range.lowerBound).allSatisfy(scanned.isSpace)
    }

    /// The text with its tags in place of what is cut.
    static func apply(_ cuts: [PersonalCut], to scanned: ScannedText) -> String {
        var kept = ""
        var position = 0
        for cut in cuts {
            kept += scanned.text(position..<cut.range.lowerBound) + cut.tag
            position = cut.range.upperBound
        }
        return kept + scanned.text(position..<scanned.count)
    }
}

extension PersonalCut {
    /// The reviewer's own tags: `[PII:NAME Ana]` leaves as `[PII:NAME]`, whatever the type and
    /// whatever is nested in it; a tag that is never closed takes the rest of the text with it.
    static func tags(of transcript: Transcript) -> [PersonalCut] {
        var cuts: [PersonalCut] = []
        var depth = 0
        var opened: (start: Int, type: String)?
        for token in transcript.tokens {
            switch token.kind {
            case .personalData where depth == 0:
                cuts.append(tag(token.text, token.range))
            case .personalDataOpen:
                if depth == 0 { opened = (token.range.lowerBound, token.text) }
                depth += 1
            case .personalDataClose where depth > 0:
                depth -= 1
                guard depth == 0, let open = opened else { continue }
                cuts.append(tag(open.type, open.start..<token.range.upperBound))
                opened = nil
            default: continue
            }
        }
        if let opened { cuts.append(tag(opened.type, opened.start..<transcript.count)) }
        return cuts
    }

    private static func tag(_ type: String, _ range: Range<Int>) -> PersonalCut {
        PersonalCut(range: range, tag: "[PII:\(type)]", source: .reviewer)
    }
}
