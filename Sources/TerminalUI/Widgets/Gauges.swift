// Numbers as pictures: progress and sparklines.

/// How far something is: a bar of eighths of a cell.
public struct ProgressBar: Widget {
    /// 0...1; other numbers are moved to the nearest end, and not-a-number to 0.
    public var fraction: Double
    public var role: StyleRole

    public init(_ fraction: Double, role: StyleRole = .accent) {
        self.fraction = fraction.isNaN ? 0 : min(1, max(0, fraction))
        self.role = role
    }

    private static let eighths: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let row = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        let style = theme[role]
        if theme.glyphs == .ascii {
            let full = Int(fraction * Double(rect.width))
            canvas.fill(row, with: "-", style: theme[.dim])
            canvas.fill(
                Rect(x: row.x, y: row.y, width: full, height: 1), with: "#", style: style)
            return
        }
        let steps = Int((fraction * Double(rect.width * 8)).rounded(.down))
        canvas.fill(row, with: "░", style: theme[.border])
        canvas.fill(
            Rect(x: row.x, y: row.y, width: steps / 8, height: 1), with: "█", style: style)
        if steps % 8 > 0 {
            canvas.put(
                String(Self.eighths[steps % 8]), at: Point(x: row.x + steps / 8, y: row.y),
                style: style, clip: row)
        }
    }
}

/// A run of numbers as columns, one cell each; the newest at the right.
public struct Sparkline: Widget {
    public var values: [Double]
    /// What a full column stands for; `nil` for the largest of the values.
    public var top: Double?
    public var role: StyleRole

    public init(_ values: [Double], top: Double? = nil, role: StyleRole = .accent) {
        self.values = values
        self.top = top
        self.role = role
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let shown = values.suffix(rect.width)
        let levels = Array(theme.glyphs == .unicode ? "▁▂▃▄▅▆▇█" : "_.-=+*#@")
        let ceiling = top ?? shown.filter(\.isFinite).max() ?? 0
        for (index, value) in shown.enumerated() {
            let share = value.isFinite && ceiling > 0 ? min(1, max(0, value / ceiling)) : 0
            let level = Int((share * Double(levels.count - 1)).rounded())
            canvas.put(
                String(levels[level]), at: Point(x: rect.x + index, y: rect.y),
                style: theme[role], clip: rect)
        }
    }
}
