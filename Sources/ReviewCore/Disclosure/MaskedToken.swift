// A word of a name as it may be shown: its first letter and whether it is short or long.

/// A masked word.
public struct MaskedToken: Sendable, Hashable {
    /// How long the word is; the number of letters would narrow a name down too far.
    public enum Length: String, Sendable, CaseIterable {
        case short, middling, long
    }

    /// Absent where one sign says the word, or most of it: single letters, ideographs.
    public let initial: Character?
    public let length: Length

    /// Letters up to which a word is short, and up to which it is middling.
    private static let (short, middling) = (4, 8)

    public init(_ word: some StringProtocol) {
        let letters = Array(word)
        let first = letters.first
        initial = letters.count > 1 && first.map(Self.saysLittle) == true ? first : nil
        switch letters.count {
        case ...Self.short: length = .short
        case ...Self.middling: length = .middling
        default: length = .long
        }
    }

    /// Whether a first sign is a letter, so that many names share it.
    private static func saysLittle(_ sign: Character) -> Bool {
        sign.isLetter && !sign.unicodeScalars.contains { $0.properties.isIdeographic }
    }

    /// As many dots as the class of length has, whatever the word.
    public func shown(dot: String) -> String {
        let dots =
            switch length {
            case .short: 3
            case .middling: 6
            case .long: 9
            }
        return (initial.map(String.init) ?? dot) + String(repeating: dot, count: dots)
    }

    /// For plain lines: "M and a middling word".
    public var words: String {
        initial.map { "\($0), \(length.rawValue)" } ?? "hidden, \(length.rawValue)"
    }
}
