// What the linter says about a transcript: which rule, how grave, what to do, and where.

/// One remark. Its message never repeats what was written.
public struct LintFinding: Sendable, Equatable {
    public let rule: LintRule
    public let severity: LintSeverity
    /// What is wrong and what to do, in plain words.
    public let message: String
    /// Grapheme offsets into the reference; the whole text where it concerns all of it.
    public let range: Range<Int>

    public init(rule: LintRule, severity: LintSeverity, message: String, range: Range<Int>) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.range = range
    }
}

/// How much a finding weighs.
public enum LintSeverity: Int, Sendable, Codable, CaseIterable, Comparable {
    /// Worth a look.
    case note
    /// Most likely wrong.
    case warning
    /// Must be mended before submitting.
    case blocks

    public static func < (left: LintSeverity, right: LintSeverity) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The rules, by the ids people cite.
public enum LintRule: String, Sendable, Codable, CaseIterable {
    case digits = "L01"
    case unknownTag = "L02"
    case unbalancedTag = "L03"
    case unknownFiller = "L04"
    case letters = "L05"
    case personalData = "L06"
    case nestedPersonalData = "L07"
    case strayMark = "L08"
    case whitespace = "L09"
    case punctuation = "L10"
    case encoding = "L11"
    case speechMismatch = "L12"
    case rate = "L13"
    case wakeWord = "L14"
    case rubberStamp = "L15"
    case slotValue = "L16"

    /// The rule in one line, for help and reports.
    public var title: String {
        switch self {
        case .digits: "Numbers are written in words"
        case .unknownTag: "Tags come from the closed lists"
        case .unbalancedTag: "What is opened is closed"
        case .unknownFiller: "Fillers come from the closed list"
        case .letters: "Letters and acronyms are marked"
        case .personalData: "Personal data is tagged"
        case .nestedPersonalData: "Personal data is tagged once"
        case .strayMark: "Marks stand on words"
        case .whitespace: "Only single spaces, nothing invisible"
        case .punctuation: "Only the punctuation the style allows"
        case .encoding: "Composed characters, one script a word"
        case .speechMismatch: "Text and the speech judgment agree"
        case .rate: "As much text as time"
        case .wakeWord: "An intended clip has its wake word"
        case .rubberStamp: "What is accepted was heard"
        case .slotValue: "Slot values were said"
        }
    }
}
