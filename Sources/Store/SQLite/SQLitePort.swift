// The engine's methods, put behind the port.

extension SQLiteEngine {
    var port: ReviewStore {
        ReviewStore(
            people: .init(
                change: changePeople, ledger: ledger, list: people, roster: roster,
                named: person(named:), roles: roles(of:), grants: grants(of:)),
            keys: .init(counts: countKeys, page: waitingPage, rewrap: rewrap),
            queues: .init(
                create: createQueue, list: queues, named: queue(named:), setOpen: setOpen,
                knownSources: knownSources, ingest: ingest),
            work: .init(
                claim: claim, heartbeat: heartbeat, closed: closed, release: release,
                decline: decline,
                submit: submit, raiseFlag: raiseFlag(of:), amend: amend, undo: undo,
                settingAside: setAside,
                endingHold: endHold),
            drafts: .init(
                save: saveDraft, saveIfNewer: saveDraftIfNewer, load: loadDraft,
                delete: deleteDraft),
            sittings: .init(
                clockIn: clockIn, seen: seen, clockOut: clockOut, submitTimes: submitTimes),
            records: .init(
                clip: storedClip, ending: clips, history: history, recentIn: recent,
                annotated: annotated, exportPage: exportPage, status: status),
            upkeep: .init(
                workspace: workspaceMeta, changeCounter: changeCounter, health: health,
                knownClips: knownClips, close: close),
            audit: .init(
                signing: { [self] in SQLiteEngine(sharing: self, scribe: $0).port },
                append: appendToLog, length: auditLength, custody: custodyMarks, head: auditHead,
                page: auditPage,
                inclusion: auditInclusion, consistency: auditConsistency),
            disclosures: .init(
                ask: askDisclosure, refuse: refuseDisclosure, close: closeDisclosure,
                shared: sharedCells, forgetCells: forgetCells),
            glasses: .init(
                ask: askGlass, clip: clipOfGlass, approve: approveGlass, open: openGlass,
                review: reviewGlass, list: glasses),
            consent: .init(optOut: optOut, optedOut: optedOut, holds: holds),
            erasures: .init(
                request: requestErasure, open: openErasures, cellsToForget: cellsToForget,
                cellsForgotten: cellsForgotten, destroyKeys: destroyKeys,
                eraseContents: eraseContents, soundsToRemove: soundsToRemove,
                soundsRemoved: soundsRemoved, namesToList: namesToList, bury: bury,
                listsToWrite: listsToWrite, listsWritten: listsWritten,
                clearRemains: clearRemains, partsWithoutReceipt: partsWithoutReceipt,
                finish: finish, receipts: receipts),
            exports: .init(
                sealingKey: sealingKey, keepSealingKey: keepSealingKey, begin: begin,
                name: name(export:_:), finish: finish(export:without:written:leftOut:now:),
                giveUp: giveUp(export:traceless:now:), list: exports),
            papers: .init(
                setRetention: setRetention, retention: retention, subject: subject,
                processing: processing),
            incidents: .init(
                open: openIncidents, closed: closedIncidents, one: incident,
                ending: incidents(endingIn:), raisedBy: incidents(raisedBy:since:),
                act: act(on:seen:_:by:now:), climb: climb, takeNotices: takeNotices,
                settle: settle, nextNotice: nextNotice, notices: notices(of:)),
            shifts: .init(
                attend: attend, current: currentShift, end: endShift, beginRest: beginRest,
                endRest: endRest, past: pastShifts, exposure: exposure, care: care,
                setCare: setCare, keptBack: keptBack, resting: resting, crowd: crowd),
            board: .init(
                snapshot: boardSnapshot, inHand: inHand, reserved: reserved,
                offered: offeredQueues, setPriority: setPriority, reserve: reserve,
                release: release(_:now:), hand: hand, adjudicate: adjudicate),
            messages: .init(
                send: send, waiting: messages, read: forget, takeBack: takeBack),
            reports: .init(
                own: figures(of:_:), team: figures(ofAllIn:), queue: figures(in:_:)))
    }
}
