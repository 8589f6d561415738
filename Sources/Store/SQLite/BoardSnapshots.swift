// What the board shows, read as of one moment from counts: no walk over clips or annotations.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func boardSnapshot(now: Timestamp) throws(StoreError) -> BoardSnapshot {
        try read { db in
            let queues = try db.boardQueues(now)
            return BoardSnapshot(
                takenAt: now, queues: queues.map(\.value),
                people: try db.boardPeople(
                    now, Dictionary(uniqueKeysWithValues: queues.map { ($0.seq, $0.value.id) })),
                incidents: try boardIncidents(db, now), stuck: try db.stuckLeases(now),
                reviewsOwed: try db.reviewsOwed())
        }
    }

    /// What is late first, the gravest before the rest, and then what is due soonest.
    private func boardIncidents(_ db: Database, _ now: Timestamp) throws -> [BoardIncident] {
        let deadlines = try deadlines
        return try db.rows(BoardSQL.incidents).compactMap { row -> BoardIncident? in
            guard let severity = Severity(rawValue: row[1]),
                let stage = IncidentStage(rawValue: row[2]).flatMap(BoardIncident.Stage.init),
                let clock = Severity(rawValue: row[6])
            else { return nil }
            let deadline: IncidentDeadline = stage == .unacknowledged ? .acknowledge : .decide
            return BoardIncident(
                id: IncidentID(uuid: row[0]), severity: severity, stage: stage, category: row[7],
                queue: row[4],
                owner: row[5],
                due: Timestamp(microseconds: row[3])
                    .advanced(bySeconds: deadlines[clock].within(deadline)))
        }.inOrder(at: now)
    }

    func inHand(of person: PersonID) throws(StoreError) -> [BoardLease] {
        try read { db in
            try db.rows(
                BoardSQL.leases + " WHERE lease.person = ? ORDER BY lease.ordinal",
                [try db.seq(of: person)]
            ).map(BoardLease.init(row:))
        }
    }
}

/// The board's questions, each named so that its plan can be looked at.
enum BoardSQL {
    /// Quarters of an hour that are shown: three hours.
    static let quarters = 12

    static let tallies = "SELECT queue, state, n FROM tally"

    static let queues = """
        SELECT seq, id, name, locale, is_open, rank,
            (SELECT count(*) FROM reserved WHERE reserved.queue = queue.seq)
        FROM queue ORDER BY folded
        """

    static let queuePace = """
        SELECT queue.seq, quarter, n FROM queue CROSS JOIN queue_pace
            ON queue_pace.queue = queue.seq AND quarter >= ?
        """

    /// Leases that ran out, counted where their clips will go.
    static let overdue = """
        SELECT queue.seq, \(restingState), count(*)
        FROM queue CROSS JOIN lease INDEXED BY lease_by_expiry
                ON lease.queue = queue.seq AND lease.expires_at <= ?
            CROSS JOIN clip ON clip.seq = lease.clip
        GROUP BY 1, 2
        """

    static let unopenable = """
        SELECT queue, count(DISTINCT clip) FROM declined CROSS JOIN clip ON clip.seq = declined.clip
        WHERE state IN (\(State.waiting), \(State.skipped)) GROUP BY queue
        """

    /// The last sitting that a person opened and did not close, where their desk was heard of.
    static let people = """
        SELECT person.seq, person.id, person.name, sitting.queue, sitting.started_at,
            sitting.worked_at
        FROM (SELECT max(id) AS id FROM sitting INDEXED BY sitting_open
                WHERE ended_at IS NULL GROUP BY person) AS last
            CROSS JOIN sitting ON sitting.id = last.id
            CROSS JOIN person ON person.seq = sitting.person
        WHERE sitting.last_seen >= ?
        ORDER BY person.folded
        """

    /// Nobody rests for longer than that without having left.
    static let resting = """
        SELECT shift.person FROM rest INDEXED BY rest_open
            CROSS JOIN shift ON shift.seq = rest.shift
        WHERE rest.ended_at IS NULL AND shift.ended_at IS NULL AND shift.last_seen >= ?
        """

    /// Added up by whoever asks: sorting thousands of people first would take longer than all else.
    static let personPace = "SELECT person, n FROM pace WHERE quarter >= ?"

    static let incidents = """
        SELECT incident.id, severity, stage, clock_start, queue.name, owner.name,
            clock_severity, category
        FROM incident INDEXED BY incident_open
            CROSS JOIN clip ON clip.seq = incident.clip
            CROSS JOIN queue ON queue.seq = clip.queue
            LEFT JOIN person AS owner ON owner.seq = incident.owner
        WHERE stage <> 'closed'
        """

    static let unread =
        "SELECT recipient, count(*) FROM message WHERE sent_at >= ? GROUP BY recipient"

    static let leases = """
        SELECT clip.id, queue.id, person.id, person.name, lease.token, lease.claimed_at,
            lease.expires_at, lease.handed
        FROM lease CROSS JOIN clip ON clip.seq = lease.clip
            CROSS JOIN queue ON queue.seq = lease.queue
            CROSS JOIN person ON person.seq = lease.person
        """

    /// Long in one pair of hands; more than a screenful says no more than that.
    static let longHeld =
        leases.replacing(
            "FROM lease", with: "FROM lease INDEXED BY lease_by_claim")
        + " WHERE lease.claimed_at <= ? ORDER BY lease.claimed_at LIMIT 50"
}

extension Database {
    /// Goes through the answer without keeping its rows: there may be thousands.
    fileprivate func each(
        _ sql: String, _ arguments: StatementArguments = [], _ body: (Row) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() { try body(row) }
    }

    fileprivate func boardQueues(
        _ now: Timestamp
    ) throws -> [(seq: Int64, value: BoardQueue)] {
        var tallies: [Int64: [Int: Int]] = [:]
        try each(BoardSQL.tallies) { tallies[$0[0], default: [:]][$0[1]] = $0[2] }
        try each(BoardSQL.overdue, [now.microseconds]) { row in
            let count: Int = row[2]
            tallies[row[0], default: [:]][State.leased, default: 0] -= count
            tallies[row[0], default: [:]][row[1], default: 0] += count
        }
        var unopenable: [Int64: Int] = [:]
        try each(BoardSQL.unopenable) { unopenable[$0[0]] = $0[1] }
        let first = now.microseconds / Pace.quarter - Int64(BoardSQL.quarters - 1)
        var paces: [Int64: [Int]] = [:]
        try each(BoardSQL.queuePace, [first]) { row in
            let place = (row[1] as Int64) - first
            // A clock set back leaves counts of quarters to come.
            guard place < BoardSQL.quarters else { return }
            let none = [Int](repeating: 0, count: BoardSQL.quarters)
            paces[row[0], default: none][Int(place)] += row[2]
        }
        return try rows(BoardSQL.queues).map { row in
            let seq: Int64 = row[0]
            let none = [Int](repeating: 0, count: BoardSQL.quarters)
            var queue = BoardQueue(
                id: QueueID(uuid: row[1]), name: row[2], locale: row[3], isOpen: row[4],
                priority: row[5], pace: QuarterPace(paces[seq] ?? none))
            queue.reservedFor = row[6]
            queue.unopenable = unopenable[seq] ?? 0
            queue.take(tallies[seq] ?? [:])
            return (seq, queue)
        }
    }

    fileprivate func boardPeople(
        _ now: Timestamp, _ queues: [Int64: QueueID]
    ) throws -> [BoardPerson] {
        var paces: [Int64: Int] = [:]
        let first = now.microseconds / Pace.quarter - Int64(QuarterPace.ofAnHour - 2)
        try each(BoardSQL.personPace, [first]) { paces[$0[0], default: 0] += $0[1] }
        var unread: [Int64: Int] = [:]
        let oldest = now.advanced(bySeconds: -SQLiteEngine.messagesLast).microseconds
        try each(BoardSQL.unread, [oldest]) { unread[$0[0]] = $0[1] }
        var resting: Set<Int64> = []
        let longest = now.advanced(bySeconds: -Shift.longestRest).microseconds
        try each(BoardSQL.resting, [longest]) { resting.insert($0[0]) }
        var people: [BoardPerson] = []
        let silence = now.advanced(bySeconds: -SQLiteEngine.silence).microseconds
        try each(BoardSQL.people, [silence]) { row in
            let seq: Int64 = row[0]
            let queue: Int64? = row[3]
            let since = Timestamp(microseconds: row[4])
            let worked = (row[5] as Int64?).map(Timestamp.init(microseconds:)) ?? since
            let isIdle = now.seconds(since: worked) >= BoardPerson.idleAfter
            people.append(
                BoardPerson(
                    id: PersonID(uuid: row[1]), name: row[2], queue: queue.flatMap { queues[$0] },
                    since: since,
                    activity: resting.contains(seq) ? .onBreak : isIdle ? .idle : .working,
                    lastHour: paces[seq] ?? 0,
                    unread: unread[seq] ?? 0))
        }
        return people
    }

    fileprivate func stuckLeases(_ now: Timestamp) throws -> [BoardLease] {
        let long = now.advanced(bySeconds: -BoardLease.longAfter).microseconds
        return try rows(BoardSQL.longHeld, [long]).map(BoardLease.init(row:))
    }
}

extension BoardQueue {
    fileprivate mutating func take(_ tally: [Int: Int]) {
        waiting = tally[State.waiting] ?? 0
        out = tally[State.leased] ?? 0
        done = tally[State.annotated] ?? 0
        skipped = tally[State.skipped] ?? 0
        broken = tally[State.broken] ?? 0
        held = tally[State.held] ?? 0
        adjudicating = tally[State.adjudicating] ?? 0
        flagged = tally[Tally.flagged] ?? 0
    }
}

extension BoardIncident.Stage {
    fileprivate init?(_ stage: IncidentStage) {
        switch stage {
        case .triggered: self = .unacknowledged
        case .owned: self = .owned
        case .decided: self = .unconfirmed
        case .closed: return nil
        }
    }
}

extension [BoardIncident] {
    fileprivate func inOrder(at now: Timestamp) -> [BoardIncident] {
        map { incident in
            (
                incident.isBreached(at: now) ? 0 : 1, incident.severity.rawValue,
                incident.due?.microseconds ?? .max, incident
            )
        }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
    }
}

extension BoardLease {
    /// A row of `BoardSQL.leases`.
    fileprivate init(row: Row) {
        self.init(
            clip: ClipID(uuid: row[0]), queue: QueueID(uuid: row[1]),
            person: PersonID(uuid: row[2]), name: row[3],
            token: FencingToken(rawValue: row[4]), since: Timestamp(microseconds: row[5]),
            expiresAt: Timestamp(microseconds: row[6]), isHanded: row[7])
    }
}
