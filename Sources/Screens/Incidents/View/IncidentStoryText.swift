// The story of an incident as lines: what it is, how it stands, and what was done, oldest first.
import ReviewCore
import TerminalUI

/// A line of the story in pieces of text, each with its look.
struct StoryLine: Equatable {
    var pieces: [(text: String, role: StyleRole)]

    static let blank = StoryLine(pieces: [])

    static func == (left: StoryLine, right: StoryLine) -> Bool {
        left.pieces.elementsEqual(right.pieces) { $0 == $1 }
    }
}

extension IncidentDeskState {
    var storyLineCount: Int { storyLines.count }

    /// The story of the incident under the hand, as wide as its room.
    var storyLines: [StoryLine] {
        guard let story = shown else { return [] }
        return StoryWriter(self, story, width: IncidentLayout(size).storyColumns).lines
    }
}

private struct StoryWriter {
    private let state: IncidentDeskState
    private let story: IncidentStory
    private let width: Int
    /// Columns of the labels of fields, and of the clock and the name before an event.
    private let labels: Int
    private let names: Int

    init(_ state: IncidentDeskState, _ story: IncidentStory, width: Int) {
        self.state = state
        self.story = story
        self.width = width
        labels = width >= 50 ? 11 : 9
        names = width >= 50 ? 12 : 0
    }

    private var setting: IncidentSetting { state.setting }
    private var record: IncidentRecord { story.incident.record }

    var lines: [StoryLine] {
        heading + fields + [.blank, StoryLine(pieces: [("Story", .heading)])] + events
    }

    private var heading: [StoryLine] {
        let titles = record.categories.map(setting.title(category:)).joined(separator: ", ")
        return [
            StoryLine(pieces: [
                (record.severity.rawValue, record.severity.role), ("  ", .text), (titles, .heading),
                ("  \(story.id.short)", .dim),
            ]), .blank,
        ]
    }

    // MARK: - How it stands

    private var fields: [StoryLine] {
        var lines = clock + owner
        lines += field("Clip", "\(record.clip.short) in \(story.queue), \(story.locale)")
        lines += field(
            "Raised",
            "\(setting.name(record.openedBy)), \(setting.date(record.openedAt))"
                + " \(setting.clock(record.openedAt))")
        return lines + hold + end + sound
    }

    private var clock: [StoryLine] {
        let glance = IncidentGlance(story.incident)
        guard let due = glance.due(setting.policy), let left = DeadlineText(due, at: state.now)
        else { return [] }
        let what = glance.deadline == .acknowledge ? "To be taken" : "To be decided"
        let text = "\(what) by \(setting.clock(due)), \(left.text)"
        let climbs =
            glance.step > 0 ? "; climbed \(glance.step == 1 ? "once" : "\(glance.step) times")" : ""
        return field("Due", text + climbs, left.role)
    }

    private var owner: [StoryLine] {
        switch story.incident.stage {
        case .triggered: field("Owner", "nobody yet", .warning)
        case .owned, .decided: field("Owner", setting.name(story.incident.owner))
        case .closed: []
        }
    }

    private var hold: [StoryLine] {
        guard let hold = record.hold else { return [] }
        let standing =
            hold.agreedBy.map { "\(setting.name($0)) agreed" } ?? "waits for a second person"
        return field(
            "Hold",
            "until \(setting.date(hold.hold.until)), asked for by \(setting.name(hold.askedBy)),"
                + " \(standing): \(hold.hold.reason.shown)",
            hold.agreedBy == nil ? .warning : .text)
    }

    private var end: [StoryLine] {
        switch story.incident {
        case .triggered, .owned: return []
        case .decided(let incident):
            return field(
                "Ends",
                "\(setting.summary(incident.stage.disposition)), by"
                    + " \(setting.name(incident.stage.decidedBy)); waits for a second person",
                .warning)
        case .closed(let incident):
            let second = incident.stage.second.map { " and \(setting.name($0))" } ?? ""
            let told =
                incident.reviewerInformedAt.map {
                    "\(setting.name(record.openedBy)) read it, \(setting.date($0))"
                        + " \(setting.clock($0))"
                } ?? "\(setting.name(record.openedBy)) has not read it yet"
            return field(
                "Ended",
                "\(setting.summary(incident.stage.disposition)), by"
                    + " \(setting.name(incident.stage.decidedBy))\(second)")
                + field("Reviewer", told)
        }
    }

    private var sound: [StoryLine] {
        guard let sound = state.shownSound else { return [] }
        switch sound.condition {
        case .asked: return field("Sound", "being opened", .dim)
        case .failed(let reason): return field("Sound", reason, .warning)
        case .ready(let seconds):
            let manner = sound.isMuffled ? ", muffled" : ""
            let state = sound.isPlaying ? "playing" : "paused"
            return field(
                "Sound",
                "\(state) at \(Self.length(sound.position)) of \(Self.length(seconds))\(manner)",
                .accent)
        }
    }

    private static func length(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e6))
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }

    // MARK: - What was done

    private enum Entry {
        case event(CustodyEvent)
        case notice(StoryNotice)

        var at: Timestamp {
            switch self {
            case .event(let event): event.at
            case .notice(let notice): notice.madeAt
            }
        }
    }

    private var events: [StoryLine] {
        // Of one moment, what happened comes before who was told of it.
        let entries =
            (record.events.map(Entry.event) + story.notices.map(Entry.notice))
            .enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        var lines: [StoryLine] = []
        var day = ""
        for entry in entries.map(\.element) {
            let date = setting.date(entry.at)
            if date != day {
                lines.append(StoryLine(pieces: [(date, .dim)]))
                day = date
            }
            switch entry {
            case .event(let event): lines += self.lines(event)
            case .notice(let notice): lines += self.lines(notice)
            }
        }
        return lines
    }

    private func lines(_ event: CustodyEvent) -> [StoryLine] {
        let isClimb = event.act.code == .escalated
        // Whoever raised it reads how it ended, and nobody else.
        let actor = event.act == .reviewerInformed ? record.openedBy : event.actor
        let name = actor.map { setting.name($0) } ?? ""
        var lines = entry(
            event.at, name, setting.words(event.act), isClimb ? .danger : .text)
        if let text = event.act.text {
            let role: StyleRole = text.readable == nil ? .dim : .emphasis
            lines += indented(text.shown, role)
        }
        return lines
    }

    private func lines(_ notice: StoryNotice) -> [StoryLine] {
        let (text, arrived) = setting.words(notice)
        return entry(notice.madeAt, "", text, arrived ? .dim : .warning)
    }

    /// A clock, a name, and what was done.
    private func entry(
        _ at: Timestamp, _ name: String, _ text: String, _ role: StyleRole
    ) -> [StoryLine] {
        let clock = setting.clock(at).rightPadded(to: 7)
        guard names > 0 else {
            let said = name.isEmpty ? text : "\(name) \(text)"
            return hung(said, role, first: [(clock, .dim)], indent: 7)
        }
        let who = TextWidth.truncate(name, to: names - 2, ellipsis: "…").rightPadded(to: names)
        return hung(text, role, first: [(clock, .dim), (who, .text)], indent: 7 + names)
    }

    private func indented(_ text: String, _ role: StyleRole) -> [StoryLine] {
        let indent = 7 + names
        return hung(
            text, role, first: [(String(repeating: " ", count: indent), .text)], indent: indent)
    }

    private func field(_ label: String, _ text: String, _ role: StyleRole = .text) -> [StoryLine] {
        hung(text, role, first: [(label.rightPadded(to: labels), .dim)], indent: labels)
    }

    /// Text that wraps under itself, behind what stands before its first line.
    private func hung(
        _ text: String, _ role: StyleRole, first: [(String, StyleRole)], indent: Int
    ) -> [StoryLine] {
        let rows = WrappedText(SanitizedText(text).text, width: max(8, width - indent)).readLines
        let margin = String(repeating: " ", count: indent)
        return rows.enumerated().map { index, row in
            StoryLine(pieces: (index == 0 ? first : [(margin, .text)]) + [(row, role)])
        }
    }
}
