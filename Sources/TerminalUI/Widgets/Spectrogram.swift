// A picture of sound by pitch and time.

/// Strengths over time and pitch, low pitches at the bottom.
///
/// With colours each cell is two half-blocks, so a pane of n rows shows 2n rows of pitch; ask for
/// an image of `Spectrogram.rows(in:theme:)` rows, and one column a cell. Images of other sizes
/// are drawn by the nearest cell.
public struct Spectrogram: Widget {
    /// Columns and rows of the image; rows from the highest pitch down.
    public let columns: Int
    public let rows: Int
    /// Row by row from the top left: 0 is nothing, 255 the strongest.
    public let levels: [UInt8]
    /// Shares of the picture's time, 0...1.
    public var playhead: Double?
    public var loop: ClosedRange<Double>?

    /// Levels that are missing are nothing; those left over are not shown.
    public init(
        columns: Int, rows: Int, levels: [UInt8], playhead: Double? = nil,
        loop: ClosedRange<Double>? = nil
    ) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self.levels = levels
        self.playhead = playhead
        self.loop = loop
    }

    /// Rows of an image that fit `rect` exactly.
    public static func rows(in rect: Rect, theme: Theme) -> Int {
        if case .colors = IntensityRamp(theme) { return rect.height * 2 }
        return rect.height
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let ramp = IntensityRamp(theme)
        let marked = playhead.map { Waveform.column(of: $0, in: rect) }
        for column in 0..<rect.width where rect.x + column != marked {
            for row in 0..<rect.height {
                let (text, style) = cell(column, row, in: rect, ramp: ramp, theme: theme)
                canvas.put(
                    text, at: Point(x: rect.x + column, y: rect.y + row), style: style, clip: rect)
            }
        }
        if let marked {
            canvas.fill(
                Rect(x: marked, y: rect.y, width: 1, height: rect.height),
                with: theme.glyphs.vertical, style: theme[.playhead])
        }
    }

    private func cell(
        _ column: Int, _ row: Int, in rect: Rect, ramp: IntensityRamp, theme: Theme
    ) -> (String, Style) {
        // The bottom row of a loop is underlined in its colour: the rest stays readable.
        let isLooped = row == rect.height - 1 && isLooped(column, of: rect.width)
        switch ramp {
        case .colors(let colors):
            let upper = ramp.step(level(column, 2 * row, of: rect.width, 2 * rect.height))
            let lower = ramp.step(level(column, 2 * row + 1, of: rect.width, 2 * rect.height))
            if isLooped {
                let mark = Style(foreground: theme[.loop].foreground, background: colors[upper])
                return ("▄", mark)
            }
            let style = Style(foreground: colors[upper], background: colors[lower])
            return (upper == lower ? " " : "▀", style)
        case .marks(let marks, var style):
            if isLooped { style.attributes.insert(.underline) }
            return (
                String(marks[ramp.step(level(column, row, of: rect.width, rect.height))]), style
            )
        }
    }

    private func isLooped(_ column: Int, of width: Int) -> Bool {
        loop?.contains((Double(column) + 0.5) / Double(width)) == true
    }

    /// The level at a place of a grid; the nearest cell of the image.
    private func level(_ column: Int, _ row: Int, of width: Int, _ height: Int) -> UInt8 {
        guard columns > 0, rows > 0 else { return 0 }
        let x = (2 * column + 1) * columns / (2 * width)
        let y = (2 * row + 1) * rows / (2 * height)
        let index = y * columns + x
        return index < levels.count ? levels[index] : 0
    }
}
