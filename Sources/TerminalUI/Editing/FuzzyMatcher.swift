// How well a few typed letters fit a name, and which of its letters they are.

import Foundation

/// What a query found in a candidate.
public struct FuzzyMatch: Hashable, Sendable {
    /// Higher is better; comparable between candidates of one query.
    public var score: Int
    /// Grapheme offsets of the matched letters in the candidate, ascending.
    public var positions: [Int]

    public init(score: Int, positions: [Int]) {
        self.score = score
        self.positions = positions
    }
}

/// A query ready to be matched: its letters in order, each anywhere after the one before.
///
/// Case and accents do not matter. Blanks, `_`, `-`, `.` and `/` in the query all stand for any
/// of these. Letters at the start of the name, at the start of a part (`alarm_set`, `playList`)
/// and side by side count more; gaps count less.
public struct FuzzyMatcher: Sendable {
    private let query: [String]

    /// Longer queries and candidates are cut: names are short, and time stays bounded.
    private static let longestQuery = 64
    private static let longestCandidate = 512

    public init(_ query: String) {
        var letters = query.drop(while: \.isWhitespace).prefix(Self.longestQuery)
        while letters.last?.isWhitespace == true { letters.removeLast() }
        self.query = letters.map(Self.folded)
    }

    /// The best way the query fits, or `nil` if it does not; an empty query fits with score 0.
    public func match(_ candidate: String) -> FuzzyMatch? {
        guard !query.isEmpty else { return FuzzyMatch(score: 0, positions: []) }
        let letters = Array(candidate.prefix(Self.longestCandidate))
        let folded = letters.map(Self.folded)
        guard Self.isSubsequence(query, of: folded) else { return nil }
        var table = ScoreTable(query: query, candidate: folded, bonus: Self.bonuses(letters))
        guard var match = table.best() else { return nil }
        if folded.count == query.count { match.score += ScoreTable.whole }
        return match
    }

    private static func isSubsequence(_ query: [String], of candidate: [String]) -> Bool {
        var rest = query[...]
        for letter in candidate where rest.first == letter { rest.removeFirst() }
        return rest.isEmpty
    }

    /// What a letter is worth by its place in the name.
    private static func bonuses(_ letters: [Character]) -> [Int] {
        letters.indices.map { index in
            guard index > 0 else { return ScoreTable.start }
            let previous = letters[index - 1]
            if folded(letters[index]) == separator { return 0 }
            let letter = letters[index]
            let opensPart =
                folded(previous) == separator
                || (previous.isLowercase && letter.isUppercase)
                || (!previous.isNumber && letter.isNumber)
            return opensPart ? ScoreTable.part : 0
        }
    }

    private static let separator = "_"

    private static func folded(_ letter: Character) -> String {
        if let ascii = letter.asciiValue {
            switch ascii {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): return letter.lowercased()
            case 0...0x20, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "/"):
                return separator
            default: return String(letter)
            }
        }
        if letter.isWhitespace { return separator }
        let text = String(letter).folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        // A lone mark must stay something.
        return text.isEmpty ? String(letter) : text
    }
}

/// Best scores of every prefix of the query ending at every letter of the candidate.
private struct ScoreTable {
    static let start = 12
    static let part = 10
    static let whole = 20
    private static let letter = 16
    private static let beside = 8
    private static let gap = 1
    private static let widestGap = 12
    private static let impossible = Int.min / 2

    private let query: [String]
    private let candidate: [String]
    private let bonus: [Int]
    /// For each query letter and place, where the letter before it was matched.
    private var cameFrom: [[Int]] = []

    init(query: [String], candidate: [String], bonus: [Int]) {
        self.query = query
        self.candidate = candidate
        self.bonus = bonus
    }

    mutating func best() -> FuzzyMatch? {
        var scores = firstRow()
        cameFrom = [Array(repeating: -1, count: candidate.count)]
        for letter in query.dropFirst() { scores = nextRow(letter, after: scores) }
        guard let top = scores.max(), top > Self.impossible,
            var place = scores.firstIndex(of: top)
        else { return nil }
        var positions = [place]
        for row in cameFrom.dropFirst().reversed() {
            place = row[place]
            positions.append(place)
        }
        return FuzzyMatch(score: top, positions: positions.reversed())
    }

    private func firstRow() -> [Int] {
        candidate.indices.map { place in
            guard candidate[place] == query[0] else { return Self.impossible }
            return Self.letter + bonus[place] - min(place * Self.gap, Self.widestGap)
        }
    }

    private mutating func nextRow(_ letter: String, after previous: [Int]) -> [Int] {
        var row = Array(repeating: Self.impossible, count: candidate.count)
        var origins = Array(repeating: -1, count: candidate.count)
        // The best match two or more letters back, its gap paid letter by letter.
        var apart = Self.impossible
        var apartOrigin = -1
        for place in candidate.indices.dropFirst() {
            if place >= 2 {
                if apart > Self.impossible { apart -= Self.gap }
                let opened = previous[place - 2] - Self.gap * 2
                if previous[place - 2] > Self.impossible, opened >= apart {
                    apart = opened
                    apartOrigin = place - 2
                }
            }
            guard candidate[place] == letter else { continue }
            let beside = previous[place - 1]
            if beside > Self.impossible {
                row[place] = beside + Self.letter + max(Self.beside, bonus[place])
                origins[place] = place - 1
            }
            if apart > Self.impossible, apart + Self.letter + bonus[place] > row[place] {
                row[place] = apart + Self.letter + bonus[place]
                origins[place] = apartOrigin
            }
        }
        cameFrom.append(origins)
        return row
    }
}
