// Conformance: what is asked to be erased is out of reach at once, and goes step by step.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

extension Workplace {
    func erase(
        _ clips: [ClipID], dryRun: Bool = false, althoughFlagged: Bool = false
    ) throws -> ErasureAnswer {
        try store.erasures.request(
            ErasureRequest(scope: .asked([], clips), althoughFlagged: althoughFlagged), dryRun, now)
    }

    /// Asks for everything of a queue that came in by now; answers how many clips that are.
    func expire(_ queue: QueueID) throws -> Int {
        try store.erasures.request(
            ErasureRequest(
                scope: .expired(queue, cameBefore: now, accidentalBefore: now, limit: 100)),
            false, now
        ).clips
    }

    /// The next clip, heard as an accidental wake-up and flagged.
    func submitFalseWake(_ person: PersonID, _ queue: QueueID, _ flag: Flag) throws {
        let claim = try claim(person, [queue])[0]
        let annotation = annotation(
            claim.clip.id, person, flag: flag, activation: "false_wake")
        #expect(
            try store.work.submit(annotation, claim.lease.token) == .stored(revision: 1))
    }

    /// Every step that is left, as the saga takes them.
    func finishErasures() throws {
        let erasures = store.erasures
        while try erasures.destroyKeys(2) > 0 {}
        while try erasures.eraseContents(2) > 0 {}
        try erasures.soundsRemoved(try erasures.soundsToRemove(1000))
        try erasures.bury(
            try erasures.namesToList(1000).map { name in
                Tombstone(
                    export: name.export, clip: name.clip, name: name.clip.short, manifest: "m")
            }, now)
        _ = try erasures.listsToWrite()
        try erasures.listsWritten()
        try erasures.clearRemains()
        for part in try erasures.partsWithoutReceipt() {
            try erasures.finish(part, Data("receipt of part \(part.part)".utf8), now)
        }
    }
}

extension StoreConformance {
    static let erasures = [
        StoreConformance("an erasure leaves a stub that a second import meets") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 2)
            try $0.submit(mine[0], flag: Flag(category: "grief_distress", severity: .p3))
            try $0.submit(mine[1], flag: Flag(category: "child_abuse", severity: .p0))
            let answer = try $0.erase(clips.map(\.id), althoughFlagged: true)
            #expect(answer.clips == 3 && answer.already == 0 && answer.flagged == 1)
            try $0.finishErasures()
            for clip in clips {
                let stub = try #require(try $0.store.records.clip(clip.id))
                #expect(stub.state == .erased && stub.clip.sourceDigest == clip.sourceDigest)
                #expect(stub.clip.fields.isEmpty && stub.clip.wrappedKeys.isEmpty)
                #expect(stub.clip.device == nil && stub.clip.capturedAt == nil)
                #expect(stub.clip.intent == nil && stub.clip.domain == nil)
                let history = try $0.store.records.history(clip.id).map(\.annotation)
                #expect(history.allSatisfy { $0.content.isEmpty && $0.judgments.codes.isEmpty })
                #expect(history.allSatisfy { $0.correctedIntent == nil })
                // How much of it was heard and typed says how long it was.
                #expect(history.allSatisfy { $0.effort.heardSeconds == 0 && $0.effort.plays == 0 })
                #expect(history.allSatisfy { $0.effort.coverage == 0 && $0.effort.keystrokes == 0 })
            }
            // An incident still knows what it is about; distress that opened none says no more.
            var flags: [Flag] = []
            for claimed in mine {
                flags += try $0.store.records.history(claimed.clip.id)
                    .compactMap(\.annotation.flag)
            }
            #expect(flags.map(\.category) == ["other", "child_abuse"])
            #expect(
                try $0.store.queues.ingest(q, [clips[0]], $0.now) == [.known(clips[0].id)])
            #expect(try $0.counts("q")?.erased == 3)
        },
        StoreConformance("what is erased is handed to nobody and taken from nobody") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 2)
            #expect(try $0.erase([mine[0].clip.id]).inHands == 1)
            #expect(try $0.submit(mine[0]) == .refused(.erased))
            #expect(
                try $0.store.work.heartbeat(mine.map(\.lease), 60, $0.now).first
                    == .lost(.erased))
            try $0.store.work.release([mine[1].lease])
            #expect(try $0.claim(ana, [q], count: 9).map(\.clip.id) == [mine[1].clip.id])
            _ = try $0.store.erasures.destroyKeys(9)
            try $0.store.work.setAside([mine[0].clip.id], .hold(.unstated), $0.now)
            #expect(try $0.state(mine[0].clip.id) == .erased)
        },
        StoreConformance("each step is done once, whoever repeats it") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 5).map(\.id)
            _ = try $0.erase(clips)
            #expect(try $0.erase(clips).already == 5)
            try $0.finishErasures()
            try $0.finishErasures()
            #expect(try $0.store.erasures.receipts().map(\.part) == [1])
            #expect(try $0.store.erasures.open().isEmpty)
        },
        StoreConformance("a receipt is of what is gone, and of nothing else") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2).map(\.id)
            _ = try $0.erase(clips)
            #expect(try $0.store.erasures.partsWithoutReceipt().isEmpty)
            while try $0.store.erasures.destroyKeys(9) > 0 {}
            #expect(try $0.store.erasures.partsWithoutReceipt().isEmpty)
            try $0.finishErasures()
            #expect(try $0.store.erasures.receipts().count == 1)
        },
        StoreConformance("an unknown clip is said, and the known ones go") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            let stranger: ClipID = $0.id()
            let answer = try $0.erase([clip, stranger])
            #expect(answer.clips == 1 && answer.unknown == [stranger])
        },
        StoreConformance("a hold stops an erasure whose keys are there, and no other") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3).map(\.id)
            _ = try $0.erase([clips[0]])
            _ = try $0.store.erasures.destroyKeys(9)
            _ = try $0.erase([clips[1]])
            let reason = SetAside.hold(.unstated)
            #expect(
                try $0.store.work.setAside(clips, reason, $0.now)
                    == [.beingErased, .stoppedErasure, .done])
            try $0.finishErasures()
            #expect(try $0.state(clips[1]) == .held)
            #expect(try $0.store.records.clip(clips[1])?.clip.wrappedKeys.isEmpty == false)
            #expect(try $0.store.work.setAside([clips[0]], reason, $0.now) == [.erased])
            #expect(try $0.store.consent.holds().map(\.erasureWaits) == [true, false])
            try $0.store.work.endHold(clips, $0.now)
            try $0.finishErasures()
            #expect(try $0.state(clips[1]) == .erased)
            #expect(try $0.store.records.clip(clips[1])?.clip.wrappedKeys.isEmpty == true)
        },
        StoreConformance("a second hold keeps what the end of the first would let go") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            let (one, other) = (try #require(HoldReason("a")), try #require(HoldReason("b")))
            for reason in [one, other] {
                try $0.store.work.setAside([clip], .hold(reason), $0.now)
            }
            #expect(try $0.erase([clip]).deferred == 1)
            try $0.store.work.endHold([clip], under: [one], $0.now)
            try $0.finishErasures()
            #expect(try $0.state(clip) == .held)
            #expect(try $0.store.records.clip(clip)?.clip.wrappedKeys.isEmpty == false)
            try $0.store.work.endHold([clip], under: [other], $0.now)
            #expect(try $0.state(clip) == .erased)
        },
        StoreConformance("no rule takes what is behind a flag of P0 to P2, or held") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 6).map(\.id)
            let ana = try $0.person("ana")
            for severity in Severity.allCases {
                try $0.submitFalseWake(ana, q, Flag(category: "c", severity: severity))
            }
            try $0.store.work.setAside([clips[5]], .hold(.unstated), $0.now)
            try $0.store.papers.setRetention(q, 0, 0, $0.now)
            let rule = try #require(try $0.store.papers.retention($0.now).first)
            #expect(rule.due == 2 && rule.heldKept == 1 && rule.flaggedKept == 3)
            #expect(try $0.expire(q) == 2)
            #expect(try $0.expire(q) == 0)
            let place = $0
            let erased = try clips.filter { try place.state($0) == .erased }
            #expect(erased == [clips[3], clips[4]])
        },
        StoreConformance("a flag of P0 to P2 is erased only by who knows of it") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2).map(\.id)
            let ana = try $0.person("ana")
            let claim = try $0.claim(ana, [q])[0]
            try $0.submit(claim, flag: Flag(category: "child_abuse", severity: .p2))
            #expect(try $0.erase(clips, dryRun: true).flagged == 1)
            #expect(throws: StoreError(.flagged(1))) { [place = $0] in try place.erase(clips) }
            #expect(try $0.state(clips[1]) == .waiting)
            #expect(try $0.store.erasures.open().isEmpty)
            #expect(try $0.erase(clips, althoughFlagged: true).clips == 2)
        },
        StoreConformance("a rule that was lifted does not come back when a hold ends") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            // Held before the rule is applied, or in the moment after.
            for isLate in [false, true] {
                if !isLate { try $0.store.work.setAside([clip], .hold(.unstated), $0.now) }
                #expect(try $0.expire(q) == (isLate ? 1 : 0))
                if isLate {
                    #expect(
                        try $0.store.work.setAside([clip], .hold(.unstated), $0.now)
                            == [.stoppedErasure])
                }
                try $0.store.work.endHold([clip], $0.now)
                #expect(try $0.state(clip) == .waiting)
            }
        },
    ]
}
