// A picture of sound: its outline, what was heard, where the playhead is.

/// The outline of a clip over time, mirrored around the middle line.
///
/// Times are shares of the clip, 0...1. Drawn with braille dots, two by four to a cell; with
/// eighths of blocks for fonts without braille; or with plain ASCII.
public struct Waveform: Widget {
    /// The least and the greatest sample of a stretch of sound, -1...1.
    public struct Peak: Sendable, Equatable {
        public var low: Float
        public var high: Float
        /// Whether samples in it reached full scale.
        public var isClipped: Bool

        public init(low: Float, high: Float, isClipped: Bool = false) {
            self.low = low
            self.high = high
            self.isClipped = isClipped
        }
    }

    /// What cells are drawn with; with ASCII glyphs neither is used.
    public enum Detail: Sendable, Equatable {
        /// Dots, two by four to a cell.
        case braille
        /// Eighths of blocks, for fonts without braille.
        case blocks

        /// The finest a terminal of this type (as in `TERM`) can show: consoles that have a few
        /// hundred characters in all have no dots.
        public init(terminalType: String) {
            let consoles = ["linux", "con", "vt1", "vt2", "vt3", "vt5", "wsvt", "cons25", "sun"]
            self = consoles.contains { terminalType.hasPrefix($0) } ? .blocks : .braille
        }
    }

    /// Stretches of equal length, from the clip's beginning to its end.
    public var peaks: [Peak]
    /// Shares of the clip that have been heard.
    public var heard: [ClosedRange<Double>]
    public var playhead: Double?
    public var loop: ClosedRange<Double>?
    public var detail: Detail
    /// The share known so far; behind it nothing is drawn, not even the line of silence.
    public var known = 1.0

    public init(
        peaks: [Peak], heard: [ClosedRange<Double>] = [], playhead: Double? = nil,
        loop: ClosedRange<Double>? = nil, detail: Detail = .braille
    ) {
        self.peaks = peaks
        self.heard = heard
        self.playhead = playhead
        self.loop = loop
        self.detail = detail
    }

    /// Peaks that fill `rect` exactly: with more or fewer they are gathered or repeated.
    public static func columns(in rect: Rect, detail: Detail, theme: Theme) -> Int {
        rect.width * steps(detail, theme)
    }

    private static func steps(_ detail: Detail, _ theme: Theme) -> Int {
        detail == .braille && theme.glyphs == .unicode ? 2 : 1
    }

    /// The column of `rect` that shows the time `share`.
    public static func column(of share: Double, in rect: Rect) -> Int {
        guard share.isFinite, rect.width > 0 else { return rect.x }
        let bounded = min(1, max(0, share))
        return rect.x + min(rect.width - 1, Int(bounded * Double(rect.width)))
    }

    /// The time shown in the middle of a column: for clicks.
    public static func share(at column: Int, in rect: Rect) -> Double {
        guard rect.width > 0 else { return 0 }
        return min(1, max(0, (Double(column - rect.x) + 0.5) / Double(rect.width)))
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let stepsPerCell = Self.steps(detail, theme)
        let outline = outline(columns: rect.width * stepsPerCell)
        let marked = playhead.map { Self.column(of: $0, in: rect) }
        for column in 0..<rect.width {
            let x = rect.x + column
            if x == marked {
                canvas.fill(
                    Rect(x: x, y: rect.y, width: 1, height: rect.height),
                    with: theme.glyphs.vertical, style: theme[.playhead])
                continue
            }
            guard (Double(column) + 0.5) / Double(rect.width) <= known else { continue }
            let steps = outline[(column * stepsPerCell)..<((column + 1) * stepsPerCell)]
            let style = style(of: column, steps: steps, columns: rect.width, theme: theme)
            for row in 0..<rect.height {
                let cell = cell(steps, row: row, rows: rect.height, glyphs: theme.glyphs)
                var look = style
                // Where colours cannot tell the loop, a line below it does.
                if isLooped(column, of: rect.width) && row == rect.height - 1 {
                    look.attributes.formUnion(theme[.loop].attributes)
                }
                if cell.isReversed { look.attributes.formSymmetricDifference(.reverse) }
                canvas.put(
                    String(cell.text), at: Point(x: x, y: rect.y + row), style: look, clip: rect)
            }
        }
    }

    private func style(
        of column: Int, steps: ArraySlice<Peak>, columns: Int, theme: Theme
    ) -> Style {
        let middle = (Double(column) + 0.5) / Double(columns)
        let isHeard = heard.contains { $0.contains(middle) }
        var style = theme[isHeard ? .signalHeard : .signal]
        if steps.contains(where: \.isClipped) { style = theme[.clipped] }
        if isLooped(column, of: columns) { style.background = theme[.loop].background }
        return style
    }

    private func isLooped(_ column: Int, of columns: Int) -> Bool {
        loop?.contains((Double(column) + 0.5) / Double(columns)) == true
    }

    /// The peaks gathered into `columns` stretches; each keeps the extremes it covers.
    func outline(columns: Int) -> [Peak] {
        guard !peaks.isEmpty else {
            return Array(repeating: Peak(low: 0, high: 0), count: columns)
        }
        return (0..<columns).map { column in
            let first = column * peaks.count / columns
            let end = max(first + 1, (column + 1) * peaks.count / columns)
            var merged = Peak(low: 0, high: 0)
            for peak in peaks[first..<min(end, peaks.count)] {
                merged.low = min(merged.low, Self.bounded(peak.low))
                merged.high = max(merged.high, Self.bounded(peak.high))
                merged.isClipped = merged.isClipped || peak.isClipped
            }
            return merged
        }
    }

    private static func bounded(_ sample: Float) -> Float {
        sample.isFinite ? min(1, max(-1, sample)) : 0
    }

    private func cell(
        _ steps: ArraySlice<Peak>, row: Int, rows: Int, glyphs: Glyphs
    ) -> WaveformCell {
        switch (glyphs, detail) {
        case (.ascii, _): .ascii(steps, row: row, rows: rows)
        case (.unicode, .braille): .braille(steps, row: row, rows: rows)
        case (.unicode, .blocks): .block(steps, row: row, rows: rows)
        }
    }
}

/// One cell of a waveform.
private struct WaveformCell {
    var text: Character
    /// Whether the character's empty part is the signal.
    var isReversed = false

    /// Dots of braille, bits by column and row (Unicode 15, chapter 21.1).
    private static let dots: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

    static func braille(_ steps: ArraySlice<Waveform.Peak>, row: Int, rows: Int) -> WaveformCell {
        let height = rows * 4
        var bits: UInt32 = 0
        for (column, peak) in steps.enumerated() {
            // The middle line lies between two rows of dots; silence lights the upper one.
            let half = Float(height) / 2
            let top = Int((half - peak.high * half).rounded())
            let bottom = Int((half - peak.low * half).rounded())
            let lit = min(top, height / 2 - 1)..<max(bottom, height / 2)
            for dot in 0..<4 where lit.contains(row * 4 + dot) {
                bits |= Self.dots[column][dot]
            }
        }
        return WaveformCell(text: Unicode.Scalar(0x2800 + bits).map(Character.init) ?? " ")
    }

    /// Eighths of a block above the middle; below it the same characters with colours exchanged.
    static func block(_ steps: ArraySlice<Waveform.Peak>, row: Int, rows: Int) -> WaveformCell {
        guard let peak = steps.first else { return WaveformCell(text: " ") }
        let eighths = Array("▁▂▃▄▅▆▇█")
        let loudest = max(peak.high, -peak.low)
        if rows == 1 {
            return WaveformCell(text: eighths[min(7, Int(loudest * 8))])
        }
        let upper = rows / 2
        let isUpper = row < upper
        let room = isUpper ? upper : rows - upper
        let distance = isUpper ? upper - 1 - row : row - upper
        let level = (isUpper ? peak.high : -peak.low) * Float(room)
        let filled = Int(((level - Float(distance)) * 8).rounded())
        if isUpper {
            let least = distance == 0 ? 1 : 0
            let count = max(least, min(8, filled))
            return WaveformCell(text: count == 0 ? " " : eighths[count - 1])
        }
        if filled <= 0 { return WaveformCell(text: " ") }
        if filled >= 8 { return WaveformCell(text: "█") }
        return WaveformCell(text: eighths[7 - filled], isReversed: true)
    }

    static func ascii(_ steps: ArraySlice<Waveform.Peak>, row: Int, rows: Int) -> WaveformCell {
        guard let peak = steps.first else { return WaveformCell(text: " ") }
        if rows == 1 {
            let levels = Array("_.-=+*#@")
            return WaveformCell(text: levels[min(7, Int(max(peak.high, -peak.low) * 8))])
        }
        // A row is lit when the signal reaches its middle; the middle row always shows a line.
        let center = 1 - 2 * (Float(row) + 0.5) / Float(rows)
        if center <= peak.high && center >= peak.low { return WaveformCell(text: "#") }
        return WaveformCell(text: row == rows / 2 ? "-" : " ")
    }
}
