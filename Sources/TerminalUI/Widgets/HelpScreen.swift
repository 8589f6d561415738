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
            Scrollbar(window, ground: .overlay), in: rect.inset(top: 1, bottom: 1), theme: theme)
    }

    private static func room(in rect: Rect) -> Rect {
        Pane.content(of: rect).inset(left: 1, right: 1)
    }

    private func columns(in room: Rect, theme: Theme) -> [[[Span]]] {
        let lines = groups.flatMap { self.lines(of: $0, theme: theme) }
        guard !lines.isEmpty else { return [] }
        guard room.width >= 2 * Self.columnWidth, lines.count > 1 else { return [lines] }
        let split = split(lines)
        return [Array(lines[..<split]), Array(lines[split...])]
    }

    /// Where the second column begins: at the heading nearest to the middle, unless that would
    /// leave one column much longer than the other.
    private func split(_ lines: [[Span]]) -> Int {
        let middle = (lines.count + 1) / 2
        var starts: [Int] = []
        var next = 0
        for group in groups {
            if next > 0 { starts.append(next) }
            next += group.entries.count + 2
        }
        let nearest = starts.min { abs($0 - middle) < abs($1 - middle) } ?? middle
        if abs(nearest - middle) * 3 <= middle { return nearest }
        // A heading does not stand alone at the foot of the first column.
        return starts.contains(middle - 1) ? middle - 1 : middle
    }

    private func lines(of group: HelpGroup, theme: Theme) -> [[Span]] {
        let ground = StyleRole.overlay
        let keyWidth = min(18, widest { $0.keys.joined(separator: " ") })
        let titleWidth = min(28, widest(\.title))
        var lines = [[Span(group.title, theme.style(.heading, on: ground))]]
        for entry in group.entries {
            let key = padded(entry.keys.joined(separator: " "), to: keyWidth, theme: theme)
            let title = padded(entry.title, to: titleWidth, theme: theme)
            lines.append([
                Span("  " + key + "  ", theme.style(.hintKey, on: ground)),
                Span(entry.help.isEmpty ? entry.title : title, theme[ground]),
                Span(
                    entry.help.isEmpty ? "" : "  " + entry.help, theme.style(.dim, on: ground)),
            ])
        }
        lines.append([])
        return lines
    }

    private func widest(_ text: (HelpEntry) -> String) -> Int {
        groups.flatMap(\.entries).map { TextWidth.columns(text($0)) }.max() ?? 0
    }

    private func padded(_ text: String, to width: Int, theme: Theme) -> String {
        let cut = TextWidth.truncate(text, to: width, ellipsis: theme.glyphs.ellipsis)
        return cut + String(repeating: " ", count: width - TextWidth.columns(cut))
    }
}
