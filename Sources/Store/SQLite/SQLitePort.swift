// The engine's methods, put behind the port.

extension SQLiteEngine {
    var port: ReviewStore {
        ReviewStore(
            people: .init(
                add: addPerson, admit: admit, list: people, named: person(named:),
                roles: roles(of:), addGrants: addGrants, grants: grants(of:)),
            queues: .init(
                create: createQueue, list: queues, named: queue(named:), setOpen: setOpen,
                knownSources: knownSources, ingest: ingest),
            work: .init(
                claim: claim, heartbeat: heartbeat, release: release, decline: decline,
                submit: submit, amend: amend, undo: undo, setAside: setAside, endHold: endHold),
            drafts: .init(
                save: saveDraft, saveIfNewer: saveDraftIfNewer, load: loadDraft,
                delete: deleteDraft),
            sittings: .init(
                clockIn: clockIn, seen: seen, clockOut: clockOut, submitTimes: submitTimes),
            records: .init(
                clip: storedClip, history: history, recentIn: recent, annotated: annotated,
                exportPage: exportPage, status: status),
            upkeep: .init(
                workspace: workspaceMeta, changeCounter: changeCounter, health: health,
                knownClips: knownClips, close: close),
            audit: .init(
                signing: { [self] in SQLiteEngine(sharing: self, scribe: $0).port },
                append: appendToLog, length: auditLength, head: auditHead, page: auditPage,
                inclusion: auditInclusion, consistency: auditConsistency),
            consent: .init(optOut: optOut, optedOut: optedOut, holds: holds))
    }
}
