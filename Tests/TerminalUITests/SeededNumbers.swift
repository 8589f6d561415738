// Random numbers that are the same in every run.

struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // splitmix64
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Texts made of what goes wrong: wide, combining, invisible, joined, broken.
struct HostileText {
    static let parts: [String] = [
        "a", "Z", " ", "-", "é", "e\u{301}", "厨", "房", "क्षि", "हिन्दी", "कौ", "👍🏽", "👨‍👩‍👧", "🇫🇷",
        "🇫", "❤️", "1️⃣", "\t", "\u{7}", "\u{202E}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{301}",
        "\u{E0041}", "\u{10FFFF}", "\u{1100}\u{1161}\u{11A8}", "한", "ำ", "\u{85}", "\r\n", "ﷺ",
        "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    ]

    static func make(_ count: Int, using numbers: inout SeededNumbers) -> String {
        (0..<count).map { _ in parts.randomElement(using: &numbers) ?? "" }.joined()
    }
}
