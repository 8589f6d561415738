// Which words let somebody expect what is hard to hear: phrases by language, kept as data.
import Foundation

/// Finds in the machine's text what a reviewer should be warned of. It is shy: phrases, not words
/// that are harmless in most requests to a machine. It warns, and decides nothing.
public struct WarningLexicon: Sendable {
    /// A phrase as folded words; of a stem the last word only begins so.
    private struct Phrase: Sendable {
        let words: [String]
        let isStem: Bool
        let expectation: Expectation
    }

    /// By language, then by the first word; those that are one stem are under the empty word.
    private let phrases: [String: [String: [Phrase]]]

    /// `records` are the data's entries by ISO 639 code.
    init(_ records: [String: [WarningRecord]]) {
        phrases = records.mapValues { entries in
            var found: [String: [Phrase]] = [:]
            for entry in entries {
                for text in entry.phrases {
                    let words = Self.words(of: text)
                    guard let first = words.first else { continue }
                    let isStem = text.hasSuffix("*")
                    let phrase = Phrase(
                        words: words, isStem: isStem,
                        expectation: Expectation(
                            severity: entry.severity, categories: [entry.category]))
                    found[isStem && words.count == 1 ? "" : first, default: []].append(phrase)
                }
            }
            return found
        }
    }

    /// What to expect of a clip by its text; `nil` where nothing in it warns.
    public func expectation(in text: String, locale: String) -> Expectation? {
        guard let known = phrases[LanguageRules.language(of: locale)] else { return nil }
        let words = Self.words(of: text)
        var found: Expectation?
        for start in words.indices {
            let rest = words[start...]
            for phrase in (known[words[start]] ?? []) + (known[""] ?? [])
            where Self.begins(rest, with: phrase) {
                found = phrase.expectation.joined(with: found)
            }
        }
        return found
    }

    private static func begins(_ words: ArraySlice<String>, with phrase: Phrase) -> Bool {
        guard words.count >= phrase.words.count else { return false }
        let (these, those) = (words.prefix(phrase.words.count), phrase.words)
        guard phrase.isStem, let end = these.last, let stem = those.last else {
            return these.elementsEqual(those)
        }
        return end.hasPrefix(stem) && these.dropLast().elementsEqual(those.dropLast())
    }

    /// Words without case, and without the marks that people leave out in a hurry. Marks of other
    /// scripts than Latin are letters and stay.
    static func words(of text: String) -> [String] {
        let plain = text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            !(0x300...0x36F).contains($0.value) && !apostrophes.contains($0)
        }
        return String(String.UnicodeScalarView(plain)).precomposedStringWithCanonicalMapping
            .split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// "don't" is written in three ways and is one word.
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{2BC}"]

    func check(_ taxonomy: IncidentTaxonomy, _ records: [String: [WarningRecord]])
        throws(TradeDataError)
    {
        for entry in records.values.joined() where taxonomy.category(entry.category) == nil {
            throw TradeDataError(file: .warnings, problem: .unknownID(entry.category))
        }
    }
}

/// Shape of an entry of `warnings.json`.
struct WarningRecord: Decodable, Sendable {
    let category: String
    let severity: Severity
    /// Words between blanks; an asterisk at the end stands for any ending.
    let phrases: [String]
}
