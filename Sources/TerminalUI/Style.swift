// How a cell looks, and the roles that themes give looks to.

/// A colour as a theme names it; terminals with fewer colours get the nearest they have.
public enum Color: Hashable, Sendable {
    /// The terminal's own default.
    case terminal
    /// One of the sixteen named colours, 0...15.
    case ansi(UInt8)
    case rgb(UInt8, UInt8, UInt8)
}

/// Colours and attributes of a cell.
public struct Style: Hashable, Sendable {
    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(
        foreground: Color = .terminal, background: Color = .terminal, attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let italic = Attributes(rawValue: 4)
        public static let underline = Attributes(rawValue: 8)
        public static let reverse = Attributes(rawValue: 16)
    }
}

/// What a piece of the screen means; a theme decides how that looks.
public enum StyleRole: String, Hashable, Sendable, CaseIterable {
    case text, dim, emphasis, heading, border
    /// The one thing on the screen that matters now.
    case accent
    case good, warning, danger
    /// Word diff: only in the human's text, only in the machine's, different in both.
    case added, removed, changed
    /// Words the machine was unsure of.
    case uncertain
    case selection
    /// Footer hints: the key and what it does.
    case hintKey, hintText
    /// The mode shown in the status line.
    case modeListening, modeTyping
    case statusBar
    /// Pictures of sound: not yet heard, heard, the playhead, the looped region, clipped.
    case signal, signalHeard, playhead, loop, clipped
    case overlay, overlayBorder, overlayTitle
    case input, placeholder
    case toast
}
