// What the store and the sound answered, and what is read anew because of it.
import ReviewCore

extension IncidentDeskState {
    /// Seconds until a store that could not be read is asked again.
    private static let retry = 3.0

    mutating func takeAnswer(_ action: IncidentAction) {
        switch action {
        case .listed(let shelf, let rows):
            guard shelf == self.shelf else { return }
            trouble = nil
            put(ordered(rows))
        case .told(let story): take(story)
        case .gone(let id):
            if story?.id == id { story = nil }
            reload()
        case .storeFailed(let reason):
            trouble = reason
            ask(.schedule(.retry, after: Self.retry))
        case .storeChanged: reload()
        case .done(let story, let code): done(story, code)
        case .stepRefused(let id, let reason): refuse(id, reason)
        case .soundReady, .soundFailed, .soundMoved: takeSound(action)
        case .exported(let path): say("Case file written to \(path)", .good)
        case .exportFailed(let reason): say(reason, .warning)
        case .timerFired(let timer): timerFired(timer)
        default: break
        }
    }

    mutating func reload() {
        ask(.list(shelf))
        if let id = selected?.id { ask(.tell(id)) }
    }

    private mutating func take(_ story: IncidentStory) {
        trouble = nil
        guard story.id == selected?.id else { return }
        // An answer that was under way when a step was taken is older than what is here.
        if let here = self.story, here.id == story.id, here.seen > story.seen { return }
        self.story = story
        scroll = min(scroll, max(0, storyLineCount - 1))
    }

    private mutating func done(_ story: IncidentStory, _ code: CustodyCode) {
        if pending?.incident == story.id { pending = nil }
        if var rows, let index = rows.firstIndex(where: { $0.id == story.id }) {
            rows[index] = story.row
            self.rows = rows
        }
        take(story)
        say("\(story.id.short): \(setting.done(code, story))", .good)
        ask(.list(shelf))
    }

    /// What was written comes back, so that nobody writes it twice.
    private mutating func refuse(_ id: IncidentID, _ reason: String) {
        if let pending, pending.incident == id {
            if form == nil, selected?.id == id { form = pending.form }
            self.pending = nil
        }
        if sound?.incident == id, case .asked = sound?.condition { sound = nil }
        say(reason, .warning)
        reload()
    }
}

extension IncidentSetting {
    /// What is said when a step was stored.
    func done(_ code: CustodyCode, _ story: IncidentStory) -> String {
        switch code {
        case .acknowledged: "it is yours: you answer for it from here on"
        case .handedOver:
            story.incident.owner == me
                ? "it is yours: you answer for it from here on"
                : "handed over to \(name(story.incident.owner))"
        case .severityChanged: "it is \(story.incident.record.severity.rawValue) now"
        case .held: "the hold is asked for; a second person has to agree"
        case .holdAgreed: "the clip is held"
        case .holdEnded: "the hold has ended"
        case .decided:
            story.incident.stage == .closed
                ? "closed; whoever raised it is told" : "decided; a second person has to confirm it"
        case .confirmed: "closed; whoever raised it is told"
        case .declined: "sent back to \(name(story.incident.owner))"
        case .reopened: "open again; somebody has to take it"
        case .noted: "noted"
        case .listened: "its story says that you heard it"
        case .exported: "its story says that a case file was taken"
        case .opened, .flagged, .flagNoted, .escalated, .clockCorrected, .reviewerInformed:
            "stored"
        }
    }
}
