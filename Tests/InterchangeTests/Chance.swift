// Chance that repeats, so that a failing property fails again.

/// SplitMix64: small, seeded, good enough to draw tests from.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func happens(_ share: Double = 0.5) -> Bool {
        Double.random(in: 0..<1, using: &self) < share
    }

    /// Text as manifests have it: several scripts, quotes, no control characters.
    mutating func text() -> String {
        let pieces = [
            "turn", "on", "the", "light", "\"", "\\", "/", "ă", "ñandú", "दस", "मिनट", "👩🏽‍🚒",
            "é", "क\u{93C}", "naïve", "  ", "{breath}", "[noise]", "日本", "<fr bonjour>", "\u{200D}",
        ]
        return (0..<below(8)).map { _ in pieces[below(pieces.count)] }.joined(separator: " ")
    }
}
