// The spoken words of a tagged transcript, without its conventions.

/// What a recogniser should have written, from a reference written by our rules.
///
/// Marks on words go (`@NATO` `~F` `+word` `*word` `%uh` `absolu-` become the letters), tags of
/// noise go with their brackets, guesses `((…))`, overlaps and foreign spans keep their words.
struct PlainWords: Equatable {
    let text: String
    /// Something was said that the words do not hold: unintelligible speech, or personal data
    /// replaced by its tag.
    let hasGaps: Bool

    init(_ reference: String) {
        var scanner = TagScanner(reference)
        scanner.run()
        text = scanner.words.split(whereSeparator: \.isWhitespace).compactMap { word in
            Self.bare(String(word))
        }.joined(separator: " ")
        hasGaps = scanner.hasGaps
    }

    /// The word without its marks; `nil` when nothing is left.
    private static func bare(_ word: String) -> String? {
        var rest = Substring(word)
        while let mark = rest.first, "@~+*%".contains(mark) { rest = rest.dropFirst() }
        // A dash at the end marks a word cut off; alone it is punctuation and stays out.
        while rest.last == "-" { rest = rest.dropLast() }
        return rest.isEmpty ? nil : String(rest)
    }
}

/// Walks over a reference and keeps the words outside tags.
private struct TagScanner {
    private var rest: Substring
    private(set) var words = ""
    private(set) var hasGaps = false

    init(_ reference: String) { rest = Substring(reference) }

    mutating func run() {
        while let character = rest.first {
            switch character {
            case "{" where skip(to: "}"), "[" where skipBracket(): words += " "
            case "<" where openSpan(): words += " "
            case ">": take(1)
            case "(" where rest.hasPrefix("(("): openGuess()
            case ")" where rest.hasPrefix("))"): take(2)
            default:
                words.append(character)
                take(1)
            }
        }
    }

    private mutating func take(_ count: Int) { rest = rest.dropFirst(count) }

    /// Drops everything to the first `end`; without one, the character is just a character.
    private mutating func skip(to end: Character) -> Bool {
        guard let index = rest.firstIndex(of: end) else { return false }
        rest = rest[rest.index(after: index)...]
        return true
    }

    private mutating func skipBracket() -> Bool {
        let isPersonal = rest.hasPrefix("[PII:")
        guard skip(to: "]") else { return false }
        hasGaps = hasGaps || isPersonal
        return true
    }

    /// `<fr bonjour>` keeps what follows its language, `<ov>` and `</ov>` keep nothing.
    private mutating func openSpan() -> Bool {
        let inside = rest.dropFirst()
        guard let first = inside.first, first.isLetter || first == "/" else { return false }
        guard let stop = inside.firstIndex(where: { $0 == ">" || $0.isWhitespace }) else {
            return false
        }
        rest = inside[inside.index(after: stop)...]
        return true
    }

    private mutating func openGuess() {
        take(2)
        let inside = rest.prefix { $0 != ")" }
        if inside.allSatisfy(\.isWhitespace) { hasGaps = true }
    }
}
