// Checks a transcript against the conventions, fast enough for every key stroke.

/// The rules L01 to L16.
public enum Linter {
    /// Findings from left to right, graver first where they start alike.
    public static func check(_ input: LintInput) -> [LintFinding] {
        let text = LintText(input)
        var findings: [LintFinding] = []
        findings += ConventionRules.findings(in: text)
        findings += PrivacyRules.findings(in: text)
        findings += SurfaceRules.findings(in: text)
        findings += SenseRules.findings(in: text)
        return findings.sorted {
            ($0.range.lowerBound, $1.severity) < ($1.range.lowerBound, $0.severity)
        }
    }

    /// What L06 remarks on in a reference, with its types.
    public static func untaggedPersonalData(
        in reference: String, language: LanguageRules
    ) -> [PersonalDataMatch] {
        PrivacyRules.untagged(in: LintText(LintInput(reference: reference, language: language)))
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// L06 over a note or a summary, where the other rules do not apply.
    public static func checkNote(_ note: String, language: LanguageRules) -> [LintFinding] {
        PrivacyRules.findings(in: LintText(LintInput(reference: note, language: language)))
    }
}

/// A lint input with its text read once for all rules.
struct LintText {
    let input: LintInput
    let scanned: ScannedText
    let transcript: Transcript
    /// For each offset, how far the personal-data tags begun by then reach; empty without tags.
    private let reach: [Int]

    init(_ input: LintInput) {
        self.input = input
        scanned = ScannedText(input.reference)
        transcript = Transcript(scanned)
        reach = Self.reach(of: transcript)
    }

    /// Whether all of `range` stands within one personal-data tag.
    func isTagged(_ range: Range<Int>) -> Bool {
        reach.indices.contains(range.lowerBound) && reach[range.lowerBound] >= range.upperBound
    }

    private static func reach(of transcript: Transcript) -> [Int] {
        let spans = transcript.personalData
        guard !spans.isEmpty else { return [] }
        var reach = [Int](repeating: 0, count: transcript.count)
        for span in spans {
            reach[span.range.lowerBound] = max(
                reach[span.range.lowerBound], span.range.upperBound)
        }
        for index in reach.indices.dropFirst() {
            reach[index] = max(reach[index], reach[index - 1])
        }
        return reach
    }

    var whole: Range<Int> { 0..<scanned.count }
}

extension LintFinding {
    init(_ rule: LintRule, _ severity: LintSeverity, at range: Range<Int>, _ message: String) {
        self.init(rule: rule, severity: severity, message: message, range: range)
    }
}
