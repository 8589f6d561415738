// A year of incidents with clocks that step, watchers that die and notices that fail.
import Foundation
import Testing

@testable import ReviewCore

/// A site for a year, five minutes at a time: reviewers flag, people answer or do not, and whoever
/// watches is away for hours, has a wrong clock and cannot reach anybody half of the time.
private struct Year {
    let policy: IncidentPolicy
    var random: SeededGenerator
    /// Those that move still, and those that came to rest.
    var running: [Incident] = []
    var rested: [Incident] = []
    var pending: [NoticeDelivery] = []
    var delivered: [IncidentNotice] = []
    /// True minutes since the year began.
    var minute = 0
    private var clockError = 0.0
    private var watcherBackAt = 0
    private var hooksFail = true
    private var made: UInt64 = 0

    static let minutes = 365 * 24 * 60
    private static let tick = 5

    init(seed: UInt64) throws {
        policy = try Case.policy()
        random = SeededGenerator(seed: seed)
    }

    /// What the watcher's clock says.
    private var now: Timestamp { Case.minute(Double(minute) + clockError) }

    private mutating func chance(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < share
    }

    mutating func pass() throws {
        minute += Self.tick
        if chance(0.001) { clockError = Double.random(in: -180...180, using: &random) }
        if chance(0.005) { flag() }
        if chance(0.0025) { watcherBackAt = minute + Int.random(in: 1...900, using: &random) }
        if chance(0.1), let index = running.indices.randomElement(using: &random) {
            running[index] = try answered(running[index])
        }
        if chance(0.05), let index = running.indices.randomElement(using: &random),
            case .closed(let stage) = running[index], stage.reviewerInformedAt != nil
        {
            rested.append(running.remove(at: index))
        }
        if minute >= watcherBackAt { watch() }
    }

    private mutating func flag() {
        made += 1
        var word = Case.uuid(0).uuid
        withUnsafeMutableBytes(of: &word) { $0.storeBytes(of: made.bigEndian, as: UInt64.self) }
        let severity = Severity.allCases.randomElement(using: &random) ?? .p0
        let opened = Incident.triggered(
            Incident.open(
                IncidentID(uuid: UUID(uuid: word)), of: Case.clip,
                Flag(category: "other", severity: severity), by: Case.ana, at: now))
        running.append(opened)
        tell(
            opened.firstRung(policy).groups.map {
                IncidentNotice(incident: opened.record.id, step: 0, group: $0)
            })
    }

    private mutating func tell(_ notices: [IncidentNotice]) {
        pending += notices.map { NoticeDelivery($0, at: now) }
    }

    /// Somebody does the next thing, well or badly.
    private mutating func answered(_ incident: Incident) throws -> Incident {
        let who = chance(0.5) ? Case.ben : Case.cleo
        switch incident {
        case .triggered(let stage): return .owned(stage.acknowledge(by: who, at: now))
        case .owned(let stage):
            let disposition =
                chance(0.5) ? Disposition.referred(to: "somebody") : .noAction(reason: "a film")
            return try stage.decide(disposition, by: stage.stage.owner, at: now)
        case .decided(let stage):
            return (try? stage.confirm(by: who, at: now)).map(Incident.closed) ?? incident
        case .closed(let stage):
            guard stage.reviewerInformedAt != nil, chance(0.2) else {
                return .closed(stage.informReviewer(at: now))
            }
            return .triggered(try stage.reopen(because: "again", by: who, at: now))
        }
    }

    private mutating func watch() {
        let now = now
        for index in running.indices {
            tell(running[index].climb(at: now, policy).flatMap(\.notices))
        }
        for index in pending.indices where pending[index].isDue(at: now) {
            if hooksFail, chance(0.5) {
                pending[index].failed(at: now)
            } else if hooksFail, chance(0.05) {
                // It arrived, and whoever sent it died before writing that down.
                delivered.append(pending[index].notice)
                watcherBackAt = minute + Self.tick
            } else {
                pending[index].delivered(at: now)
                delivered.append(pending[index].notice)
            }
        }
        pending.removeAll { $0.deliveredAt != nil }
    }

    /// Everybody is back, the clocks are right and the hooks work.
    mutating func settle() {
        (clockError, watcherBackAt, hooksFail) = (0, 0, false)
        for _ in 0..<200 {
            minute += Self.tick
            watch()
        }
    }
}

@Suite struct IncidentYearTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func nothingEvaporates(seed: UInt64) throws {
        var year = try Year(seed: seed)
        while year.minute < Year.minutes { try year.pass() }
        year.settle()
        let incidents = year.running + year.rested
        #expect(incidents.count > 300)
        #expect(year.rested.count > 50)
        #expect(incidents.contains { !$0.record.breaches.isEmpty })
        #expect(year.pending.isEmpty, "a notice never arrived")
        let told = Dictionary(grouping: year.delivered + year.pending.map(\.notice), by: \.incident)
        for incident in incidents {
            let id = incident.record.id
            try #require(try Incident(id, events: incident.record.events) == incident)
            try check(incident, told: told[id, default: []], year)
        }
    }

    private func check(_ incident: Incident, told: [IncidentNotice], _ year: Year) throws {
        // Every climb of the story was told to everybody on its rung, and the flag itself too.
        var severity = Severity.p3
        var owed = Set<IncidentNotice>()
        for event in incident.record.events {
            let step: Int
            switch event.act {
            case .opened(_, let flag): (severity, step) = (flag.severity, 0)
            case .escalated(let climbed, _): step = climbed
            default: continue
            }
            let groups = year.policy[severity].rung(at: step).groups
            owed.formUnion(
                groups.map {
                    IncidentNotice(incident: incident.record.id, step: step, group: $0)
                })
        }
        #expect(Set(told).isSuperset(of: owed), "somebody on a rung was never told")
        // No rung was passed over on the way up.
        let steps = incident.record.events.compactMap { event -> Int? in
            if case .escalated(let step, _) = event.act { step } else { nil }
        }
        let height = year.policy[incident.record.severity].ladder.count
        for (before, after) in zip([0] + steps, steps) where after > before {
            #expect(after == before + 1 || before + 1 >= height, "from \(before) to \(after)")
        }
        if let next = incident.climbs(year.policy) {
            let now = incident.record.moment(Case.minute(Double(year.minute)))
            #expect(next > now, "a deadline was missed unseen")
        }
        if case .closed(let stage) = incident, stage.stage.disposition.takesSecondPerson {
            let decider = incident.record.events.last {
                if case .decided = $0.act { true } else { false }
            }?.actor
            #expect(stage.stage.second != nil && stage.stage.second != decider)
        }
    }
}
