// Words known to be personal, as they are looked for in other texts of the same clip.
import Foundation

/// A few words that stay behind wherever they stand.
struct PersonalPhrase: Equatable {
    /// Folded words, marks and case gone.
    let words: [String]
    /// The same without anything between them; digits where every word is one.
    let letters: [String]
    let tag: String
    let source: PersonalCut.Source
    /// Whether each of its words alone tells who is meant, as the parts of a name do.
    let partsTell: Bool

    /// Fewer letters run together than this are ordinary words too often.
    private static let fewestLetters = 5
    /// A single word of a name is looked for from this length on: `Ana`, but not `de` or `la`.
    static let shortestPart = 3
    /// A run of this many words of a phrase gives it away.
    static let tellingRun = 3

    /// `nil` when no word is in `forms`.
    init?(
        forms: [String], tag: String, source: PersonalCut.Source, language: LanguageRules
    ) {
        let known = forms.filter { $0 != ScoringWords.hesitation && $0 != ScoringWords.wildcard }
        words = known.map(FoldedLetters.comparable)
        guard !words.isEmpty else { return nil }
        var letters: [String] = []
        let whole = words.map { String(FoldedLetters($0).characters) }.joined()
        if whole.count >= Self.fewestLetters { letters.append(whole) }
        let digits = known.compactMap { language.digitWords[$0] }
        if digits.count == known.count, digits.count > 1 {
            letters.append(digits.map(String.init).joined())
        }
        self.letters = letters
        self.tag = tag
        self.source = source
        partsTell = tag == PersonalDataType.name.tag || tag == PersonalPhrase.tag(slot: "person")
    }

    /// What stands for a slot's value: `[PII:PLACE_NAME]`.
    static func tag(slot type: String) -> String { "[PII:\(type.uppercased())]" }

    // MARK: - Searching

    /// Where it stands in `words`: whole, in runs that give it away, or by the parts of a name.
    func ranges(in words: [String]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < words.count {
            let length = longestRun(at: index, in: words)
            if length > 0 { found.append(index..<index + length) }
            index += max(1, length)
        }
        return found
    }

    private func longestRun(at start: Int, in text: [String]) -> Int {
        var longest = 0
        for first in words.indices where words[first] == text[start] {
            var length = 0
            while first + length < words.count, start + length < text.count,
                words[first + length] == text[start + length]
            {
                length += 1
            }
            if tells(words[first..<first + length]) { longest = max(longest, length) }
        }
        return longest
    }

    private func tells(_ run: ArraySlice<String>) -> Bool {
        run.count == words.count || run.count >= Self.tellingRun
            || partsTell && run.contains { $0.count >= Self.shortestPart }
    }
}

/// A text's letters and digits alone, folded, each with the grapheme it comes from.
struct FoldedLetters {
    private(set) var characters: [Character] = []
    private(set) var places: [Int] = []

    init(_ text: String) { self.init(ScannedText(text)) }

    init(_ scanned: ScannedText) {
        for index in 0..<scanned.count {
            let code = scanned.ascii[index]
            if code != 0 {
                guard scanned.isLetter(index) || scanned.digit(index) != nil else { continue }
                add(Character(Unicode.Scalar(scanned.isLetter(index) ? code | 0x20 : code)), index)
            } else {
                for folded in Self.fold(String(scanned.characters[index]))
                where folded.isLetter || folded.isNumber {
                    add(folded, index)
                }
            }
        }
    }

    private mutating func add(_ character: Character, _ place: Int) {
        characters.append(character)
        places.append(place)
    }

    /// Case, accents and widths gone: `Ștefan` is `stefan`.
    static func fold(_ text: String) -> String {
        text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    /// A word as it is compared: folded, the sign of possession gone.
    static func comparable(_ word: String) -> String {
        let folded = fold(word)
        for ending in ["'s", "\u{2019}s", "'", "\u{2019}"]
        where folded.hasSuffix(ending) && folded.count > ending.count {
            return String(folded.dropLast(ending.count))
        }
        return folded
    }

    /// Where `phrase` stands with whatever between its letters, beginning or ending with a word;
    /// widened to whole words.
    func ranges(of phrase: String, in scanned: ScannedText) -> [Range<Int>] {
        let sought = Array(phrase)
        guard let first = sought.first, sought.count <= characters.count else { return [] }
        let isNumber = sought.allSatisfy(\.isNumber)
        var found: [Range<Int>] = []
        for start in 0...(characters.count - sought.count) where characters[start] == first {
            let end = start + sought.count
            guard characters[start..<end].elementsEqual(sought) else { continue }
            let begins = start == 0 || !isWithinWord(start - 1, start, scanned)
            let ends = end == characters.count || !isWithinWord(end - 1, end, scanned)
            guard isNumber ? begins && ends : begins || ends else { continue }
            var lower = places[start]
            var upper = places[end - 1] + 1
            while lower > 0, isWord(lower - 1, scanned) { lower -= 1 }
            while upper < scanned.count, isWord(upper, scanned) { upper += 1 }
            found.append(lower..<upper)
        }
        return found
    }

    /// Whether nothing but letters and digits lies between two letters.
    private func isWithinWord(_ left: Int, _ right: Int, _ scanned: ScannedText) -> Bool {
        places[right] - places[left] <= 1
    }

    private func isWord(_ index: Int, _ scanned: ScannedText) -> Bool {
        scanned.isLetter(index) || scanned.digit(index) != nil
    }
}
