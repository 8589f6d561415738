// Short forms that grow into phrases as a space is typed: `ty` and space make "thank you ".

/// Abbreviations and what they stand for.
public struct SnippetBook: Sendable, Equatable {
    private let phrases: [String: String]

    public init(_ phrases: [String: String] = [:]) {
        self.phrases = phrases.filter { !$0.key.isEmpty && !$0.value.isEmpty }
    }

    /// Abbreviations in order, with their phrases.
    public var entries: [(abbreviation: String, phrase: String)] {
        phrases.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// This book with a person's own snippets, which win.
    public func adding(_ own: [String: String]) -> SnippetBook {
        SnippetBook(phrases.merging(own) { _, own in own })
    }

    /// What a space typed after `textBeforeCaret` should do, or `nil` to type the space.
    ///
    /// The abbreviation must be a whole word. A capital first letter makes a capital phrase.
    public func expansion(before textBeforeCaret: String) -> SnippetExpansion? {
        let word = textBeforeCaret.reversed().prefix { !$0.isWhitespace }
        guard !word.isEmpty, word.count <= 32 else { return nil }
        let abbreviation = String(word.reversed())
        if let phrase = phrases[abbreviation] {
            return SnippetExpansion(deleting: word.count, inserting: phrase + " ")
        }
        guard let first = abbreviation.first, first.isUppercase,
            let phrase = phrases[first.lowercased() + abbreviation.dropFirst()]
        else { return nil }
        let capital = phrase.prefix(1).uppercased() + phrase.dropFirst()
        return SnippetExpansion(deleting: word.count, inserting: capital + " ")
    }
}

/// An edit at the caret.
public struct SnippetExpansion: Sendable, Equatable {
    /// Grapheme clusters to remove before the caret.
    public let deleting: Int
    /// Text to put there, its trailing space included.
    public let inserting: String

    public init(deleting: Int, inserting: String) {
        self.deleting = deleting
        self.inserting = inserting
    }
}
