// What differs between languages: fillers, normalisation, number words, snippets, wake words.
import Foundation

/// The rules of one language, as data.
public struct LanguageRules: Sendable, Equatable {
    /// ISO 639 code, empty for the common rules.
    public let code: String
    /// Scripts its words are written in; empty: any.
    public let scripts: Set<Script>
    /// The closed list for `%filler`, lower case.
    public let fillers: Set<String>
    /// Bare words scored as hesitations.
    public let hesitations: Set<String>
    /// One folded word to the words it stands for.
    public let contractions: [String: [String]]
    /// Characters scored as another spelling of the same letter.
    public let folds: [Character: String]
    /// Words for the digits 0...9, by which a number read aloud is known.
    public let digitWords: [String: Int]
    /// Words said for `@` and `.` in an address.
    public let spokenAt: Set<String>
    public let spokenDot: Set<String>
    public let snippets: SnippetBook
    /// Each as its words, lower case.
    public let wakeWords: [[String]]

    /// Rules that assume nothing.
    public static let plain = LanguageRules(code: "", record: .empty, snippets: [:], wakeWords: [])

    /// The language subtag of a BCP 47 locale, lower case: `es` of `es-CR`, `es_CR` or `ES`.
    public static func language(of locale: String) -> String {
        String(locale.prefix { $0 != "-" && $0 != "_" }).lowercased()
    }

    init(code: String, record: LanguageRecord, snippets: [String: String], wakeWords: [String]) {
        self.code = code
        scripts = Set(record.scripts)
        fillers = Set(record.fillers)
        hesitations = Set(record.hesitations ?? [])
        contractions = (record.contractions ?? [:]).mapValues {
            $0.split(separator: " ").map(String.init)
        }
        folds = Dictionary(
            (record.folds ?? [:]).compactMap { from, to in
                from.count == 1 ? from.first.map { ($0, to) } : nil
            }, uniquingKeysWith: { first, _ in first })
        digitWords = record.digits ?? [:]
        spokenAt = Set(record.spokenAt ?? [])
        spokenDot = Set(record.spokenDot ?? [])
        self.snippets = SnippetBook(snippets)
        self.wakeWords = wakeWords.map { $0.lowercased().split(separator: " ").map(String.init) }
    }

    /// The rules of every language, each with the common snippets and wake words added; the
    /// common rules alone stand under the empty code.
    static func assemble(
        records: [String: LanguageRecord], snippets: [String: [String: String]],
        wakeWords: [String: [String]]
    ) throws(TradeDataError) -> [String: LanguageRules] {
        for code in snippets.keys where !code.isEmpty && records[code] == nil {
            throw TradeDataError(file: .snippets, problem: .unknownID(code))
        }
        for code in wakeWords.keys where !code.isEmpty && records[code] == nil {
            throw TradeDataError(file: .wakeWords, problem: .unknownID(code))
        }
        var rules: [String: LanguageRules] = [:]
        for code in Array(records.keys) + [""] {
            let own = snippets[code] ?? [:]
            let common = snippets[""] ?? [:]
            var words = wakeWords[""] ?? []
            if !code.isEmpty { words += wakeWords[code] ?? [] }
            rules[code] = LanguageRules(
                code: code, record: records[code] ?? .empty,
                snippets: common.merging(own) { _, own in own }, wakeWords: words)
        }
        return rules
    }
}

/// Shape of one entry of `languages.json`.
struct LanguageRecord: Decodable, Sendable {
    var scripts: [Script]
    var fillers: [String]
    var hesitations: [String]?
    var folds: [String: String]?
    var digits: [String: Int]?
    var spokenAt: [String]?
    var spokenDot: [String]?
    var contractions: [String: String]?

    static let empty = LanguageRecord(scripts: [], fillers: ["uh", "um", "ah", "eh", "hm"])
}
