// L06: personal data must stand in a tag before the text may leave the desk.

enum PrivacyRules {
    static func findings(in text: LintText) -> [LintFinding] {
        untagged(in: text).map(finding)
    }

    static func untagged(in text: LintText) -> [PersonalDataMatch] {
        let matches =
            PersonalDataScanner.matches(in: text.scanned)
            + SpokenDataScanner.matches(in: text.transcript, language: text.input.language)
        return matches.filter { !text.isTagged($0.range) }
    }

    private static func finding(for match: PersonalDataMatch) -> LintFinding {
        let tag = match.type.tag
        return switch match.certainty {
        case .sure:
            LintFinding(
                .personalData, .blocks, at: match.range,
                "This looks like a \(match.type.title); put \(tag) in its place.")
        case .likely:
            LintFinding(
                .personalData, .warning, at: match.range,
                "If this is someone's \(match.type.title), put \(tag) in its place.")
        }
    }
}
