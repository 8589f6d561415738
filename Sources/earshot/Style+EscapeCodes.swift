// A theme's style as escape codes, for plain lines on a terminal.
import TerminalUI

extension Style {
    /// `text` in this style, and the terminal's own look after it (ECMA-48, SGR).
    func escapeCodes(around text: String, depth: ColorDepth) -> String {
        guard depth != .none else { return text }
        let codes =
            attributeCodes + Self.codes(foreground, base: 30, depth)
            + Self.codes(background, base: 40, depth)
        guard !codes.isEmpty else { return text }
        return "\u{1B}[\(codes.map(String.init).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    private var attributeCodes: [Int] {
        let known: [(Attributes, Int)] = [
            (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
        ]
        return known.filter { attributes.contains($0.0) }.map(\.1)
    }

    private static func codes(_ color: Color, base: Int, _ depth: ColorDepth) -> [Int] {
        switch color {
        case .terminal: []
        case .ansi(let index): index < 8 ? [base + Int(index)] : [base + 52 + Int(index)]
        case .rgb(let red, let green, let blue):
            depth == .truecolor
                ? [base + 8, 2, Int(red), Int(green), Int(blue)]
                : [base + 8, 5, Int(ColorPalette.nearestIndex(red, green, blue))]
        }
    }
}
