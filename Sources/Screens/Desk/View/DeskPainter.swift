// Draws the desk: state in, cells out. Each section has its own file.
import ReviewCore
import TerminalUI

extension DeskState {
    /// The desk as it looks at its size, with the keys in force shown in hints and help.
    public func view(theme: Theme, commands: DeskCommandTable) -> Frame {
        var painter = DeskPainter(state: self, theme: theme, commands: commands)
        painter.paint()
        return Frame(canvas: painter.canvas, cursor: painter.cursor)
    }
}

/// One drawing of the desk.
struct DeskPainter {
    let state: DeskState
    let theme: Theme
    let commands: DeskCommandTable
    let layout: DeskLayout
    var canvas: Canvas
    var cursor: Point?

    init(state: DeskState, theme: Theme, commands: DeskCommandTable) {
        self.state = state
        self.theme = theme
        self.commands = commands
        layout = DeskLayout(state.size)
        canvas = Canvas(size: state.size, style: theme[.text])
    }

    mutating func paint() {
        guard !layout.isTooSmall else { return paintTooSmall() }
        paintStatus()
        if state.isHidden {
            paintCurtain()
        } else if let work = state.work {
            paint(work)
        } else {
            paintEmptyDesk()
        }
        paintNotice()
        paintFooter()
        // A question says nothing of the clip, so it may lie over the curtain.
        if !state.isHidden || state.isAsking { paintOverlay() }
    }

    private mutating func paint(_ work: ClipWork) {
        paintSound(work)
        paintMachine(work)
        paintReference(work)
        paintDifference(work)
        paintChecks(work)
        paintRule()
        paintIntent(work)
        paintSlots(work)
        paintAnswer(work)
        paintJudgments(work)
        paintExtras(work)
    }

    private mutating func paintTooSmall() {
        let lines = ["too small:", "needs \(DeskLayout.least.width)x\(DeskLayout.least.height)"]
        let area = Rect(state.size)
        for (row, line) in lines.enumerated() where row < area.height {
            let place = Rect(
                x: 0, y: max(0, area.height / 2 - 1) + row, width: area.width, height: 1)
            canvas.put(line, in: place, style: theme[.dim], alignment: .center)
        }
    }

    private mutating func paintEmptyDesk() {
        let words =
            switch state.claim.condition {
            case .willing: ("Opening the next clip", "")
            case .empty: ("The queue is empty", "New clips come to the desk by themselves.")
            case .keptBack: (DeskLines.keptBack, DeskLines.whyKeptBack)
            case .failing(let reason): ("No clip could be opened", reason)
            }
        paintCentered([(words.0, .heading), (words.1, .dim)])
    }

    /// Lines in the middle of the screen, between the bars.
    mutating func paintCentered(_ lines: [(String, StyleRole)]) {
        let area = Rect(state.size).inset(left: 2, top: 1, right: 2, bottom: 2)
        let top = area.y + max(0, (area.height - lines.count) / 2)
        for (row, line) in lines.enumerated() where top + row < area.maxY {
            canvas.put(
                line.0, in: Rect(x: area.x, y: top + row, width: area.width, height: 1),
                style: theme[line.1], alignment: .center, ellipsis: theme.glyphs.ellipsis)
        }
    }

    /// The label of a section, with a quiet second line where there is a row for it.
    mutating func paintLabel(_ section: DeskSection, _ text: String, note: String = "") {
        let area = layout.label(section)
        guard !area.isEmpty else { return }
        canvas.put(text, in: area, style: theme[.heading], ellipsis: "")
        guard area.height > 1, !note.isEmpty else { return }
        canvas.put(
            note, in: area.splitTop(1).1, style: theme[.dim], ellipsis: theme.glyphs.ellipsis)
    }

    private mutating func paintRule() {
        let row = layout.row(.rule)
        guard !row.isEmpty else { return }
        canvas.horizontalLine(
            from: Point(x: row.x + 2, y: row.y), columns: row.width - 4, style: theme[.border],
            glyphs: theme.glyphs)
    }

    // MARK: - Bars

    private mutating func paintFooter() {
        let row = layout.row(.footer).inset(left: layout.labelColumns > 0 ? 2 : 1, right: 1)
        let hints = DeskCommands.offers(in: state).flatMap { offer in
            commands.hints([offer.id], in: state.mode, state: state).map {
                Hint(key: $0.key, text: offer.text ?? $0.text)
            }
        }
        canvas.draw(HintBar(hints), in: row, theme: theme)
    }

    private mutating func paintNotice() {
        let row = layout.row(.notice).inset(left: layout.labelColumns > 0 ? 2 : 1, right: 2)
        guard !row.isEmpty, let (text, role) = notice else { return }
        canvas.put(text, in: row, style: theme[role], ellipsis: theme.glyphs.ellipsis)
    }

    /// What the line above the hints says: news first, then what lasts.
    private var notice: (String, StyleRole)? {
        if let toast = state.toasts.last {
            switch toast.kind {
            case .plain: return (toast.text, .accent)
            case .good: return (toast.text, .good)
            case .warning: return (toast.text, .warning)
            }
        }
        if let trouble = state.storeTrouble {
            let waiting = state.inFlight.filter(\.isWaiting).count
            let kept = waiting > 0 ? " \(waiting) submitted kept here, offered again." : ""
            return ("Not saved: \(trouble).\(kept)", .danger)
        }
        switch state.output {
        case .working: break
        case .absent(let reason): return (reason, .warning)
        case .lost: return (state.silence ?? "", .warning)
        }
        if let warning = state.warning {
            let keys = commands.keys(of: "play-pause", in: .listening).first?.label ?? ""
            let muffle = commands.keys(of: "muffle", in: .listening).first?.label ?? ""
            let how = state.playback.manner == .muffled ? " muffled" : ", \(muffle) muffles"
            return ("\(warning) · \(keys) plays\(how)", .warning)
        }
        if let note = state.mail.waiting.first, !state.isLocked {
            let key = commands.keys(of: "put-away", in: .listening).first?.label ?? ""
            return ("\(note.sender): \(note.text) · \(key) puts it away", .accent)
        }
        if let notice = state.hearingNotice {
            let key = commands.keys(of: "hearing", in: .listening).first?.label ?? ""
            return ("\(notice.short) · \(key) tells more", .warning)
        }
        if let refused = state.refused.first {
            let key = commands.keys(of: "open-refused", in: .listening).first?.label ?? ""
            return ("\(state.refusal(of: refused.work.id)) · \(key) says why", .warning)
        }
        if state.reopening != nil { return ("Getting the clip back…", .dim) }
        if let revision = state.work?.amends {
            let key = commands.keys(of: "leave-earlier", in: .listening).first?.label ?? ""
            return ("Amending revision \(revision) · \(key) leaves it as it was", .accent)
        }
        return shiftNotice
    }

    /// What the shift offers; it asks for nothing.
    private var shiftNotice: (String, StyleRole)? {
        guard !state.isHidden else { return nil }
        if state.shift.isFull {
            return (
                "The nine hours of this shift are over; nothing that is left is yours to do", .dim
            )
        }
        if let next = state.shift.nextBreak, next <= state.now {
            let key = commands.keys(of: "break", in: .listening).first?.label ?? ""
            return ("Ten minutes of each hour are yours · \(key) takes a break", .dim)
        }
        return nil
    }
}
