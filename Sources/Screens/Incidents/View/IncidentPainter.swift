// Draws the incident desk: state in, cells out.
import ReviewCore
import TerminalUI

extension IncidentDeskState {
    /// The desk as it looks at its size, with the keys in force shown in hints and help.
    public func view(theme: Theme, commands: IncidentCommandTable) -> Frame {
        var painter = IncidentPainter(state: self, theme: theme, commands: commands)
        painter.paint()
        return Frame(canvas: painter.canvas, cursor: painter.cursor)
    }
}

/// One drawing of the incident desk.
struct IncidentPainter {
    let state: IncidentDeskState
    let theme: Theme
    let commands: IncidentCommandTable
    let layout: IncidentLayout
    var canvas: Canvas
    var cursor: Point?

    init(state: IncidentDeskState, theme: Theme, commands: IncidentCommandTable) {
        self.state = state
        self.theme = theme
        self.commands = commands
        layout = IncidentLayout(state.size)
        canvas = Canvas(size: state.size, style: theme[.text])
    }

    mutating func paint() {
        guard !layout.isTooSmall else { return paintTooSmall() }
        guard !state.isHidden else { return paintHidden() }
        paintStatus()
        if layout.shows(.list, focus: state.focus) { paintList() }
        if layout.isWide {
            canvas.verticalLine(
                from: Point(x: layout.rule.x, y: layout.rule.y), rows: layout.rule.height,
                style: theme[.border], glyphs: theme.glyphs)
        }
        if layout.shows(.story, focus: state.focus) { paintStory() }
        paintNotice()
        paintFooter()
        paintForm()
    }

    private mutating func paintTooSmall() {
        let least = IncidentLayout.least
        paintCentered(["too small:", "needs \(least.width)x\(least.height)"])
    }

    /// Clocks and stories are for whoever sits here.
    private mutating func paintHidden() {
        paintCentered(["Hidden, for nobody was here.", "Any key shows the incidents again."])
    }

    private mutating func paintCentered(_ lines: [String]) {
        let area = Rect(state.size)
        for (row, line) in lines.enumerated()
        where row < area.height {
            canvas.put(
                line,
                in: Rect(x: 0, y: max(0, area.height / 2 - 1) + row, width: area.width, height: 1),
                style: theme[.dim], alignment: .center)
        }
    }

    // MARK: - Bars

    private mutating func paintStatus() {
        let bar = theme[.statusBar]
        let quiet = theme.style(.dim, on: .statusBar)
        var leading = [[Span(" Incidents", theme.style(.heading, on: .statusBar))]]
        if let rows = state.rows {
            leading.append([Span("\(rows.count)", bar), Span(" \(state.shelf.rawValue)", quiet)])
        }
        if state.lateCount > 0 {
            leading.append([
                Span("\(state.lateCount) late", theme.style(.danger, on: .statusBar))
            ])
        }
        let trailing = [
            [Span(state.setting.workspace, quiet)],
            [Span(state.setting.name(state.setting.me) + " ", bar)],
        ]
        canvas.draw(
            StatusLine(leading: leading, trailing: trailing), in: layout.status, theme: theme)
    }

    private mutating func paintFooter() {
        let hints = IncidentCommands.offers(in: state).flatMap { offer in
            commands.hints([offer.id], in: state.mode, state: state).map {
                Hint(key: $0.key, text: offer.text ?? $0.text)
            }
        }
        canvas.draw(HintBar(hints), in: layout.footer, theme: theme)
    }

    private mutating func paintNotice() {
        guard let (text, role) = notice else { return }
        canvas.put(text, in: layout.notice, style: theme[role], ellipsis: theme.glyphs.ellipsis)
    }

    /// News first, then what lasts.
    private var notice: (String, StyleRole)? {
        if let toast = state.toast {
            switch toast.kind {
            case .plain: return (toast.text, .accent)
            case .good: return (toast.text, .good)
            case .warning: return (toast.text, .warning)
            }
        }
        if let trouble = state.trouble { return (trouble, .danger) }
        return state.pending == nil ? nil : ("Storing…", .dim)
    }

    // MARK: - List

    private mutating func paintList() {
        let room = layout.list
        guard let rows = state.rows else {
            return canvas.put("Reading…", in: room, style: theme[.dim])
        }
        guard !rows.isEmpty else {
            let words =
                state.shelf == .open ? "No incident is open." : "No incident was closed lately."
            return canvas.put(words, in: room, style: theme[.dim])
        }
        let window = state.list.window(height: room.height)
        canvas.draw(
            ListView(
                rows: rows.map { row($0, width: room.width - 3) }, selected: state.list.selected,
                top: window.lowerBound, emptyText: ""),
            in: room, theme: theme)
    }

    private static let clockColumns = 13

    private func row(_ row: IncidentRow, width: Int) -> [Span] {
        let glance = row.glance
        let left = DeadlineText(glance.due(state.setting.policy), at: state.now)
        let clock = left?.short ?? state.setting.date(glance.changedAt)
        var spans = [
            Span(glance.severity.rawValue.rightPadded(to: 4), theme[glance.severity.role]),
            Span(clock.rightPadded(to: Self.clockColumns), theme[left?.role ?? .dim]),
        ]
        let owner = ownerWords(glance)
        let free = width - spans.columns
        let owners = free >= 36 ? 18 : free >= 24 ? 10 : 0
        let title = TextWidth.truncate(
            state.setting.title(category: glance.category), to: max(1, free - owners - 1),
            ellipsis: theme.glyphs.ellipsis)
        spans.append(Span(title.rightPadded(to: max(2, free - owners)), theme[.text]))
        guard owners > 0 else { return spans }
        spans.append(
            Span(
                TextWidth.truncate(owner.text, to: owners, ellipsis: theme.glyphs.ellipsis),
                theme[owner.role]))
        return spans
    }

    /// Who has it, or whom it waits for.
    private func ownerWords(_ glance: IncidentGlance) -> (text: String, role: StyleRole) {
        switch glance.stage {
        case .triggered: ("nobody yet", .warning)
        case .owned: (state.setting.name(glance.owner), .dim)
        case .decided: ("2nd person", .warning)
        case .closed: (glance.disposition?.rawValue.replacing("_", with: " ") ?? "", .dim)
        }
    }

    // MARK: - Story

    private mutating func paintStory() {
        let room = layout.story
        guard state.selected != nil else { return }
        guard state.shown != nil else {
            return canvas.put("Reading…", in: room, style: theme[.dim])
        }
        let lines = state.storyLines
        let window = ScrollWindow(top: state.scroll, height: room.height, count: lines.count)
        for (row, index) in window.rows.enumerated() {
            canvas.put(
                lines[index].pieces.map { Span($0.text, theme[$0.role]) },
                in: Rect(x: room.x, y: room.y + row, width: layout.storyColumns, height: 1),
                theme: theme)
        }
        canvas.draw(Scrollbar(window), in: room, theme: theme)
    }
}
