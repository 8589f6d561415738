// Chance that repeats: the same seed gives the same texts on every machine.

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Up to `longest` words of a small vocabulary, so that repeats are common.
    mutating func words(upTo longest: Int, of vocabulary: [String]) -> [String] {
        (0..<Int.random(in: 0...longest, using: &self)).map { _ in
            vocabulary.randomElement(using: &self) ?? "a"
        }
    }

    /// A text of pieces that scanners and parsers stumble over.
    mutating func hostileText(pieces: Int) -> String {
        (0..<pieces).map { _ in Hostile.pieces.randomElement(using: &self) ?? "" }.joined()
    }
}

/// Fragments that break naive text handling.
enum Hostile {
    static let pieces = [
        "[", "]", "[PII:", "[PII:NAME ", "[PII:NAME]", "[/noise]", "[noise/]", "[noise]", "{", "}",
        "{laugh}", "((", "))", "(", ")", "<", ">", "<fr ", "<ov>", "</ov>", "%", "%um", "@", "~",
        "~F", "+", "*", "-", " ", "  ", "\t", "\n", "\r\n", "\0", "a", "word", "9", "5551234567",
        "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{301}", "e\u{301}",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "नमस्ते", "क्ष", "\u{94D}", "५", "漢字",
        "\u{1B}[31m", "\u{1B}]0;title\u{07}", "\u{1B}", "\u{9B}2J", "x@y.zz", "\u{FF20}",
        "GB82", "\u{1F1EB}\u{1F1F7}", "\u{E0001}", "\u{FFFF}",
    ]

    static let combiningStorm = "a" + String(repeating: "\u{301}", count: 10_000)
}
