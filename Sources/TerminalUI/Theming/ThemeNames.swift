// Names that theme files use: of roles and of colours.

extension StyleRole {
    /// The role's name in theme files: `hint-key` for `hintKey`.
    public var themeKey: String {
        rawValue.reduce(into: "") { text, letter in
            if letter.isUppercase { text += "-" }
            text += letter.lowercased()
        }
    }

    init?(themeKey: String) {
        guard let role = Self.allCases.first(where: { $0.themeKey == themeKey }) else { return nil }
        self = role
    }

    static func nearest(to key: String) -> String? {
        let ranked = allCases.map { ($0.themeKey, editDistance($0.themeKey, key)) }
        return ranked.filter { $0.1 <= 2 }.min { $0.1 < $1.1 }?.0
    }
}

extension Color {
    private static let ansiNames = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ]

    /// Reads `#rrggbb`, a name of the palette, an ANSI name, or `default`.
    init?(parsing text: String, palette: [String: Color]) {
        if let color = palette[text] {
            self = color
            return
        }
        if text == "default" {
            self = .terminal
            return
        }
        let isBright = text.hasPrefix("bright-")
        let plain = isBright ? String(text.dropFirst("bright-".count)) : text
        if let index = Self.ansiNames.firstIndex(of: plain) {
            self = .ansi(UInt8(index + (isBright ? 8 : 0)))
            return
        }
        let digits = text.dropFirst()
        guard text.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
            let value = UInt32(digits, radix: 16)
        else { return nil }
        self = .rgb(
            UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }
}
