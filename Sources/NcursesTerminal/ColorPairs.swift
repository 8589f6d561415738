// Styles as ncurses knows them: attributes and the number of a pair of colours.

import CNcurses
import TerminalUI

/// Makes colour pairs as styles come up, and remembers them.
struct ColorPairs {
    private let depth: ColorDepth
    private let limit: Int32
    private var pairs: [Colors: Int32] = [:]

    private struct Colors: Hashable {
        var foreground: Int32
        var background: Int32
    }

    /// `limit` pairs may be made; pair 0 is the terminal's own colours.
    init(depth: ColorDepth, limit: Int32) {
        self.depth = limit > 1 ? depth : .none
        self.limit = limit
    }

    /// The attributes and pair of a style; `nil` when no pair is left, and `reset()` with drawing
    /// everything anew is due.
    mutating func look(of style: Style) -> (attributes: UInt32, pair: Int32)? {
        let attributes = UInt32(style.attributes.rawValue)
        guard depth != .none else { return (attributes, 0) }
        let shown = style.adapted(to: depth)
        let colors = Colors(
            foreground: number(of: shown.foreground), background: number(of: shown.background))
        if colors.foreground == -1 && colors.background == -1 { return (attributes, 0) }
        if let pair = pairs[colors] { return (attributes, pair) }
        let pair = Int32(pairs.count + 1)
        guard pair < limit else { return nil }
        cn_make_pair(pair, colors.foreground, colors.background)
        pairs[colors] = pair
        return (attributes, pair)
    }

    mutating func reset() { pairs = [:] }

    private func number(of color: Color) -> Int32 {
        switch color {
        case .terminal: return -1
        case .ansi(let index):
            guard depth == .truecolor, index >= 8 else { return Int32(index) }
            return number(of: ColorPalette.color(index % 16))
        case .rgb(let red, let green, let blue):
            if depth == .palette { return Int32(ColorPalette.nearestIndex(red, green, blue)) }
            let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
            // The numbers below 8 are the named colours, also where colours are direct.
            return max(8, value)
        }
    }
}
