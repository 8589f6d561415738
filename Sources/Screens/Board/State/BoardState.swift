// Everything the board knows: one value, changed by `reduce`, drawn by `view`.
import ReviewCore
import TerminalUI

/// The lists of the board.
public enum BoardSection: Int, Sendable, Hashable, CaseIterable {
    case needs, queues, people, incidents

    public var title: String {
        switch self {
        case .needs: "Needs you"
        case .queues: "Queues"
        case .people: "At desks"
        case .incidents: "Incidents"
        }
    }
}

extension BoardSection {
    /// For screens that have no room for the whole of it.
    var shortTitle: String {
        switch self {
        case .needs: "Now"
        case .people: "Desks"
        case .queues, .incidents: title
        }
    }
}

/// What keys mean, from the state of things.
public enum BoardMode: String, Sendable, Hashable, CaseIterable {
    /// Single keys are commands.
    case watching
    /// Letters narrow the lists.
    case filtering
    /// A list with a filter line.
    case picking
    /// A line of text.
    case writing
    /// Help, or one queue, person or incident.
    case reading
    /// Yes or no.
    case asking
}

/// How the queues are ordered.
public enum QueueOrder: String, Sendable, CaseIterable {
    case name, waiting, pace, priority
}

/// How the people are ordered.
public enum PeopleOrder: String, Sendable, CaseIterable {
    case name, queue, pace, activity
}

/// A line at the foot that says what happened.
public struct BoardToast: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case plain, good, warning
    }

    public let text: String
    public let kind: Kind
}

/// The supervisor's screen. Read it freely; it changes only through `reduce`.
public struct BoardState: Sendable, Equatable {
    public internal(set) var size: Size
    /// The moment of the last step, as handed in.
    public internal(set) var now: Timestamp
    /// What was last seen of the workspace; `nil` before the first look.
    public internal(set) var snapshot: BoardSnapshot?
    /// How many are near their cap or over it, and nobody's name.
    public internal(set) var crowd: ExposureCrowd?
    /// Why there was no newer look; `nil` when all is well.
    public internal(set) var trouble: String?

    public internal(set) var section = BoardSection.queues
    var lists: [BoardSection: ListState] = [:]
    public internal(set) var queueOrder = QueueOrder.name
    public internal(set) var peopleOrder = PeopleOrder.name
    /// Narrows queues, people and incidents by a part of their names.
    public internal(set) var filter = LineEditor()
    public internal(set) var isFiltering = false

    public internal(set) var overlay: BoardOverlay?
    /// The person's sheet that a question or a form was opened from.
    var sheetBelow: PersonSheet?
    public internal(set) var toast: BoardToast?
    /// Everybody who reviews here; asked for when the board opens.
    public internal(set) var roster: [BoardColleague] = []
    /// What takes back the steps of this sitting, the last one last.
    var undoable: [BoardStep] = []
    /// Steps on their way that take another back.
    var undoing: [BoardStep] = []
    /// Effects of the step under way; empty between steps.
    var wishes: [BoardEffect] = []

    public init(size: Size, now: Timestamp) {
        self.size = size
        self.now = now
    }

    public var mode: BoardMode {
        if let overlay { return overlay.mode }
        return isFiltering ? .filtering : .watching
    }
}

// MARK: - Rows

extension BoardState {
    var needs: [BoardNeed] { snapshot?.needs(at: now) ?? [] }

    /// The queues as they are shown: narrowed and in order.
    var queues: [BoardQueue] {
        let all = (snapshot?.queues ?? []).filter { matches($0.name + " " + $0.locale) }
        switch queueOrder {
        case .name: return all
        case .waiting: return all.sorted { $0.waiting > $1.waiting }
        case .pace: return all.sorted { $0.pace.lastHour(at: now) > $1.pace.lastHour(at: now) }
        case .priority: return all.sorted { $0.priority > $1.priority }
        }
    }

    var people: [BoardPerson] {
        let all = (snapshot?.people ?? []).filter { matches($0.name + " " + name(of: $0.queue)) }
        switch peopleOrder {
        case .name: return all
        case .queue:
            // Names are told once, not at every comparison.
            return all.map { (name(of: $0.queue), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        case .pace: return all.sorted { $0.lastHour > $1.lastHour }
        case .activity: return all.sorted { $0.activity.order < $1.activity.order }
        }
    }

    var incidents: [BoardIncident] {
        (snapshot?.incidents ?? []).filter {
            matches("\($0.severity.rawValue) \($0.category) \($0.queue) \($0.owner ?? "")")
        }
    }

    func queue(_ id: QueueID?) -> BoardQueue? {
        id.flatMap { id in snapshot?.queues.first { $0.id == id } }
    }

    /// `any queue` for somebody who sits at none in particular.
    func name(of queue: QueueID?) -> String {
        guard let queue else { return "any queue" }
        return self.queue(queue)?.name ?? ""
    }

    /// By their handles; `nil` where nobody is said.
    func names(_ people: Set<PersonID>?) -> String? {
        guard let people, !people.isEmpty else { return nil }
        return roster.filter { people.contains($0.id) }.map(\.name).joined(separator: ", ")
    }

    private func matches(_ text: String) -> Bool {
        filter.isEmpty || FuzzyMatcher(filter.text).match(text) != nil
    }

    func count(of section: BoardSection) -> Int {
        switch section {
        case .needs: needs.count
        case .queues: queues.count
        case .people: people.count
        case .incidents: incidents.count
        }
    }

    func list(_ section: BoardSection) -> ListState { lists[section] ?? ListState() }

    // MARK: What is under the hand

    var queueUnderHand: BoardQueue? {
        if case .queue(let sheet) = overlay { return queue(sheet.queue) }
        switch section {
        case .queues: return row(queues, .queues)
        case .people: return queue(row(people, .people)?.queue)
        case .needs: return row(needs, .needs)?.queueID.flatMap { queue($0) }
        case .incidents: return nil
        }
    }

    var personUnderHand: BoardColleague? {
        if case .person(let sheet) = overlay { return sheet.person }
        switch section {
        case .people:
            return row(people, .people).map { BoardColleague(id: $0.id, name: $0.name) }
        case .needs:
            guard case .stuck(let lease) = row(needs, .needs) else { return nil }
            return BoardColleague(id: lease.person, name: lease.name)
        case .queues, .incidents: return nil
        }
    }

    var incidentUnderHand: BoardIncident? {
        if case .incident(let id) = overlay { return incidents.first { $0.id == id } }
        switch section {
        case .incidents: return row(incidents, .incidents)
        case .needs:
            switch row(needs, .needs) {
            case .breached(let incident), .unacknowledged(let incident): return incident
            default: return nil
            }
        case .queues, .people: return nil
        }
    }

    /// A clip in somebody's hands.
    var leaseUnderHand: BoardLease? {
        if case .person(let sheet) = overlay {
            return sheet.list.selected.flatMap { place in
                sheet.leases.flatMap { $0.indices.contains(place) ? $0[place] : nil }
            }
        }
        guard section == .needs, case .stuck(let lease) = row(needs, .needs) else { return nil }
        return lease
    }

    func row<Row>(_ rows: [Row], _ section: BoardSection) -> Row? {
        guard let place = list(section).selected, rows.indices.contains(place) else { return nil }
        return rows[place]
    }
}

extension BoardPerson.Activity {
    /// Whoever waits for something comes first.
    var order: Int {
        switch self {
        case .idle: 0
        case .working: 1
        case .onBreak: 2
        }
    }
}

extension BoardNeed {
    var queueID: QueueID? {
        switch self {
        case .stalled(let queue), .dry(let queue, _), .unopenable(let queue): queue.id
        case .stuck(let lease): lease.queue
        case .breached, .unacknowledged, .reviewsOwed: nil
        }
    }

    /// The same need after another look: its figures may differ.
    func isSame(as other: BoardNeed) -> Bool {
        switch (self, other) {
        case (.breached(let one), .breached(let two)),
            (.unacknowledged(let one), .unacknowledged(let two)):
            one.id == two.id
        case (.stalled(let one), .stalled(let two)), (.dry(let one, _), .dry(let two, _)),
            (.unopenable(let one), .unopenable(let two)):
            one.id == two.id
        case (.stuck(let one), .stuck(let two)): one.clip == two.clip
        case (.reviewsOwed, .reviewsOwed): true
        default: false
        }
    }
}
