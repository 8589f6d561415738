// The board's lists as tables: columns, and what stands in them.
import ReviewCore
import TerminalUI

extension BoardPainter {
    func table(of section: BoardSection) -> TableView {
        switch section {
        case .needs: needs
        case .queues: queues
        case .people: people
        case .incidents: incidents
        }
    }

    private func plain(_ text: String, _ role: StyleRole = .text) -> TableCell {
        .text([Span(text, theme[role])])
    }

    private func isFiltered(_ words: String) -> String {
        state.filter.isEmpty ? words : "nothing by that name"
    }

    private var needs: TableView {
        TableView(
            columns: [
                TableColumn("", width: 6), TableColumn("", width: 20, most: 120),
            ],
            rows: state.needs.map { need in
                let (role, head, text) = BoardText.need(need, state)
                return [
                    plain(head, role == .danger ? .danger : .warning),
                    plain(text, role == .danger ? .danger : .text),
                ]
            }, emptyText: "Nothing. Everything is moving.")
    }

    private var queues: TableView {
        let sitters = state.snapshot?.sitters ?? [:]
        return TableView(
            columns: [
                TableColumn("Queue", width: 12, most: 32),
                TableColumn("Locale", width: 6, rank: 9),
                TableColumn("", width: 6),
                TableColumn("Prio", width: 4, .trailing, rank: 6),
                TableColumn("Waiting", width: 9, .trailing),
                TableColumn("Out", width: 6, .trailing, rank: 5),
                TableColumn("Done", width: 9, .trailing, rank: 4),
                TableColumn("Flagged", width: 7, .trailing, rank: 7),
                TableColumn("Held", width: 5, .trailing, rank: 10),
                TableColumn("Adjud.", width: 6, .trailing, rank: 8),
                TableColumn("People", width: 6, .trailing, rank: 3),
                TableColumn("3 h", width: BoardQueue.shownQuarters, rank: 2),
                TableColumn("An hour", width: 7, .trailing, rank: 1),
                TableColumn("Empty in", width: 9, .trailing, rank: 1),
            ],
            rows: state.queues.map { row($0, sitters: sitters[$0.id] ?? 0) },
            emptyText: isFiltered("No queues yet; bring clips in with 'earshot import'."))
    }

    private func row(_ queue: BoardQueue, sitters: Int) -> [TableCell] {
        let words: StyleRole = queue.isOpen ? .text : .dim
        let reserved = queue.reservedFor > 0 ? "/\(queue.reservedFor)" : ""
        return [
            plain(queue.name, queue.isOpen ? .emphasis : .dim), plain(queue.locale, .dim),
            plain(queue.isOpen ? "open" : "closed", queue.isOpen ? .good : .dim),
            plain(queue.priority == 0 ? "" : "\(queue.priority)", words),
            plain(BoardText.number(queue.waiting), words), plain(BoardText.quiet(queue.out), words),
            plain(BoardText.quiet(queue.done), words),
            plain(BoardText.quiet(queue.flagged), words), plain(BoardText.quiet(queue.held), words),
            plain(BoardText.quiet(queue.adjudicating), words),
            plain((sitters == 0 && reserved.isEmpty ? "" : "\(sitters)") + reserved, words),
            .run(queue.pace.counts.map(Double.init), queue.pace.isStill ? .dim : .accent),
            plain(BoardText.quiet(Int(queue.pace.lastHour(at: state.now).rounded())), words),
            plain(emptyIn(queue), words),
        ]
    }

    private func emptyIn(_ queue: BoardQueue) -> String {
        guard queue.waiting > 0 else { return "empty" }
        return queue.pace.secondsUntilEmpty(queue.waiting, at: state.now).map(BoardText.span) ?? ""
    }

    private var people: TableView {
        TableView(
            columns: [
                TableColumn("Name", width: 10, most: 28),
                TableColumn("Queue", width: 12, rank: 1),
                TableColumn("", width: 10),
                TableColumn("An hour", width: 7, .trailing, rank: 2),
                TableColumn("", width: 6, rank: 3),
            ],
            rows: state.people.map { person in
                let isAway = person.activity == .onBreak
                return [
                    plain(person.name, isAway ? .dim : .emphasis),
                    plain(state.name(of: person.queue), .dim),
                    plain(
                        BoardText.activity(person.activity),
                        isAway ? .dim : person.activity == .idle ? .warning : .text),
                    plain(BoardText.quiet(person.lastHour)),
                    plain(person.unread > 0 ? "unread" : "", .dim),
                ]
            }, emptyText: isFiltered("Nobody sits at a desk."))
    }

    private var incidents: TableView {
        TableView(
            columns: [
                TableColumn("", width: 2), TableColumn("", width: 8, rank: 3),
                TableColumn("", width: 13, most: 24),
                TableColumn("", width: 13, rank: 1, most: 22),
                TableColumn("Clock", width: 11, .trailing),
            ],
            rows: state.incidents.map { incident in
                let isLate = incident.isBreached(at: state.now)
                let role: StyleRole =
                    isLate ? .danger : incident.stage == .unacknowledged ? .warning : .text
                return [
                    plain(incident.severity.rawValue, incident.severity.role),
                    plain(incident.id.short, .dim),
                    plain(BoardText.category(incident.category)),
                    plain(BoardText.stage(incident), incident.stage == .owned ? .dim : role),
                    plain(BoardText.clock(incident.due, at: state.now), role),
                ]
            }, emptyText: isFiltered("No incident is open."))
    }
}

extension BoardQueue {
    /// Quarters of an hour drawn.
    static let shownQuarters = 12
}
