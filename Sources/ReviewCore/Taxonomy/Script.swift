// The writing systems the linter tells apart, by the blocks their letters stand in.

/// A writing system, as coarse as the linter needs it.
public enum Script: String, Sendable, Codable, CaseIterable {
    case latin, greek, cyrillic, hebrew, arabic, devanagari, han, kana, hangul, other

    /// The script of a letter; `nil` for digits, marks, punctuation and everything shared.
    init?(_ character: Character) {
        guard let scalar = character.unicodeScalars.first else { return nil }
        if scalar.value < 0x80 {
            let lower = scalar.value | 0x20
            guard (0x61...0x7A).contains(lower) else { return nil }
            self = .latin
            return
        }
        guard scalar.properties.isAlphabetic else { return nil }
        self = Script.of(scalar.value)
    }

    private static func of(_ value: UInt32) -> Script {
        switch value {
        case 0x00AA...0x024F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF,
            0xFF21...0xFF5A:
            .latin
        case 0x0370...0x03FF, 0x1F00...0x1FFF: .greek
        case 0x0400...0x052F, 0x1C80...0x1C8F: .cyrillic
        case 0x0590...0x05FF: .hebrew
        case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF: .arabic
        case 0x0900...0x097F, 0xA8E0...0xA8FF: .devanagari
        case 0x3040...0x30FF, 0x31F0...0x31FF: .kana
        case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7FF: .hangul
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
        default: .other
        }
    }
}
