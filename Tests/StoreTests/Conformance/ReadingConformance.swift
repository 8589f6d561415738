// Conformance: recent work, export, status, drafts, and being told of changes.
import Foundation
import ReviewCore
import Store
import Testing

extension StoreConformance {
    static let reading = [
        StoreConformance("recent work comes newest first, as it stands, and only one's own") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 4)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let yesterday = $0.now
            try $0.submit(try $0.claim(ana, [q])[0])
            $0.pass(86_400)
            let sitting = $0.now
            for _ in 0..<2 { try $0.submit(try $0.claim(ana, [q])[0]) }
            try $0.submit(try $0.claim(bea, [q])[0])
            let recent = try $0.store.records.recent(ana, sitting, 10)
            #expect(recent.map(\.clip) == [clips[2], clips[1]])
            #expect(try $0.store.records.recent(ana, yesterday, 2).map(\.clip.id).count == 2)
            _ = try $0.undo(ana)
            #expect(try $0.store.records.recent(ana, sitting, 10).map(\.clip) == [clips[1]])
        },
        StoreConformance("what was heard comes back wherever an annotation is read") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0]
            let ana = try $0.person("ana")
            let taken = try $0.claim(ana, [q])[0]
            let slowed = ClipCoverage(plays: 3, numbers: [0, 900, 75, 2, 0, 2250, 100, 1])
            let first = $0.annotation(clip.id, ana, listening: slowed)
            let second = $0.annotation(clip.id, ana, listening: ClipCoverage())
            _ = try $0.store.work.submit(first, taken.lease.token)
            #expect(
                try $0.store.records.recent(ana, $0.now, 1)[0].record.annotation.effort.listening
                    == slowed)
            _ = try $0.store.work.amend(second, first.id)
            #expect(
                try $0.store.records.history(clip.id).map(\.annotation) == [first, second])
            let current = try $0.store.records.annotated(clip.id, ana)?.record.annotation
            #expect(current?.effort == second.effort && current?.effort.listening.isEmpty == true)
        },
        StoreConformance("recent work of some queues leaves out the others") {
            let (q, r, s) = (try $0.queue("q"), try $0.queue("r"), try $0.queue("s"))
            let clips = try [q, r, s].map { [place = $0] in try place.fill($0, 1)[0].id }
            let (ana, start) = (try $0.person("ana"), $0.now)
            for queue in [q, r, s] { try $0.submit(try $0.claim(ana, [queue])[0]) }
            func recent(_ store: ReviewStore, _ queues: [QueueID]?, _ limit: Int) throws -> [ClipID]
            {
                try store.records.recentIn(ana, queues, start, limit).map(\.clip.id)
            }
            #expect(try recent($0.store, [r], 9) == [clips[1]])
            #expect(try recent($0.store, [q, s], 9) == [clips[2], clips[0]])
            // The limit counts what is asked for, not what is passed over.
            #expect(try recent($0.store, [q], 1) == [clips[0]])
            #expect(try recent($0.store, [], 9) == [])
            #expect(try recent($0.store, nil, 9) == [clips[2], clips[1], clips[0]])
        },
        StoreConformance("one clip comes back with the person's annotation as it stands") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0]
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let skipped = try $0.claim(ana, [q])[0]
            #expect(try $0.store.records.annotated(clip.id, ana) == nil)
            let skip = $0.annotation(clip.id, ana, .skipped(reason: "noisy"))
            _ = try $0.store.work.submit(skip, skipped.lease.token)
            let taken = try $0.claim(bea, [q])[0]
            let first = $0.annotation(clip.id, bea)
            _ = try $0.store.work.submit(first, taken.lease.token)
            let second = $0.annotation(clip.id, bea)
            _ = try $0.store.work.amend(second, first.id)
            let mine = try $0.store.records.annotated(clip.id, ana)
            #expect(mine?.record.annotation == skip && mine?.clip == clip)
            #expect(
                try $0.store.records.annotated(clip.id, bea)?.record
                    == AnnotationRecord(annotation: second, revision: 2, standing: .current))
            #expect(try $0.store.records.annotated($0.id(), bea) == nil)
            _ = try $0.undo(bea)
            #expect(try $0.store.records.annotated(clip.id, bea) == nil)
            try $0.store.work.setAside([clip.id], .consentWithdrawn, $0.now)
            #expect(try $0.store.records.annotated(clip.id, ana) == nil)
        },
        StoreConformance("an export has each finished clip once, in order, at any page size") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 23)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let outcomes: [Outcome] = [
                .annotated, .skipped(reason: "x"), .broken(reason: "y"), .annotated,
            ]
            for (index, claimed) in try $0.claim(ana, [q], count: 20).enumerated() {
                try $0.submit(claimed, outcomes[index % 4])
            }
            // The first skipped clip is annotated by somebody else: it appears once, as theirs.
            _ = try $0.claim(ana, [q], count: 3)
            try $0.submit(try $0.claim(bea, [q])[0])
            try $0.store.work.setAside([clips[0].id], .consentWithdrawn, $0.now)
            let expected = (1..<20).filter { $0 == 1 || $0 % 4 != 1 }.map { clips[$0].id }
            for page in [1, 3, 7, 15, 16, 17, 100] {
                var got: [ReviewedClip] = []
                try $0.store.records.forEachExported(in: q, page: page) { got.append($0) }
                #expect(got.map(\.clip.id) == expected)
                #expect(got.first?.record.annotation.person == bea)
            }
        },
        StoreConformance("status tells who is on shift, where, and what they did today") {
            let q = try $0.queue("q")
            try $0.fill(q, 6)
            let ana = try $0.person("ana", [.supervisor, .reviewer])
            _ = try $0.person("bea")
            try $0.submit(try $0.claim(ana, [q])[0])
            $0.pass(7200)
            let today = $0.now
            let sitting = try $0.store.sittings.clockIn(ana, q, $0.now)
            for claimed in try $0.claim(ana, [q], count: 3) { try $0.submit(claimed) }
            try $0.submit(try $0.claim(ana, [q])[0], .skipped(reason: "x"))
            _ = try $0.undo(ana)
            _ = try $0.undo(ana)
            $0.pass(200)
            try $0.store.sittings.seen(sitting, $0.now)
            $0.pass(250)
            let people = try $0.store.records.status($0.now, today).people
            let absent = WorkspaceStatus.PersonCounts(
                name: "bea", roles: [.reviewer], queue: nil, onShift: false, annotatedToday: 0)
            #expect(
                people == [
                    WorkspaceStatus.PersonCounts(
                        name: "ana", roles: [.reviewer, .supervisor], queue: "q", onShift: true,
                        annotatedToday: 2), absent,
                ])
            $0.pass(100)
            #expect(try $0.store.records.status($0.now, today).people[0].onShift == false)
            try $0.store.sittings.seen(sitting, $0.now)
            try $0.store.sittings.clockOut(sitting, $0.now)
            #expect(try $0.store.records.status($0.now, today).people[0].onShift == false)
        },
        StoreConformance("a draft is replaced, kept a person, needs no lease, and can be dropped") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let (first, second) = ($0.bytes(10), $0.bytes(200_000))
            #expect(try $0.store.drafts.save(clip, ana, first, $0.now))
            #expect(try $0.store.drafts.save(clip, bea, first, $0.now))
            $0.pass(1)
            #expect(try $0.store.drafts.save(clip, ana, second, $0.now))
            #expect(
                try $0.store.drafts.load(clip, ana) == StoredDraft(bytes: second, savedAt: $0.now))
            try $0.store.drafts.delete(clip, ana)
            #expect(try $0.store.drafts.load(clip, ana) == nil)
            #expect(try $0.store.drafts.load(clip, bea)?.bytes == first)
            let nowhere: ClipID = $0.id()
            #expect(try !$0.store.drafts.save(nowhere, ana, first, $0.now))
        },
        StoreConformance("a stale desk's words do not replace newer ones, nor those of the moment")
        {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            let ana = try $0.person("ana")
            let (stale, live) = ($0.bytes(10), $0.bytes(20))
            let written = $0.now
            #expect(try $0.store.drafts.saveIfNewer(clip, ana, stale, written))
            $0.pass(30)
            #expect(try $0.store.drafts.saveIfNewer(clip, ana, live, $0.now))
            #expect(try !$0.store.drafts.saveIfNewer(clip, ana, stale, written))
            #expect(try !$0.store.drafts.saveIfNewer(clip, ana, stale, $0.now))
            let kept = StoredDraft(bytes: live, savedAt: $0.now)
            #expect(try $0.store.drafts.load(clip, ana) == kept)
            // Another's draft is no rival, and a plain save always wins.
            #expect(
                try $0.store.drafts.saveIfNewer(clip, try $0.person("bea"), stale, written))
            #expect(try $0.store.drafts.save(clip, ana, stale, written))
            #expect(try $0.store.drafts.load(clip, ana)?.bytes == stale)
            try $0.store.work.setAside([clip], .consentWithdrawn, $0.now)
            #expect(try !$0.store.drafts.saveIfNewer(clip, ana, live, $0.now))
        },
        StoreConformance("the change counter moves with every commit and with nothing else") {
            let before = try $0.store.upkeep.changeCounter()
            _ = try $0.store.queues.list()
            #expect(try $0.store.upkeep.changeCounter() == before)
            _ = try $0.queue("q")
            let after = try $0.store.upkeep.changeCounter()
            #expect(after != before)
            #expect(try $0.store.upkeep.changeCounter() == after)
        },
        StoreConformance("known clips are told from strangers") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0].id
            #expect(try $0.store.upkeep.knownClips([clip, $0.id()]) == [clip])
        },
    ]
}
