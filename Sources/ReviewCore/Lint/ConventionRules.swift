// L01 to L05, L07 and L08: the transcription conventions.

enum ConventionRules {
    static func findings(in text: LintText) -> [LintFinding] {
        var findings = digits(text)
        for fault in text.transcript.faults { findings.append(finding(for: fault)) }
        let isCapitals = isWrittenInCapitals(text.transcript)
        for token in text.transcript.tokens {
            switch token.kind {
            case .speakerNoise, .noise, .noiseOpen, .noiseClose, .personalData, .personalDataOpen:
                if let finding = unknownTag(token) { findings.append(finding) }
            case .filler:
                if let finding = unknownFiller(token, text.input.language) {
                    findings.append(finding)
                }
            case .word(let form):
                if let finding = letters(token, form, isCapitals) { findings.append(finding) }
            case .punctuation where token.text == "-" || token.text == "~":
                findings.append(
                    LintFinding(
                        .strayMark, .warning, at: token.range,
                        "A mark stands alone; put it on its word, or remove it."))
            case .stray where ["[", "{", "<", "}"].contains(token.text):
                findings.append(
                    LintFinding(
                        .unbalancedTag, .warning, at: token.range,
                        "A bracket opens or closes no tag; complete the tag, or remove it."))
            default: break
            }
        }
        return findings
    }

    /// L01, outside personal-data tags.
    private static func digits(_ text: LintText) -> [LintFinding] {
        var findings: [LintFinding] = []
        var index = 0
        while index < text.scanned.count {
            guard text.scanned.digit(index) != nil else {
                index += 1
                continue
            }
            let start = index
            while index < text.scanned.count, text.scanned.digit(index) != nil { index += 1 }
            if text.isTagged(start..<index) { continue }
            findings.append(
                LintFinding(
                    .digits, .warning, at: start..<index,
                    "Digits; write the number in words, as it was said."))
        }
        return findings
    }

    /// L02.
    private static func unknownTag(_ token: TranscriptToken) -> LintFinding? {
        switch token.kind {
        case .speakerNoise:
            guard !TranscriptTags.speakerNoises.contains(token.text) else { return nil }
            return LintFinding(
                .unknownTag, .warning, at: token.range,
                "No such speaker noise; use {breath} {cough} {laugh} {lipsmack} or {sneeze}.")
        case .personalData, .personalDataOpen:
            guard PersonalDataType(rawValue: token.text) == nil else { return nil }
            return LintFinding(
                .unknownTag, .warning, at: token.range,
                "No such type of personal data; use one of the list, such as [PII:NAME].")
        default:
            guard !TranscriptTags.noises.contains(token.text) else { return nil }
            return LintFinding(
                .unknownTag, .warning, at: token.range,
                "No such sound; use [noise] [static] [music] [tv] or [background].")
        }
    }

    /// L03 and L07. An open personal-data tag blocks: nobody could tell what it protects.
    private static func finding(for fault: TranscriptFault) -> LintFinding {
        switch fault.kind {
        case .unbalanced(isPersonalData: true):
            LintFinding(
                .unbalancedTag, .blocks, at: fault.range,
                "This personal-data tag is not closed; add ] where the data ends.")
        case .unbalanced(isPersonalData: false):
            LintFinding(
                .unbalancedTag, .warning, at: fault.range,
                "A tag is opened without being closed, or closed without being opened.")
        case .nestedPersonalData:
            LintFinding(
                .nestedPersonalData, .warning, at: fault.range,
                "Personal data within personal data; keep the outer tag only.")
        }
    }

    /// L04.
    private static func unknownFiller(
        _ token: TranscriptToken, _ language: LanguageRules
    ) -> LintFinding? {
        guard !language.fillers.contains(token.text) else { return nil }
        let list = language.fillers.sorted().map { "%\($0)" }.joined(separator: " ")
        return LintFinding(
            .unknownFiller, .warning, at: token.range,
            "This filler is not on the list; use \(list).")
    }

    /// L05.
    private static func letters(
        _ token: TranscriptToken, _ form: WordForm, _ isCapitals: Bool
    ) -> LintFinding? {
        switch form {
        case .letter where token.text.prefix { $0 != "'" && $0 != "\u{2019}" }.count > 1:
            return LintFinding(
                .letters, .warning, at: token.range,
                "Several letters behind one ~; write each with its own, as in ~F ~B ~I.")
        case .plain where !isCapitals && isAcronym(token.text):
            return LintFinding(
                .letters, .warning, at: token.range,
                "Capitals; write ~F ~B ~I if the letters were said, @NATO if it was one word.")
        default: return nil
        }
    }

    private static func isAcronym(_ word: String) -> Bool {
        word.utf8.count >= 2 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// A recogniser that writes only capitals says nothing about acronyms.
    private static func isWrittenInCapitals(_ transcript: Transcript) -> Bool {
        let words = transcript.tokens.filter { $0.kind == .word(.plain) }
        return words.count > 2 && words.allSatisfy { $0.text == $0.text.uppercased() }
    }
}
