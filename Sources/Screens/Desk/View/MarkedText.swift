// Text with marks: each character knows its look, wraps, and may be masked.
import ReviewCore
import TerminalUI

/// Characters with roles, drawn into rows.
struct MarkedText {
    private(set) var characters: [Character]
    private var roles: [StyleRole]

    init(_ text: String, role: StyleRole = .text) {
        characters = Array(text)
        roles = Array(repeating: role, count: characters.count)
    }

    var count: Int { characters.count }

    mutating func append(_ text: String, _ role: StyleRole) {
        for character in text {
            characters.append(character)
            roles.append(role)
        }
    }

    mutating func mark(_ range: Range<Int>, _ role: StyleRole) {
        for index in range.clamped(to: 0..<count) { roles[index] = role }
    }

    /// Puts dots in place of each of `ranges`.
    mutating func mask(_ ranges: [Range<Int>], theme: Theme) {
        guard !ranges.isEmpty else { return }
        var shown = MarkedText("")
        for (range, isMasked) in MaskedPieces(characters, ranges).pieces {
            if isMasked {
                shown.append(theme.maskDots, .dim)
            } else {
                shown.characters += characters[range]
                shown.roles += roles[range]
            }
        }
        self = shown
    }

    func span(at index: Int, theme: Theme) -> Style { theme[roles[index]] }

    /// Draws the text wrapped into `rect`; what does not fit ends in an ellipsis.
    func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        // More than this can never show.
        let shown = min(count, rect.width * rect.height + 1)
        let buffer = TextBuffer(String(characters.prefix(shown)))
        let rows = TextLayout(width: rect.width) { TextWidth.columns($0) }.rows(of: buffer)
        for (line, row) in rows.prefix(rect.height).enumerated() {
            draw(
                row.range, on: &canvas, at: Point(x: rect.x, y: rect.y + line), in: rect,
                theme: theme)
        }
        if rows.count > rect.height || shown < count {
            let mark = theme.glyphs.ellipsis
            let x = rect.maxX - TextWidth.columns(mark)
            canvas.put(mark, at: Point(x: x, y: rect.maxY - 1), style: theme[.dim], clip: rect)
        }
    }

    private func draw(
        _ range: Range<Int>, on canvas: inout Canvas, at point: Point, in clip: Rect, theme: Theme
    ) {
        var x = point.x
        var index = range.lowerBound
        while index < min(range.upperBound, count) {
            let role = roles[index]
            var run = ""
            while index < range.upperBound, index < count, roles[index] == role {
                run.append(characters[index])
                index += 1
            }
            x = canvas.put(run, at: Point(x: x, y: point.y), style: theme[role], clip: clip)
        }
    }
}
