// `earshot incidents list` and `show`: what is open, and one with its whole story.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct IncidentList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List incidents by urgency, with the time left.",
        discussion: """
              earshot incidents list
              earshot incidents list --closed 30
              earshot incidents list --json
            """)
    @Option(help: ArgumentHelp("Those closed in the last so many days instead.", valueName: "days"))
    var closed: Int?
    @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        guard closed.map((1...3650).contains) ?? true else {
            throw ValidationError("--closed is from 1 to 3650.")
        }
    }

    func run() throws {
        let seat = try place.seat()
        let (now, policy) = (Timestamp.now, try seat.workspace.incidentPolicy)
        let names = try IncidentHandling(seat: seat).names()
        let lines = try listed(in: seat.store, now, policy).map {
            IncidentLine($0, names, now, policy)
        }
        if json { return try Output.json(["incidents": lines]) }
        guard !lines.isEmpty else {
            return Output.line(closed == nil ? "No incident is open." : "None was closed.")
        }
        Output.lines(TextTable.lines([IncidentLine.head] + lines.map(\.row)))
    }

    private func listed(
        in store: ReviewStore, _ now: Timestamp, _ policy: IncidentPolicy
    ) throws -> [ListedIncident] {
        if let closed {
            let since = now.advanced(bySeconds: Double(closed) * -86400)
            return try store.incidents.closed(since, 10_000)
        }
        let open = try store.incidents.open()
        let byID = Dictionary(uniqueKeysWithValues: open.map { ($0.id, $0) })
        return IncidentGlance.byUrgency(open.map(\.glance), at: now, policy)
            .compactMap { byID[$0.id] }
    }
}

struct IncidentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one with its whole story.",
        discussion: """
              earshot incidents show 3f2a9c1d
            """)
    @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var incident: IncidentOptions

    func run() throws {
        let seat = try incident.place.seat()
        let handling = IncidentHandling(seat: seat)
        let kept = try handling.one(incident.id.resolved(in: seat))
        let names = try handling.names()
        let now = Timestamp.now
        let line = IncidentLine(
            ListedIncident(kept), names, now, try seat.workspace.incidentPolicy)
        let story = kept.incident.record.events.map { event in
            StoryLine(event, handling.words(of: event, in: kept.incident), names)
        }
        let notices = try seat.store.incidents.notices(kept.id).map(NoticeLine.init)
        if json {
            return try Output.json(IncidentDocument(incident: line, story: story, notices: notices))
        }
        Output.line(IncidentLine.standing(kept.glance, names, now))
        Output.lines(
            TextTable.lines(
                [
                    ["Clip", kept.incident.record.clip.description],
                    ["Queue", kept.queue],
                    ["Categories", kept.incident.record.categories.joined(separator: ", ")],
                ] + line.dueRows))
        Output.line()
        Output.lines(story.flatMap(\.lines))
        guard !notices.isEmpty else { return }
        Output.line()
        Output.lines(TextTable.lines(notices.map(\.row)))
    }
}

/// One incident of a list, for people and for scripts.
struct IncidentLine: Encodable {
    let id: String
    let clip: String
    let queue: String
    let severity: Severity
    let category: String
    let stage: IncidentStage
    let owner: String?
    let openedAt: String
    let due: String?
    let breached: Bool
    let step: Int
    let disposition: DispositionCode?
    let holdUntil: String?
    let holdAgreed: Bool
    private let left: String

    enum CodingKeys: String, CodingKey {
        case id, clip, queue, severity, category, stage, owner, due, breached, step, disposition
        case openedAt = "opened_at"
        case holdUntil = "hold_until"
        case holdAgreed = "hold_agreed"
    }

    init(
        _ listed: ListedIncident, _ names: [PersonID: String], _ now: Timestamp,
        _ policy: IncidentPolicy
    ) {
        let glance = listed.glance
        id = glance.id.description
        clip = glance.clip.description
        queue = listed.queue
        severity = glance.severity
        category = glance.category
        stage = glance.stage
        owner = glance.owner.map { names[$0] ?? $0.short }
        openedAt = glance.openedAt.isoText
        let due = glance.due(policy)
        self.due = due?.isoText
        breached = glance.isBreached(at: now, policy)
        step = glance.step
        disposition = glance.disposition
        holdUntil = glance.holdUntil?.isoText
        holdAgreed = glance.holdAgreed
        left = due.map { timeLeft(until: $0, at: now) } ?? ""
    }

    static let head = ["", "Incident", "Left", "Stands", "Owner", "Queue", "Category"]

    var row: [String] {
        [
            severity.rawValue, String(id.suffix(8)), left, disposition?.rawValue ?? stage.rawValue,
            owner ?? "", queue, category,
        ]
    }

    var dueRows: [[String]] {
        (due.map { [["Due", "\($0) (\(left))"]] } ?? [])
            + (holdUntil.map {
                [["Hold", "until \($0)\(holdAgreed ? "" : ", not agreed to yet")"]]
            }
                ?? [])
    }

    /// How an incident stands, in one sentence.
    static func standing(
        _ glance: IncidentGlance, _ names: [PersonID: String], _ now: Timestamp
    ) -> String {
        let whose = glance.owner.map { names[$0] ?? $0.short } ?? "nobody"
        let words =
            switch glance.stage {
            case .triggered: "open, and nobody has taken it"
            case .owned: "taken by \(whose)"
            case .decided: "decided by \(whose), waiting for a second person"
            case .closed: "closed: \(glance.disposition?.rawValue ?? "")"
            }
        return "Incident \(glance.id.short) (\(glance.severity.rawValue)): \(words)."
    }
}

/// One event of a story.
struct StoryLine: Encodable {
    let at: String
    let person: String?
    let act: CustodyCode
    let telling: String
    let words: String?

    init(_ event: CustodyEvent, _ words: IncidentWording?, _ names: [PersonID: String]) {
        func name(_ person: PersonID) -> String { names[person] ?? person.short }
        at = event.at.isoText
        person = event.actor.map(name)
        act = event.act.code
        telling = event.act.telling(name)
        self.words =
            switch words {
            case .read(let text): text
            case .gone: "(the words went with the clip)"
            case .unreadable(let reason): "(\(reason))"
            case nil: nil
            }
    }

    var lines: [String] {
        let who = person.map { "\(SanitizedText($0).text) " } ?? ""
        let first = "\(at)  \(who)\(SanitizedText(telling).text)"
        return [first] + (words.map { ["    " + SanitizedText($0).text] } ?? [])
    }
}

/// One notice of a story.
struct NoticeLine: Encodable {
    let group: String
    let channel: String
    let step: Int
    let attempts: Int
    let outcome: String
    let at: String

    init(_ record: NoticeRecord) {
        group = record.notice.group
        channel = record.channel.isEmpty ? "no way is set" : record.channel
        step = record.notice.step
        attempts = record.attempts
        outcome =
            record.deliveredAt != nil
            ? "told" : record.lastCode.map { "not yet told (\($0))" } ?? "to be told"
        at = (record.deliveredAt ?? record.madeAt).isoText
    }

    var row: [String] {
        [at, group, channel, outcome, attempts == 0 ? "" : attempts.counted("try", "tries")]
    }
}

private struct IncidentDocument: Encodable {
    let incident: IncidentLine
    let story: [StoryLine]
    let notices: [NoticeLine]
}
