// The help screen: every command of a mode under its heading.

/// Grouped commands in one column or two, scrolled by whole lines.
public struct HelpScreen: Widget {
    public var groups: [HelpGroup]
    public var top: Int
    public var title: String

    public init(groups: [HelpGroup], top: Int = 0, title: String = "Help") {
        self.groups = groups
        self.top = top
        self.title = title
    }

    /// One column of help needs this many columns to be read well.
    static let columnWidth = 46

    /// The window shown in `rect`; its `top` is what a screen keeps after scrolling.
    public func window(in rect: Rect, theme: Theme) -> ScrollWindow {
        let room = Self.room(in: rect)
        let columns = columns(in: room, theme: theme)
        return ScrollWindow(
            top: top, height: room.height, count: columns.map(\.count).max() ?? 0)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let window = window(in: rect, theme: theme)
        let note = window.isAll ? "" : "\(window.rows.upperBound) of \(window.count)"
        canvas.draw(Pane(title, note: note, isOverlay: true), in: rect, theme: theme)
        let room = Self.room(in: rect)
        let columns = columns(in: room, theme: theme)
        guard !columns.isEmpty else { return }
        let width = (room.width - 2 * (columns.count - 1)) / columns.count
        for (index, lines) in columns.enumerated() {
            let x = room.x + index * (width + 2)
            for (row, line) in lines.dropFirst(window.top).prefix(room.height).enumerated() {
                canvas.put(
                    line, in: Rect(x: x, y: room.y + row, width: width, height: 1), theme: theme)
            }
        }
        canvas.draw(
            Scrollbar(window), in: rect.inset(top: 1, bottom: 1), theme: theme)
    }

    private static func room(in rect: Rect) -> Rect {
        Pane.content(of: rect).inset(left: 1, right: 1)
    }

    /// Groups stay whole; the second column begins where the first has at least half the lines.
    private func columns(in room: Rect, theme: Theme) -> [[[Span]]] {
        let isWide = room.width >= 2 * Self.columnWidth
        let blocks = groups.map { lines(of: $0, theme: theme) }
        let total = blocks.reduce(0) { $0 + $1.count }
        guard isWide, blocks.count > 1 else {
            return blocks.isEmpty ? [] : [Array(blocks.joined())]
        }
        var left: [[Span]] = []
        var right: [[Span]] = []
        for block in blocks {
            if left.count * 2 < total { left += block } else { right += block }
        }
        return right.isEmpty ? [left] : [left, right]
    }

    private func lines(of group: HelpGroup, theme: Theme) -> [[Span]] {
        let ground = StyleRole.overlay
        let keys = group.entries.map { $0.keys.joined(separator: " ") }
        let keyWidth = min(18, keys.map { TextWidth.columns($0) }.max() ?? 0)
        var lines = [[Span(group.title, theme.style(.heading, on: ground))]]
        for (entry, key) in zip(group.entries, keys) {
            let cut = TextWidth.truncate(key, to: keyWidth, ellipsis: theme.glyphs.ellipsis)
            let padding = String(repeating: " ", count: keyWidth - TextWidth.columns(cut))
            lines.append([
                Span("  " + cut + padding + "  ", theme.style(.hintKey, on: ground)),
                Span(entry.title, theme[ground]),
                Span(
                    entry.help.isEmpty ? "" : "  " + entry.help, theme.style(.dim, on: ground)),
            ])
        }
        lines.append([])
        return lines
    }
}
