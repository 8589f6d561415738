// The picture of the sound, and under it the line of what was heard.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintSound(_ work: ClipWork) {
        let area = layout.wave
        switch work.sound {
        case .ready(let picture):
            paintPicture(picture, in: area)
            paintCoverage(picture, in: layout.coverage)
        case .loading: paintQuiet("opening the sound…", in: area, .dim)
        case .broken(let reason):
            paintQuiet("The sound cannot be opened: \(reason)", in: area, .warning)
        }
        paintRuler(work)
    }

    private mutating func paintQuiet(_ text: String, in area: Rect, _ role: StyleRole) {
        let row = Rect(x: area.x, y: area.y + area.height / 2, width: area.width, height: 1)
        canvas.put(
            text, in: row, style: theme[role], alignment: .center, ellipsis: theme.glyphs.ellipsis)
    }

    private mutating func paintPicture(_ picture: SoundPicture, in area: Rect) {
        guard !area.isEmpty else { return }
        let window = state.window
        let playhead = window.share(of: state.playback.position)
        let loop = shownLoop.flatMap(window.shares)
        switch state.pictureKind {
        case .waveform:
            let columns = Waveform.columns(in: area, detail: theme.detail, theme: theme)
            var wave = Waveform(
                peaks: picture.scope.outline(columns, window.span), heard: heardShares(area.width),
                playhead: playhead, loop: loop, detail: theme.detail)
            wave.known = known(of: picture)
            canvas.draw(wave, in: area, theme: theme)
        case .spectrogram:
            let rows = Spectrogram.rows(in: area, theme: theme)
            let levels = picture.scope.spectrum(area.width, rows, window.span)
            canvas.draw(
                Spectrogram(
                    columns: area.width, rows: rows, levels: levels, playhead: playhead,
                    loop: loop), in: area, theme: theme)
        }
    }

    /// The loop, or what it would be if it ended where the sound is now.
    private var shownLoop: ClosedRange<Double>? {
        let here = state.playback.position
        return state.playback.loop
            ?? state.loopStart.map { min($0, here)...max($0, here) }
    }

    /// The measured share of what is shown.
    private func known(of picture: SoundPicture) -> Double {
        let window = state.window
        guard !picture.isComplete, window.width > 0 else { return 1 }
        return (picture.measured - window.start) / window.width
    }

    /// Runs of columns heard to their ends, as shares: picture and line below say the same.
    private func heardShares(_ columns: Int) -> [ClosedRange<Double>] {
        let line = state.hearing.line(columns, over: state.window.span)
        var shares: [ClosedRange<Double>] = []
        var start: Int?
        for (column, times) in (line + [.never]).enumerated() {
            if times > .never {
                start = start ?? column
            } else if let first = start {
                shares.append(Double(first) / Double(columns)...Double(column) / Double(columns))
                start = nil
            }
        }
        return shares
    }

    private mutating func paintCoverage(_ picture: SoundPicture, in row: Rect) {
        guard !row.isEmpty else { return }
        let heard = state.hearing.line(row.width, over: state.window.span).map {
            switch $0 {
            case .never: CoverageLine.Heard.never
            case .once: CoverageLine.Heard.once
            case .again: CoverageLine.Heard.again
            }
        }
        canvas.draw(
            CoverageLine(
                heard: heard, holds: picture.holds(row.width, over: state.window.span),
                playhead: state.window.share(of: state.playback.position)),
            in: row, theme: theme)
        paintPersonalSpans(in: row)
    }

    /// Crosses under the stretches of sound that will be covered.
    private mutating func paintPersonalSpans(in row: Rect) {
        var spans = state.work?.personal.marks.compactMap(\.span) ?? []
        if case .personal(let form) = state.overlay, let span = form.span { spans.append(span) }
        let cross = theme.glyphs == .ascii ? "x" : "×"
        for span in spans {
            guard let share = state.window.shares(of: span.start...span.end) else { continue }
            let width = Double(row.width)
            let first = min(row.width - 1, max(0, Int(share.lowerBound * width)))
            let last = min(
                row.width - 1, max(first, Int((share.upperBound * width).rounded(.up)) - 1))
            canvas.put(
                String(repeating: cross, count: last - first + 1),
                at: Point(x: row.x + first, y: row.y), style: theme[.warning], clip: row)
        }
    }
}
