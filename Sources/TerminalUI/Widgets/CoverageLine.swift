// One thin line under a picture of sound: what was heard how often, and where somebody speaks.

/// How often sound was heard, a column each, with speech and silence where nothing was heard yet.
///
/// Weight tells how often (nothing drawn through, thin, double), so that it reads without colours.
/// What was not heard shows what it holds: dots where somebody speaks, which is what is left to
/// hear, fewer where something else sounds, and nothing for silence.
public struct CoverageLine: Widget {
    public enum Heard: Sendable, Equatable {
        case never, once, again
    }

    public enum Holds: Sendable, Equatable {
        case silence, sound, speech
    }

    /// Columns of equal length over the time shown.
    public var heard: [Heard]
    /// As many over the same time; empty where it is not known (yet).
    public var holds: [Holds]
    public var playhead: Double?

    public init(heard: [Heard], holds: [Holds] = [], playhead: Double? = nil) {
        self.heard = heard
        self.holds = holds
        self.playhead = playhead
    }

    /// Draws into the first row of `rect`.
    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let marks = theme.glyphs == .ascii ? Marks.ascii : Marks.unicode
        let marked = playhead.map { Waveform.column(of: $0, in: rect) }
        for column in 0..<rect.width {
            let x = rect.x + column
            let times = Self.pick(heard, column, of: rect.width) ?? .never
            let kind = Self.pick(holds, column, of: rect.width) ?? .sound
            var style = theme[times == .never ? (kind == .speech ? .signal : .dim) : .signalHeard]
            style.background = theme[.text].background
            if x == marked { style = theme[.playhead] }
            canvas.put(
                String(marks.mark(times, kind)), at: Point(x: x, y: rect.y), style: style,
                clip: rect)
        }
    }

    private static func pick<Value>(_ values: [Value], _ column: Int, of width: Int) -> Value? {
        values.isEmpty ? nil : values[column * values.count / width]
    }

    private struct Marks {
        let once: Character
        let again: Character
        let speech: Character
        let sound: Character

        static let unicode = Marks(once: "─", again: "═", speech: "┅", sound: "·")
        static let ascii = Marks(once: "-", again: "=", speech: ":", sound: ".")

        func mark(_ times: Heard, _ kind: Holds) -> Character {
            switch (times, kind) {
            case (.again, _): again
            case (.once, _): once
            case (.never, .speech): speech
            case (.never, .sound): sound
            case (.never, .silence): " "
            }
        }
    }
}
