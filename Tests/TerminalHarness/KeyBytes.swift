// Keys by name, and the bytes xterm sends for them.

/// A key press as it travels to a program.
public struct KeyBytes: Hashable, Sendable, ExpressibleByStringLiteral {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Text as typed.
    public init(stringLiteral text: String) {
        bytes = Array(text.utf8)
    }

    public static let enter = KeyBytes(bytes: [0x0D])
    public static let tab = KeyBytes(bytes: [0x09])
    public static let shiftTab: KeyBytes = "\u{1B}[Z"
    public static let escape = KeyBytes(bytes: [0x1B])
    public static let backspace = KeyBytes(bytes: [0x7F])
    public static let space: KeyBytes = " "
    public static let insert: KeyBytes = "\u{1B}[2~"
    public static let delete: KeyBytes = "\u{1B}[3~"
    public static let pageUp: KeyBytes = "\u{1B}[5~"
    public static let pageDown: KeyBytes = "\u{1B}[6~"
    public static let up: KeyBytes = "\u{1B}[A"
    public static let down: KeyBytes = "\u{1B}[B"
    public static let right: KeyBytes = "\u{1B}[C"
    public static let left: KeyBytes = "\u{1B}[D"
    public static let home: KeyBytes = "\u{1B}[H"
    public static let end: KeyBytes = "\u{1B}[F"

    /// Cursor keys once a program switched to application mode (`smkx`), by their final letter:
    /// A up, B down, C right, D left, H home, F end.
    public static func application(_ final: Character) -> KeyBytes {
        KeyBytes(stringLiteral: "\u{1B}O\(final)")
    }

    /// A cursor key with modifiers; the same letters as `application`.
    public static func cursor(_ final: Character, _ modifiers: Modifiers) -> KeyBytes {
        KeyBytes(stringLiteral: "\u{1B}[1;\(modifiers.parameter)\(final)")
    }

    /// F1 to F12; empty beyond.
    public static func function(_ number: Int) -> KeyBytes {
        let codes = [
            "OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~",
        ]
        guard codes.indices.contains(number - 1) else { return "" }
        return KeyBytes(stringLiteral: "\u{1B}" + codes[number - 1])
    }

    /// Control with a letter or one of `@[\]^_`.
    public static func control(_ letter: Character) -> KeyBytes {
        KeyBytes(bytes: (letter.asciiValue.map { [$0 & 0x1F] }) ?? [])
    }

    public static func alt(_ key: KeyBytes) -> KeyBytes {
        KeyBytes(bytes: [0x1B] + key.bytes)
    }

    /// A bracketed paste; line ends travel as carriage returns, as terminals send them.
    public static func paste(_ text: String) -> KeyBytes {
        let lines = String(text.map { $0 == "\n" ? "\r" : $0 })
        return KeyBytes(stringLiteral: "\u{1B}[200~\(lines)\u{1B}[201~")
    }

    /// A press or release in SGR form (mode 1006) at a cell counted from 0. Buttons: 0 left,
    /// 1 middle, 2 right, 64 wheel up, 65 wheel down.
    public static func mouse(
        button: Int = 0, column: Int, row: Int, released: Bool = false
    ) -> KeyBytes {
        KeyBytes(
            stringLiteral: "\u{1B}[<\(button);\(column + 1);\(row + 1)\(released ? "m" : "M")")
    }

    /// Modifiers as xterm counts them.
    public struct Modifiers: OptionSet, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        public static let shift = Modifiers(rawValue: 1)
        public static let alt = Modifiers(rawValue: 2)
        public static let control = Modifiers(rawValue: 4)

        var parameter: Int { 1 + rawValue }
    }
}
