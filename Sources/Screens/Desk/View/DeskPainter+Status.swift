// The bar at the top: where, which clip, how the shift goes, which mode.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintStatus() {
        let bar = theme[.statusBar]
        let quiet = theme.style(.dim, on: .statusBar)
        var leading: [[Span]] = [
            [Span(" \(state.setting.queue)", theme.style(.heading, on: .statusBar))]
        ]
        if state.size.width >= 60 { leading.append([Span(state.setting.locale, quiet)]) }
        if let work = state.work {
            leading.append([Span("clip ", quiet), Span(work.id.short, bar)])
        }
        canvas.draw(
            StatusLine(leading: leading, trailing: shift(bar, quiet) + [[chip]]),
            in: layout.row(.status), theme: theme)
    }

    private func shift(_ bar: Style, _ quiet: Style) -> [[Span]] {
        var parts: [[Span]] = []
        let shift = state.shift
        let soon = state.ahead.filter { $0.sound != .loading }.count
        parts.append([Span("ahead ", quiet), Span("\(soon)", bar)])
        if let waiting = shift.waiting {
            parts.append([Span("\(waiting)", bar), Span(" waiting", quiet)])
        }
        if let pace = shift.pace, pace.isFinite {
            parts.append([Span("\(Int(min(9999, pace).rounded()))", bar), Span(" s a clip", quiet)])
        }
        if let next = shift.nextBreak {
            let minutes = Int((next.seconds(since: state.now) / 60).rounded(.up))
            parts.append(
                minutes > 0
                    ? [Span("break in ", quiet), Span("\(minutes)", bar), Span(" min", quiet)]
                    : [Span("time for a break", theme.style(.good, on: .statusBar))])
        }
        if let flags = state.flagsWaiting {
            parts.append([Span(flags, theme.style(.warning, on: .statusBar))])
        }
        if !state.inboxNews.isEmpty {
            let count = state.inboxNews.count
            let key = commands.keys(of: "inbox", in: .listening).first?.label ?? ""
            parts.append([
                Span("\(count) ended", theme.style(.good, on: .statusBar)), Span(" \(key)", quiet),
            ])
        }
        let place = shift.target.map { " of \($0)" } ?? " done"
        parts.append([Span("\(shift.done)", bar), Span(place, quiet)])
        return parts
    }

    /// The mode, in words and in its own colour.
    private var chip: Span {
        if case .hidden = state.curtain { return Span(" HIDDEN ", theme[.modeTyping]) }
        return switch state.mode {
        case .typing: Span(" TYPING ", theme[.modeTyping])
        case .hidden: Span(" HIDDEN ", theme[.modeTyping])
        case .resting, .playing: Span(" PAUSE ", theme[.modeListening])
        case .locked: Span(" LOCKED ", theme[.modeTyping])
        case .listening: Span(" LISTENING ", theme[.modeListening])
        default:
            state.writing == .typing
                ? Span(" TYPING ", theme[.modeTyping])
                : Span(" LISTENING ", theme[.modeListening])
        }
    }
}
