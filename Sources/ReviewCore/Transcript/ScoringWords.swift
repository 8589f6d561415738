// Words made comparable: both sides are folded by the language's rules before they are scored.
import Foundation

/// One comparable word and where it came from, in grapheme offsets.
public struct ScoringWord: Sendable, Equatable {
    public let form: String
    public let range: Range<Int>

    public init(form: String, range: Range<Int>) {
        self.form = form
        self.range = range
    }
}

/// Normalisation for scoring: case and NFC folded, apostrophes and spellings made one,
/// contractions opened, hesitations made one token, letters joined, noise and fragments dropped.
public enum ScoringWords {
    /// The form every hesitation takes.
    public static let hesitation = "%"
    /// The form of a bare `[PII:TYPE]`: what was said is unknown, so it matches any one word.
    public static let wildcard = "[PII]"

    /// Comparable words of `text`, in order.
    public static func words(of text: String, language: LanguageRules) -> [ScoringWord] {
        words(of: Transcript(text), language: language)
    }

    public static func words(of transcript: Transcript, language: LanguageRules) -> [ScoringWord] {
        var result: [ScoringWord] = []
        var letters: [ScoringWord] = []
        func flush() {
            guard let first = letters.first, let last = letters.last else { return }
            if letters.count == 1 {
                result.append(contentsOf: letters)
            } else {
                let form = letters.map(\.form).joined()
                let range = first.range.lowerBound..<last.range.upperBound
                result.append(ScoringWord(form: form, range: range))
            }
            letters.removeAll(keepingCapacity: true)
        }
        for token in transcript.tokens {
            let forms = Self.forms(of: token, language: language)
            for form in forms {
                let word = ScoringWord(form: form, range: token.range)
                if isLetter(form) {
                    letters.append(word)
                } else {
                    flush()
                    result.append(word)
                }
            }
        }
        flush()
        return result
    }

    /// Only the forms, for comparing two texts.
    public static func forms(of text: String, language: LanguageRules) -> [String] {
        words(of: text, language: language).map(\.form)
    }

    /// One word folded; contractions may make several of it.
    private static func forms(
        of token: TranscriptToken, language: LanguageRules
    ) -> [String] {
        switch token.kind {
        case .filler: return [hesitation]
        case .personalData: return [wildcard]
        case .word(.partial): return []
        case .word: return fold(token.text, language: language)
        default: return []
        }
    }

    private static func fold(_ word: String, language: LanguageRules) -> [String] {
        let folded = foldedSpelling(word, language: language)
        if language.hesitations.contains(folded) { return [hesitation] }
        if let open = language.contractions[folded] { return open }
        guard folded.contains("-") else { return folded.isEmpty ? [] : [folded] }
        return folded.split(separator: "-").flatMap { part in
            language.contractions[String(part)] ?? [String(part)]
        }
    }

    private static func foldedSpelling(_ word: String, language: LanguageRules) -> String {
        let lower = word.lowercased()
        if lower.utf8.allSatisfy({ $0 < 0x80 }) { return lower }
        var result = ""
        for character in lower.precomposedStringWithCanonicalMapping {
            if character == "\u{2019}" || character == "\u{02BC}" {
                result.append("'")
            } else if let fold = language.folds[character] {
                result.append(fold)
            } else {
                result.append(character)
            }
        }
        return language.folds.isEmpty ? result : foldMarks(result, language: language)
    }

    /// Folds signs that sit on a letter, such as a candrabindu, and so are no character alone.
    private static func foldMarks(_ word: String, language: LanguageRules) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if let fold = language.folds[Character(scalar)] {
                scalars.append(contentsOf: fold.unicodeScalars)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// A single ASCII letter: two or more in a row are one spelled-out name.
    private static func isLetter(_ form: String) -> Bool {
        form.utf8.count == 1 && form.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
}
