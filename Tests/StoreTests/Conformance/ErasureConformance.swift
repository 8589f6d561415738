// Conformance: what is asked to be erased is out of reach at once, and goes step by step.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

extension Workplace {
    func erase(_ clips: [ClipID], dryRun: Bool = false) throws -> ErasureAnswer {
        try store.erasures.request(ErasureRequest(scope: .asked([], clips)), dryRun, now)
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
            let answer = try $0.erase(clips.map(\.id))
            #expect(answer.clips == 3 && answer.already == 0)
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
    ]
}
