// The line of numbers under the picture: where, how much of it is shown, and how it sounds.
import ReviewCore
import TerminalUI

/// A figure or word of the ruler. Where room is short, those of the lowest rank go first.
private struct Dial {
    let rank: Int
    let spans: [Span]
}

extension DeskPainter {
    /// `▶ 0:01.2 / 0:02.8   8x ──━━────────   gentle   -18 dB   vol 80 %   speed 1.0x   heard 64 %`
    mutating func paintRuler(_ work: ClipWork) {
        let row = layout.row(.ruler).inset(left: 2, right: 2)
        guard !row.isEmpty else { return }
        let place = placeSpans
        var left = [
            Dial(rank: 10, spans: loopSpans), Dial(rank: 6, spans: windowSpans(of: work, in: row)),
        ].filter { !$0.spans.isEmpty }
        var right = dials(of: work)
        let gap = [Span("   ", theme[.dim])]
        func line(_ dials: [Dial]) -> [Span] {
            Array(dials.map(\.spans).joined(separator: gap))
        }
        while let least = (left + right).map(\.rank).min(),
            line([Dial(rank: 0, spans: place)] + left).columns + 2 + line(right).columns > row.width
        {
            left.removeAll { $0.rank == least }
            right.removeAll { $0.rank == least }
        }
        canvas.put(line([Dial(rank: 0, spans: place)] + left), in: row, theme: theme)
        canvas.put(line(right), in: row, alignment: .trailing)
    }

    /// Playing or not, and where; as wide at the start of a clip as at its end.
    private var placeSpans: [Span] {
        let play = state.playback
        let isAscii = theme.glyphs == .ascii
        let mark = play.isPlaying ? (isAscii ? ">" : "▶") : (isAscii ? "=" : "‖")
        let length = Self.time(state.duration)
        return [
            Span(mark + " ", theme[play.isPlaying ? .accent : .dim]),
            Span(Self.time(play.position).leftPadded(to: length.count), theme[.text]),
            Span(" / \(length)", theme[.dim]),
        ]
    }

    private var loopSpans: [Span] {
        if let loop = state.playback.loop {
            return [
                Span("loop ", theme[.dim]),
                Span("\(Self.time(loop.lowerBound))–\(Self.time(loop.upperBound))", theme[.accent]),
            ]
        }
        return state.loopStart == nil ? [] : [Span("loop from here…", theme[.accent])]
    }

    // MARK: - Window

    /// How close the look is and at which part, and how high a spectrogram reaches.
    private func windowSpans(of work: ClipWork, in row: Rect) -> [Span] {
        guard let picture = work.sound.picture else { return [] }
        var spans: [Span] = []
        if !state.window.isWhole {
            spans = [Span(Self.zoom(state.window.zoom) + " ", theme[.text])]
            spans += strip(row.width < 100 ? 8 : 12)
        }
        if state.pictureKind == .spectrogram {
            let top = picture.scope.topFrequency / 1_000
            let gap = spans.isEmpty ? "" : "   "
            spans.append(Span("\(gap)to \(Self.tenths(top)) kHz", theme[.dim]))
        }
        return spans
    }

    /// `count` columns that stand for the clip, the part that the picture holds among them.
    private func strip(_ count: Int) -> [Span] {
        let place = state.window.place
        let start = min(count - 1, Int(place.lowerBound * Double(count)))
        let length = max(1, Int((place.upperBound * Double(count)).rounded(.up)) - start)
        let end = min(count, start + length)
        let isAscii = theme.glyphs == .ascii
        func run(_ columns: Int, _ mark: String, _ role: StyleRole) -> Span {
            Span(String(repeating: mark, count: columns), theme[role])
        }
        return [
            run(start, isAscii ? "." : "─", .border),
            run(end - start, isAscii ? "=" : "━", .accent),
            run(count - end, isAscii ? "." : "─", .border),
        ]
    }

    // MARK: - Dials

    private func dials(of work: ClipWork) -> [Dial] {
        let play = state.playback
        let quiet = theme[.dim]
        let level = play.level.map { max(-99, min(0, Int($0.rounded()))) }
        let isNormalSpeed = play.speed == 1
        return words(of: work) + [
            Dial(
                rank: 0,
                spans: [
                    Span(level.map { "\($0)".leftPadded(to: 3) } ?? "  –", theme[.text]),
                    Span(" dB", quiet),
                ]),
            Dial(
                rank: 1,
                spans: [
                    Span("vol ", quiet),
                    Span("\(Int((play.volume * 100).rounded()))".leftPadded(to: 3), theme[.text]),
                    Span(" %", quiet),
                ]),
            Dial(
                rank: isNormalSpeed ? 2 : 7,
                spans: [
                    Span("speed ", quiet),
                    Span(Self.speed(play.speed), theme[isNormalSpeed ? .text : .accent]),
                ]),
            Dial(rank: 8, spans: heardSpans(of: work)),
        ]
    }

    /// What is not as usual, in words; they stand left of the figures, which keep their places.
    private func words(of work: ClipWork) -> [Dial] {
        var words: [(rank: Int, text: String, role: StyleRole)] = []
        if let picture = work.sound.picture, !picture.isComplete {
            let share = picture.duration > 0 ? picture.measured / picture.duration : 0
            words.append((3, "measured \(Self.percent(share))", .dim))
        }
        if state.playback.skipsSilence { words.append((4, "skips silence", .accent)) }
        if let channel = state.heardChannel {
            words.append((5, DeskState.name(ofChannel: channel), .accent))
        }
        switch state.playback.manner {
        case .normal: break
        case .gentle: words.append((9, "gentle", .accent))
        case .muffled: words.append((9, "muffled", .accent))
        }
        return words.map { Dial(rank: $0.rank, spans: [Span($0.text, theme[$0.role])]) }
    }

    /// The share heard; in the colour of what is done once nothing but silence is left.
    private func heardSpans(of work: ClipWork) -> [Span] {
        let length = state.duration
        let share = length > 0 ? state.hearing.share(of: length) : 0
        let silence = work.sound.picture?.silence ?? []
        let left = length > 0 ? state.hearing.share(of: length, passingOver: silence) : 0
        return [
            Span("heard ", theme[.dim]),
            Span(
                "\(Int((share * 100).rounded()))".leftPadded(to: 3),
                theme[left >= 0.995 ? .good : .text]),
            Span(" %", theme[.dim]),
        ]
    }

    // MARK: - Figures

    /// `0:02.8`, `12:00.0`, `1:02:03.4`.
    static func time(_ seconds: Double) -> String {
        let tenths = Int((min(max(0, seconds.isFinite ? seconds : 0), 3_599_999) * 10).rounded())
        let whole = tenths / 10
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        let tail = "\(two(whole % 60)).\(tenths % 10)"
        let minutes = whole / 60
        return minutes < 60
            ? "\(minutes):\(tail)" : "\(minutes / 60):\(two(minutes % 60)):\(tail)"
    }

    static func speed(_ speed: Double) -> String {
        let hundredths = Int(((speed.isFinite ? min(max(0, speed), 99) : 1) * 100).rounded())
        let digits = hundredths % 100
        let tail = digits % 10 == 0 ? "\(digits / 10)" : (digits < 10 ? "0\(digits)" : "\(digits)")
        return "\(hundredths / 100).\(tail)x"
    }

    /// How close a look is: `2x`, `1.7x`, `4096x`.
    static func zoom(_ zoom: Double) -> String { tenths(zoom) + "x" }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((min(max(0, number.isFinite ? number : 0), 999_999) * 10).rounded())
        return tenths % 10 == 0 || tenths >= 1_000
            ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

extension String {
    func leftPadded(to count: Int) -> String {
        String(repeating: " ", count: max(0, count - self.count)) + self
    }
}
