// A cell as the terminal shows it, free of libvterm's shapes.

import CVTerm

/// A colour that a program asked for.
public enum ScreenColor: Hashable, Sendable {
    /// No colour was asked for.
    case terminal
    /// Of the 256.
    case indexed(UInt8)
    case rgb(UInt8, UInt8, UInt8)

    init(_ color: VTermColor) {
        let kind = UInt32(color.type)
        if kind & VTERM_COLOR_DEFAULT_MASK.rawValue != 0 {
            self = .terminal
        } else if kind & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue {
            self = .indexed(color.indexed.idx)
        } else {
            self = .rgb(color.rgb.red, color.rgb.green, color.rgb.blue)
        }
    }
}

/// What stands in one cell. The second half of a wide cell is empty and has no width.
public struct ScreenCell: Hashable, Sendable {
    public var text: String
    public var width: Int
    public var foreground: ScreenColor
    public var background: ScreenColor
    public var bold: Bool
    public var italic: Bool
    public var underline: Bool
    public var reverse: Bool
    public var blink: Bool

    init(_ cell: VTermScreenCell) {
        let scalars = withUnsafeBytes(of: cell.chars) { Array($0.bindMemory(to: UInt32.self)) }
        let continuation = scalars.first == UInt32.max
        let shown = scalars.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)
        text = shown.isEmpty && !continuation ? " " : String(String.UnicodeScalarView(shown))
        width = continuation ? 0 : Int(cell.width)
        foreground = ScreenColor(cell.fg)
        background = ScreenColor(cell.bg)
        bold = cell.attrs.bold != 0
        italic = cell.attrs.italic != 0
        underline = cell.attrs.underline != 0
        reverse = cell.attrs.reverse != 0
        blink = cell.attrs.blink != 0
    }
}

/// What a program switched on and must switch off before it leaves.
public struct TerminalModes: Hashable, Sendable {
    public var alternateScreen = false
    /// Any kind of mouse report.
    public var mouse = false
    public var bracketedPaste = false
    public var cursorVisible = true

    /// As a shell expects to find them.
    public static let plain = TerminalModes()

    public init() {}
}

/// Columns and rows of a terminal.
public struct TerminalSize: Hashable, Sendable {
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    public static let standard = TerminalSize(columns: 80, rows: 24)
}
