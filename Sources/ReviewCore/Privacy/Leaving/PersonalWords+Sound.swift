// Timed words as they may leave, and which stretches of sound they tell to cover.

/// Recognised words as one text, and where each of them stands in it.
private struct WordLine {
    let scanned: ScannedText
    let ranges: [Range<Int>]

    init(_ words: [HypothesisWord]) {
        let text = words.map(\.text).joined(separator: " ")
        scanned = ScannedText(text)
        // Counted in bytes first: a word that begins with a mark has no grapheme of its own there.
        var starts: [Int: Int] = [:]
        var byte = 0
        for (index, character) in scanned.characters.enumerated() {
            for offset in 0..<character.utf8.count { starts[byte + offset] = index }
            byte += character.utf8.count
        }
        var next = 0
        ranges = words.map { word in
            let length = word.text.utf8.count
            defer { next += length + 1 }
            guard length > 0, let first = starts[next], let last = starts[next + length - 1]
            else { return 0..<0 }
            return first..<last + 1
        }
    }

    /// The words that `range` touches.
    func words(_ range: Range<Int>) -> Range<Int> {
        let touched = ranges.indices.filter { ranges[$0].overlaps(range) }
        guard let first = touched.first, let last = touched.last else { return 0..<0 }
        return first..<last + 1
    }
}

extension PersonalWords {
    /// Seconds covered on each side of a personal stretch: recognisers' times are that far off.
    public static let margin = 0.15

    /// Recognised words as they may leave: those that are personal become one word, the tag,
    /// with the times of all of them.
    public func leaving(_ words: [HypothesisWord]) -> [HypothesisWord] {
        let line = WordLine(words)
        var result: [HypothesisWord] = []
        var next = 0
        for cut in cuts(inReading: line.scanned) {
            let touched = line.words(cut.range)
            guard !touched.isEmpty, touched.upperBound > next else { continue }
            let from = max(next, touched.lowerBound)
            result += words[next..<from]
            result.append(
                HypothesisWord(
                    text: cut.tag, start: words[from].start,
                    end: words[touched.upperBound - 1].end))
            next = touched.upperBound
        }
        return result + words[next...]
    }

    /// What may leave of the sound.
    ///
    /// Every personal stretch is covered where the timed words tell when it was said, or `spans`
    /// does. One that nothing times keeps the whole sound back: it is never guessed.
    ///
    /// - Parameter duration: seconds of the sound; words said to lie past it are not believed.
    public func cover(
        _ hypothesis: Hypothesis?, duration: Double? = nil, spans: PersonalSpans = PersonalSpans()
    ) -> SoundCover {
        let timings = WordTimings(hypothesis?.words ?? [], within: duration ?? .infinity)
        var covered = spans.others
        guard let said = referenceSpans(timings, spans) else { return .withheld(.notTimed) }
        covered += said
        if let hypothesis {
            guard let heard = heardSpans(hypothesis, timings, spans) else {
                return .withheld(.notTimed)
            }
            covered += heard
        }
        guard !covered.isEmpty else { return .open }
        return .covered(SoundSpan.joined(covered))
    }

    /// Where each cut of the reference sounds; `nil` when one of them is not timed.
    private func referenceSpans(_ timings: WordTimings, _ spans: PersonalSpans) -> [SoundSpan]? {
        guard !referenceCuts.isEmpty else { return [] }
        let line = WordLine(timings.words)
        let reading = reading(of: line.scanned)
        let tags = PersonalCut.tags(of: Transcript(reference)).map(\.range)
        var found: [SoundSpan] = []
        for cut in referenceCuts {
            if let marked = Self.marked(cut, among: tags, spans) {
                found += marked
                continue
            }
            guard let span = Self.span(of: cut.range, in: reading, line, timings) else {
                return nil
            }
            found.append(span)
        }
        return found
    }

    /// What `spans` says of all tags of a cut; `nil` where it does not know one of them.
    private static func marked(
        _ cut: PersonalCut, among tags: [Range<Int>], _ spans: PersonalSpans
    ) -> [SoundSpan]? {
        let within = tags.indices.filter { tags[$0].overlaps(cut.range) }
        let marked = within.compactMap { spans.byTag[$0] }
        return !marked.isEmpty && marked.count == within.count ? marked : nil
    }

    /// Where a reading has what stands for a tag that `spans` knows: when that was said is known,
    /// whether or not the machine timed it.
    private func answered(in scanned: ScannedText, by spans: PersonalSpans) -> [Range<Int>] {
        guard !spans.byTag.isEmpty else { return [] }
        let tags = PersonalCut.tags(of: Transcript(reference)).map(\.range)
        let reading = reading(of: scanned)
        return referenceCuts.compactMap { cut in
            guard Self.marked(cut, among: tags, spans) != nil else { return nil }
            let words = reading.words[reading.counterpart(of: cut.range).words]
            guard let first = words.first, let last = words.last else { return nil }
            return first.range.lowerBound..<last.range.upperBound
        }
    }

    /// The cuts of a reading whose time is not known by ear.
    private func unanswered(in scanned: ScannedText, by spans: PersonalSpans) -> [PersonalCut] {
        let known = answered(in: scanned, by: spans)
        return cuts(inReading: scanned).filter { cut in
            !known.contains { $0.clamped(to: cut.range) == cut.range }
        }
    }

    /// When graphemes `range` of the reference were said, with a margin; `nil` where the timed
    /// words do not tell.
    private static func span(
        of range: Range<Int>, in reading: Reading, _ line: WordLine, _ timings: WordTimings
    ) -> SoundSpan? {
        let counterpart = reading.counterpart(of: range)
        let words = reading.words[counterpart.words]
        guard counterpart.isWhole, let first = words.first, let last = words.last else {
            return nil
        }
        let touched = line.words(first.range.lowerBound..<last.range.upperBound)
        let span =
            counterpart.isExact
            ? timings.span(of: touched) : timings.spanBetweenNeighbours(of: touched)
        return span?.widened(by: margin)
    }

    /// When a stretch of a reference was said, by the times of the machine's words, as an export
    /// would cover it; `nil` where they do not tell.
    ///
    /// - Parameter duration: seconds of the sound; the span ends with it.
    public static func span(
        of range: Range<Int>, in reference: String, heard hypothesis: Hypothesis?,
        duration: Double?, language: LanguageRules
    ) -> SoundSpan? {
        guard let hypothesis else { return nil }
        let timings = WordTimings(hypothesis.words, within: duration ?? .infinity)
        let line = WordLine(timings.words)
        let reading = Reading(
            ScoringWords.words(of: Transcript(line.scanned), language: language),
            beside: ScoringWords.words(of: reference, language: language))
        guard let span = span(of: range, in: reading, line, timings) else { return nil }
        let end = min(span.end, duration ?? span.end)
        return end.isFinite ? SoundSpan(start: span.start, end: end) : nil
    }

    /// Where the word stands in the reference that was sounding at `seconds`, or had sounded last;
    /// `nil` where the timed words do not tell, or the reference has no word for it.
    public static func word(
        at seconds: Double, of reference: String, heard hypothesis: Hypothesis?,
        language: LanguageRules
    ) -> Range<Int>? {
        guard let hypothesis,
            let place = hypothesis.words.lastIndex(where: { ($0.start ?? .infinity) <= seconds })
        else { return nil }
        let line = WordLine(hypothesis.words)
        let reading = Reading(
            ScoringWords.words(of: Transcript(line.scanned), language: language),
            beside: ScoringWords.words(of: reference, language: language))
        return reading.referenceRange(of: line.ranges[place])
    }

    /// Where the machine's own words are personal; `nil` when one of them is not timed.
    private func heardSpans(
        _ hypothesis: Hypothesis, _ timings: WordTimings, _ spans: PersonalSpans
    ) -> [SoundSpan]? {
        let line = WordLine(hypothesis.words)
        let open = unanswered(in: line.scanned, by: spans)
        // The words may be fewer than the text: then something was said, and nobody knows when.
        let text = ScannedText(hypothesis.text)
        guard unanswered(in: text, by: spans).count <= open.count else { return nil }
        var found: [SoundSpan] = []
        for cut in open {
            guard let span = timings.span(of: line.words(cut.range)) else { return nil }
            found.append(span.widened(by: Self.margin))
        }
        // What the machine timed of the others is covered as well as what was set by ear.
        let others = cuts(inReading: line.scanned).filter { !open.contains($0) }
        found += others.compactMap { cut in
            timings.span(of: line.words(cut.range))?.widened(by: Self.margin)
        }
        return found
    }
}

/// The times of recognised words, where they can be believed.
private struct WordTimings {
    let words: [HypothesisWord]
    private let spans: [SoundSpan?]

    /// Recognisers round: this much past the end is still the end.
    private static let slack = 0.25

    init(_ words: [HypothesisWord], within duration: Double) {
        self.words = words
        var latest = 0.0
        spans = words.map { word in
            guard let start = word.start, let end = word.end,
                let span = SoundSpan(start: start, end: end), span.end.isFinite,
                span.start >= latest, span.start < duration, span.end <= duration + Self.slack
            else { return nil }
            latest = span.start
            return span
        }
    }

    /// From the first word's start to the last one's end; `nil` unless every word is timed.
    func span(of range: Range<Int>) -> SoundSpan? {
        let timed = spans[range].compactMap(\.self)
        guard timed.count == range.count, let first = timed.first, let end = timed.map(\.end).max()
        else { return nil }
        return SoundSpan(start: first.start, end: end)
    }

    /// From the end of the word before to the start of the word after, or the clip's ends: for
    /// words that only stand in place of what was said.
    func spanBetweenNeighbours(of range: Range<Int>) -> SoundSpan? {
        guard let own = span(of: range) else { return nil }
        var start = 0.0
        var end = Double.infinity
        if range.lowerBound > 0 {
            guard let before = spans[range.lowerBound - 1] else { return nil }
            start = min(before.end, own.start)
        }
        if range.upperBound < spans.count {
            guard let after = spans[range.upperBound] else { return nil }
            end = max(after.start, own.end)
        }
        return SoundSpan(start: start, end: end)
    }
}
