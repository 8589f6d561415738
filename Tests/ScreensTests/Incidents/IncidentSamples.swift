// Incidents, colleagues and stories that tests and golden screens share.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

enum SampleIncident {
    static let start = Sample.start
    static let ana: PersonID = Sample.id(501)
    static let ben: PersonID = Sample.id(502)
    static let cleo: PersonID = Sample.id(503)
    static let dan: PersonID = Sample.id(504)

    static func minute(_ minutes: Double) -> Timestamp { start.advanced(bySeconds: minutes * 60) }

    static func setting(
        me: PersonID = ben, roles: Set<Role> = [.supervisor, .officer], deafness: String? = nil,
        hidesAfter: Double? = nil
    ) throws -> IncidentSetting {
        let trade = try Sample.trade()
        let ladders = Dictionary(
            uniqueKeysWithValues: Severity.allCases.map { ($0, [Rung("supervisor")]) })
        let policy = try #require(IncidentPolicy(trade.incidents, ladders: ladders))
        return IncidentSetting(
            workspace: "costa-rica", me: me, roles: roles,
            people: [
                Colleague(id: ana, name: "ana", answers: false),
                Colleague(id: ben, name: "ben", answers: true),
                Colleague(id: cleo, name: "cleo", answers: true),
                Colleague(id: dan, name: "dan", answers: true),
            ], policy: policy, taxonomy: trade.incidents, deafness: deafness,
            hidesAfter: hidesAfter,
            clock: { moment in
                let minutes = moment.microseconds / 60_000_000 % 1440
                func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
                return "\(two(minutes / 60)):\(two(minutes % 60))"
            },
            date: { moment in
                let days = Int(moment.seconds(since: start) / 86_400)
                return days == 0 ? "9 Oct 2025" : "day \(days)"
            })
    }

    /// An incident after some acts, two minutes apart.
    static func incident(
        _ number: UInt64, _ category: String, _ severity: Severity, at minutes: Double,
        _ acts: [(PersonID?, CustodyAct)] = []
    ) throws -> Incident {
        let flag = Flag(category: category, severity: severity)
        var incident = Incident.triggered(
            Incident.open(
                Sample.id(600 + number), of: Sample.id(700 + number), flag, by: ana,
                at: minute(minutes)))
        for (index, (actor, act)) in acts.enumerated() {
            incident = try incident.taking(
                act, by: actor, at: minute(minutes + Double(index + 1) * 2))
        }
        return incident
    }

    static let notices = [
        StoryNotice(
            group: "supervisor", channel: "hook", madeAt: minute(-4), attempts: 1,
            lastCode: "exit.0", deliveredAt: minute(-4)),
        StoryNotice(
            group: "safety_lead", channel: "mail", madeAt: minute(1), attempts: 3,
            lastCode: "smtp.timeout", deliveredAt: nil),
    ]

    static func story(_ incident: Incident) -> IncidentStory {
        IncidentStory(
            incident: incident, queue: "en-home", locale: "en-US",
            notices: incident.record.severity == .p1 ? notices : [])
    }

    /// What is open: one late, one due soon, one owned, one that waits for a second person.
    static func open() throws -> [IncidentStory] {
        [
            try incident(
                1, "sexual_assault", .p1, at: -4,
                [
                    (ben, .acknowledged),
                    (
                        ben,
                        .noted(.open("Two voices, one pleading. Named a street; left out here."))
                    ),
                    (ben, .listened),
                    (
                        ben,
                        .held(
                            IncidentHold(
                                reason: .open("The police may ask for it."),
                                until: minute(30 * 1440)))
                    ),
                ]),
            try incident(2, "imminent_threat_to_life", .p0, at: -1),
            try incident(3, "child_distress", .p1, at: -20),
            try incident(
                4, "animal_cruelty", .p2, at: -90,
                [
                    (cleo, .acknowledged),
                    (cleo, .decided(.falsePositive(reason: .open("A film; its music is known.")))),
                ]),
            try incident(
                5, "other", .p2, at: -300,
                [(dan, .acknowledged), (dan, .noted(.sealed(.init([1]))))]),
        ].map(story)
    }
}

/// An incident desk, its keys, a clock, and a world that answers with the stories it has.
struct IncidentSitting {
    var desk: IncidentDeskState
    let input: IncidentInput
    var stories: [IncidentStory]
    var effects: [IncidentEffect] = []
    var now = SampleIncident.start

    init(
        _ size: Size = Size(width: 120, height: 40), setting: IncidentSetting? = nil,
        stories: [IncidentStory]? = nil
    ) throws {
        self.stories = try stories ?? SampleIncident.open()
        desk = IncidentDeskState(
            setting: try setting ?? SampleIncident.setting(), size: size, now: now)
        input = IncidentInput(table: try IncidentCommands.table())
        effects = desk.begin()
        try answer()
    }

    /// As `Sitting.press`.
    mutating func press(_ script: String) throws {
        effects = []
        for typed in try InputEvent.script(script) { try event(typed) }
    }

    mutating func event(_ event: InputEvent) throws {
        if let action = input.action(for: event, in: desk) { try take(action) }
    }

    mutating func take(_ action: IncidentAction) throws {
        let wished = desk.reduce(action, now: now)
        effects += wished
        try answer(wished)
    }

    mutating func wait(_ seconds: Double) throws {
        now = now.advanced(bySeconds: seconds)
        try take(.timerFired(.clock))
        try take(.timerFired(.toast))
    }

    private mutating func answer() throws { try answer(effects) }

    /// The store and the sound as they would answer.
    private mutating func answer(_ effects: [IncidentEffect]) throws {
        for effect in effects {
            switch effect {
            case .list(let shelf):
                let rows = stories.map(\.row).filter {
                    ($0.glance.stage == .closed) == (shelf == .closed)
                }
                try take(.listed(shelf, rows))
            case .tell(let id):
                guard let story = stories.first(where: { $0.id == id }) else { continue }
                try take(.told(story))
            case .act(let id, let seen, let act): try step(id, seen, act)
            case .listen(let id, let seen, _):
                try step(id, seen, .listened)
                if desk.sound != nil { try take(.soundReady(id, seconds: 4.2)) }
            default: break
            }
        }
    }

    private mutating func step(_ id: IncidentID, _ seen: Int, _ act: CustodyAct) throws {
        guard let index = stories.firstIndex(where: { $0.id == id }) else { return }
        let old = stories[index]
        guard old.seen == seen else {
            return try take(.stepRefused(id, "somebody was faster"))
        }
        do {
            let next = try old.incident.taking(act, by: desk.setting.me, at: now)
            stories[index] = IncidentStory(
                incident: next, queue: old.queue, locale: old.locale, notices: old.notices)
            try take(.done(stories[index], act.code))
        } catch {
            try take(.stepRefused(id, "\(error)"))
        }
    }

    /// The acts that were asked for since the last keys.
    var acts: [CustodyAct] {
        effects.compactMap { if case .act(_, _, let act) = $0 { act } else { nil } }
    }

    func screen(_ theme: Theme = .golden) -> Frame {
        desk.view(theme: theme, commands: input.table)
    }
}
