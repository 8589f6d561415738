// How many colours a terminal has, and the nearest of them to a colour of a theme.

/// Colours a terminal can show, fewest first.
public enum ColorDepth: Int, Sendable, Comparable, CaseIterable {
    /// Attributes only, by the terminal's lack or the person's `NO_COLOR`.
    case none = 0
    case eight = 8
    case sixteen = 16
    case palette = 256
    case truecolor = 16_777_216

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Style {
    /// The style with the nearest colours a terminal of `depth` has.
    public func adapted(to depth: ColorDepth) -> Style {
        guard depth != .truecolor else { return self }
        var style = self
        if depth == .none {
            style.foreground = .terminal
            style.background = .terminal
            return style
        }
        style.foreground = foreground.adapted(to: depth)
        style.background = background.adapted(to: depth)
        // Two colours that fell together would hide the text.
        if style.foreground == style.background && foreground != background {
            style.foreground = foreground.isLighter(than: background) ? .ansi(7) : .ansi(0)
            if style.foreground == style.background {
                style.background = style.foreground == .ansi(7) ? .ansi(0) : .ansi(7)
            }
        }
        return style
    }
}

extension Color {
    /// The nearest colour a terminal of `depth` has. Of 256 colours the upper 240 are used, since
    /// the first sixteen look different on every desk; they stay `.rgb` values of that palette.
    public func adapted(to depth: ColorDepth) -> Color {
        guard depth != .truecolor else { return self }
        switch self {
        case .terminal: return self
        case .ansi(let index):
            if depth == .none { return .terminal }
            return depth == .eight ? .ansi(index % 8) : self
        case .rgb(let red, let green, let blue):
            switch depth {
            case .none: return .terminal
            case .eight: return .ansi(ColorPalette.nearest(to: self, among: 0..<8))
            case .sixteen: return .ansi(ColorPalette.nearest(to: self, among: 0..<16))
            default:
                return ColorPalette.color(ColorPalette.nearestIndex(red, green, blue))
            }
        }
    }

    func isLighter(than other: Color) -> Bool {
        ColorPalette.oklab(of: self).lightness > ColorPalette.oklab(of: other).lightness
    }
}
