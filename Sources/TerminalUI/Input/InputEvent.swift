// What a person does at the terminal, free of escape sequences.

/// One thing that happened at the terminal.
public enum InputEvent: Sendable, Equatable {
    case key(KeyChord)
    /// A whole bracketed paste, newlines as `\n`, control characters already dropped.
    case paste(String)
    case mouse(MouseEvent)
    case resize(Size)
}

/// A key with its modifiers.
public struct KeyChord: Hashable, Sendable {
    public var key: Key
    public var modifiers: Modifiers

    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    public struct Modifiers: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        public static let control = Modifiers(rawValue: 1)
        public static let alt = Modifiers(rawValue: 2)
        /// Only with keys that are not characters: a shifted letter is its capital.
        public static let shift = Modifiers(rawValue: 4)
    }
}

/// A key of the keyboard.
public enum Key: Hashable, Sendable {
    /// A typed character, a whole grapheme cluster as far as the bytes came together.
    case character(Character)
    case enter, tab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
}

/// A press, release or turn of the wheel at a cell.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, release, drag, wheelUp, wheelDown
    }

    public var kind: Kind
    public var position: Point

    public init(_ kind: Kind, at position: Point) {
        self.kind = kind
        self.position = position
    }
}
