// The picture of the sound and the line of numbers under it.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintSound(_ work: ClipWork) {
        let area = layout.wave
        switch work.sound {
        case .ready(let picture): paintWave(picture, in: area)
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

    private mutating func paintWave(_ picture: SoundPicture, in area: Rect) {
        let length = max(picture.duration, 0.001)
        func share(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
            let low = min(1, max(0, range.lowerBound / length))
            return low...max(low, min(1, range.upperBound / length))
        }
        var loop = state.playback.loop.map(share)
        if loop == nil, let start = state.loopStart {
            loop = share(min(start, state.playback.position)...max(start, state.playback.position))
        }
        let wave = Waveform(
            peaks: picture.peaks.map {
                Waveform.Peak(low: -$0.height, high: $0.height, isClipped: $0.clipped)
            },
            heard: state.hearing.ranges.map(share),
            playhead: state.playback.position / length, loop: loop)
        canvas.draw(wave, in: area, theme: theme)
    }

    /// `▶ 0:01.2 / 0:02.8   1.0x   vol 80 %   -18 dB   heard 64 %`
    private mutating func paintRuler(_ work: ClipWork) {
        let row = layout.row(.ruler).inset(left: 2, right: 2)
        guard !row.isEmpty else { return }
        let play = state.playback
        let isAscii = theme.glyphs == .ascii
        let mark = play.isPlaying ? (isAscii ? ">" : "▶") : (isAscii ? "=" : "‖")
        let text = theme[.text]
        let quiet = theme[.dim]
        var left: [Span] = [
            Span(mark + " ", theme[play.isPlaying ? .accent : .dim]),
            Span(Self.time(play.position), text),
            Span(" / \(Self.time(state.duration))", quiet),
        ]
        if let loop = play.loop {
            left.append(Span("   loop ", quiet))
            left.append(
                Span("\(Self.time(loop.lowerBound))–\(Self.time(loop.upperBound))", theme[.accent]))
        } else if state.loopStart != nil {
            left.append(Span("   loop from here…", theme[.accent]))
        }
        canvas.put(left, in: row, theme: theme)
        paintDials(in: row, after: left.columns)
    }

    private mutating func paintDials(in row: Rect, after used: Int) {
        let play = state.playback
        let share = Int((state.hearing.share(of: state.duration) * 100).rounded())
        let quiet = theme[.dim]
        let level = play.level.map { max(-99, min(0, Int($0.rounded()))) }
        var dials: [[Span]] = [
            [
                Span(level.map { "\($0)".leftPadded(to: 3) } ?? "  –", theme[.text]),
                Span(" dB", quiet),
            ],
            [
                Span("vol ", quiet),
                Span("\(Int((play.volume * 100).rounded()))".leftPadded(to: 3), theme[.text]),
                Span(" %", quiet),
            ],
            [
                Span("speed ", quiet),
                Span(Self.speed(play.speed), theme[play.speed == 1 ? .text : .accent]),
            ],
            [
                Span("heard ", quiet),
                Span("\(share)".leftPadded(to: 3), theme[share >= 100 ? .good : .text]),
                Span(" %", quiet),
            ],
        ]
        let gap = [Span("   ", quiet)]
        while !dials.isEmpty {
            let line = Array(dials.joined(separator: gap))
            if used + 2 + line.columns <= row.width {
                return canvas.put(line, in: row, alignment: .trailing)
            }
            dials.removeFirst()
        }
    }

    static func time(_ seconds: Double) -> String {
        let tenths = Int((min(max(0, seconds.isFinite ? seconds : 0), 359_999) * 10).rounded())
        let whole = tenths / 10
        let tail = whole % 60
        return "\(whole / 60):\(tail < 10 ? "0" : "")\(tail).\(tenths % 10)"
    }

    static func speed(_ speed: Double) -> String {
        let hundredths = Int(((speed.isFinite ? min(max(0, speed), 99) : 1) * 100).rounded())
        let digits = hundredths % 100
        let tail = digits % 10 == 0 ? "\(digits / 10)" : (digits < 10 ? "0\(digits)" : "\(digits)")
        return "\(hundredths / 100).\(tail)x"
    }
}

extension String {
    func leftPadded(to count: Int) -> String {
        String(repeating: " ", count: max(0, count - self.count)) + self
    }
}
