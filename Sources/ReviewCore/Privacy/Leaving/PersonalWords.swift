// What of a clip is personal, found once and taken out of every text that leaves.

/// Everything personal that is known of one clip: what the reviewer tagged, the values of masked
/// slots, what the machine made of them, and whatever has the shape of personal data.
public struct PersonalWords: Sendable {
    let language: LanguageRules
    /// The reference as it was written, and what of it stays behind, from left to right.
    let reference: ScannedText
    let referenceWords: [ScoringWord]
    let referenceCuts: [PersonalCut]
    private let phrases: [PersonalPhrase]

    /// - Parameters:
    ///   - reference: what a person wrote, tags and all; empty where nobody did.
    ///   - readings: the machine's texts of the same speech.
    ///   - slots: those whose values stay behind.
    ///   - marks: what the reviewer took out of the reference; it is looked for everywhere else.
    public init(
        reference: String, readings: [String], slots: [Slot], marks: [PersonalMark] = [],
        language: LanguageRules
    ) {
        self.language = language
        self.reference = ScannedText(reference)
        let transcript = Transcript(self.reference)
        referenceWords = ScoringWords.words(of: transcript, language: language)
        var phrases = slots.compactMap { slot in
            PersonalPhrase(
                forms: ScoringWords.forms(of: slot.value, language: language),
                tag: PersonalPhrase.tag(slot: slot.type), source: .slot, language: language)
        }
        phrases += marks.compactMap { mark in
            PersonalPhrase(
                forms: ScoringWords.forms(of: mark.words, language: language),
                tag: mark.type.tag, source: .reviewer, language: language)
        }
        for cut in PersonalCut.tags(of: transcript) {
            let said = referenceWords.filter { $0.range.overlaps(cut.range) }.map(\.form)
            let phrase = PersonalPhrase(
                forms: said, tag: cut.tag, source: .reviewer, language: language)
            if let phrase { phrases.append(phrase) }
        }
        referenceCuts = PersonalFinder(phrases, language).cuts(in: self.reference)
        // What the machine made of a name is looked for in its answer too.
        for text in readings {
            phrases += Self.otherSpellings(
                of: referenceCuts, in: text, beside: referenceWords, language)
        }
        self.phrases = phrases
    }

    /// A misheard word shorter than this is looked for nowhere else: it may be any word.
    private static let fewestMisheardLetters = 4

    private static func otherSpellings(
        of cuts: [PersonalCut], in text: String, beside reference: [ScoringWord],
        _ language: LanguageRules
    ) -> [PersonalPhrase] {
        guard !cuts.isEmpty else { return [] }
        let reading = Reading(ScoringWords.words(of: text, language: language), beside: reference)
        return cuts.compactMap { cut in
            let found = reading.counterpart(of: cut.range)
            guard !found.isExact else { return nil }
            let forms = reading.words[found.words].map(\.form)
            guard forms.reduce(0, { $0 + $1.count }) >= fewestMisheardLetters else { return nil }
            return PersonalPhrase(
                forms: forms, tag: cut.tag, source: cut.source, language: language)
        }
    }

    // MARK: - Texts

    /// A text as it may leave.
    public func leaving(_ text: String) -> String {
        let scanned = ScannedText(text)
        return PersonalCut.apply(cuts(in: scanned), to: scanned)
    }

    /// A machine's reading of what was said as it may leave: also what stands in it where
    /// something personal was said.
    public func leaving(reading text: String) -> String {
        let scanned = ScannedText(text)
        return PersonalCut.apply(cuts(inReading: scanned), to: scanned)
    }

    /// A slot's value as it may leave; one that is masked leaves as nothing but tags.
    public func leaving(_ slot: Slot, isMasked: Bool) -> Slot {
        let scanned = ScannedText(slot.value)
        let cuts = cuts(in: scanned)
        let isCovered = cuts.count == 1 && cuts[0].range == 0..<scanned.count
        let value =
            isMasked && !isCovered
            ? PersonalPhrase.tag(slot: slot.type) : PersonalCut.apply(cuts, to: scanned)
        return Slot(type: slot.type, value: value)
    }

    func cuts(in scanned: ScannedText) -> [PersonalCut] {
        PersonalFinder(phrases, language).cuts(in: scanned)
    }

    func cuts(inReading scanned: ScannedText) -> [PersonalCut] {
        let found = cuts(in: scanned)
        guard !referenceCuts.isEmpty else { return found }
        let reading = reading(of: scanned)
        let counterparts = referenceCuts.compactMap { cut -> PersonalCut? in
            let words = reading.words[reading.counterpart(of: cut.range).words]
            guard let first = words.first, let last = words.last else { return nil }
            let range = first.range.lowerBound..<last.range.upperBound
            return PersonalCut(range: range, tag: cut.tag, source: cut.source)
        }
        return PersonalCut.joined(counterparts + found, in: scanned)
    }

    func reading(of scanned: ScannedText) -> Reading {
        Reading(
            ScoringWords.words(of: Transcript(scanned), language: language),
            beside: referenceWords)
    }
}

/// Looks for all that is known to be personal, and all that looks it, in one text.
struct PersonalFinder {
    private let phrases: [PersonalPhrase]
    private let language: LanguageRules

    init(_ phrases: [PersonalPhrase], _ language: LanguageRules) {
        self.phrases = phrases
        self.language = language
    }

    func cuts(in scanned: ScannedText) -> [PersonalCut] {
        let transcript = Transcript(scanned)
        let tags = PersonalCut.tags(of: transcript)
        let shapes =
            PersonalDataScanner.matches(in: scanned)
            + SpokenDataScanner.matches(in: transcript, language: language)
        var found = shapes.map {
            PersonalCut(range: $0.range, tag: $0.type.tag, source: .pattern)
        }
        if !phrases.isEmpty { found += phraseCuts(scanned, transcript) }
        // A bare tag is no text: its name may spell what is looked for.
        let bare = transcript.tokens.filter { $0.kind == .personalData }.map(\.range)
        found.removeAll { cut in bare.contains { $0.overlaps(cut.range) } }
        return PersonalCut.joined(tags + found, in: scanned)
    }

    private func phraseCuts(_ scanned: ScannedText, _ transcript: Transcript) -> [PersonalCut] {
        let text = SearchedText(scanned, transcript, language)
        return phrases.flatMap { phrase in
            text.ranges(of: phrase).map {
                PersonalCut(range: $0, tag: phrase.tag, source: phrase.source)
            }
        }
    }
}

/// A text made ready to be searched for many phrases.
struct SearchedText {
    private let scanned: ScannedText
    private let words: [ScoringWord]
    private let forms: [String]
    private let letters: FoldedLetters

    init(_ scanned: ScannedText, _ transcript: Transcript, _ language: LanguageRules) {
        self.scanned = scanned
        words = ScoringWords.words(of: transcript, language: language)
        forms = words.map { FoldedLetters.comparable($0.form) }
        letters = FoldedLetters(scanned)
    }

    /// Where a phrase stands, as words or with whatever between its letters.
    func ranges(of phrase: PersonalPhrase) -> [Range<Int>] {
        let byWord = phrase.ranges(in: forms).map { range in
            words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound
        }
        return byWord + phrase.letters.flatMap { letters.ranges(of: $0, in: scanned) }
    }
}
