// Conformance: who is handed what, and in which order.
import ReviewCore
import Store
import Testing

extension StoreConformance {
    static let claims = [
        StoreConformance("clips are handed out by priority, then age, queues as preferred") {
            let (q, r) = (try $0.queue("q"), try $0.queue("r"))
            let (low, high) = (try $0.fill(q, 3), try $0.fill(q, 2, priority: 5))
            let other = try $0.fill(r, 1, priority: 9)
            let ana = try $0.person("ana")
            let clips = try $0.claim(ana, [q, r], count: 9).map(\.clip)
            #expect(clips == high + low + other)
            #expect(try $0.claim(ana, [q, r]).isEmpty)
        },
        StoreConformance("one clip is never in two people's hands") {
            let q = try $0.queue("q")
            try $0.fill(q, 10)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q], count: 6).map(\.clip.id)
            let yours = try $0.claim(bea, [q], count: 6).map(\.clip.id)
            #expect(mine.count == 6 && yours.count == 4)
            #expect(Set(mine).isDisjoint(with: yours))
        },
        StoreConformance("a closed queue hands out nothing") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            try $0.store.queues.setOpen(q, false, $0.now)
            #expect(try $0.claim(try $0.person("ana"), [q]).isEmpty)
        },
        StoreConformance("excluded clips and other locales are passed over") {
            let q = try $0.queue("q", locale: "mul")
            let clips = [$0.clip(locale: "fr-FR"), $0.clip(), $0.clip()]
            _ = try $0.store.queues.ingest(q, clips, $0.now)
            let ana = try $0.person("ana")
            let request = ClaimRequest(
                person: ana, queues: [q], count: 5, ttl: 60, now: $0.now,
                excluding: [clips[1].id], locales: ["es-CR"])
            #expect(try $0.store.work.claim(request).map(\.clip.id) == [clips[2].id])
        },
        StoreConformance("held and withdrawn clips leave the queue and the hands") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 4)
            let ana = try $0.person("ana")
            let taken = try $0.claim(ana, [q], count: 2)
            _ = try $0.store.drafts.save(taken[0].clip.id, ana, $0.bytes(9), $0.now)
            try $0.store.work.setAside([clips[0].id, clips[2].id], .consentWithdrawn, $0.now)
            try $0.store.work.setAside([clips[1].id], .hold(.unstated), $0.now)
            #expect(
                try $0.store.work.heartbeat(taken.map(\.lease), 60, $0.now)
                    == [.lost(.consentWithdrawn), .lost(.held)])
            #expect(try $0.submit(taken[0]) == .refused(.consentWithdrawn))
            #expect(try $0.submit(taken[1]) == .refused(.held))
            #expect(try $0.store.drafts.load(clips[0].id, ana) == nil)
            #expect(try !$0.store.drafts.save(clips[0].id, ana, $0.bytes(9), $0.now))
            #expect(try $0.claim(ana, [q], count: 9, resumes: true).map(\.clip) == [clips[3]])
            #expect(try $0.counts("q")?.held == 1)
            try $0.store.work.endHold([clips[1].id, clips[0].id], $0.now)
            #expect(try $0.claim(ana, [q], count: 9).map(\.clip) == [clips[1]])
        },
        StoreConformance("a skipped clip goes to others only, after what is waiting") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 2)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            try $0.submit(try $0.claim(ana, [q])[0], .skipped(reason: "dialect"))
            #expect(try $0.state(clips[0].id) == .skipped)
            #expect(try $0.claim(bea, [q], count: 2).map(\.clip) == [clips[1], clips[0]])
            #expect(try $0.claim(ana, [q]).isEmpty)
            try $0.store.work.release(try $0.claim(bea, [q], count: 2, resumes: true).map(\.lease))
            #expect(try $0.state(clips[0].id) == .skipped)
            #expect(try $0.claim(ana, [q], count: 2).map(\.clip) == [clips[1]])
        },
        StoreConformance("a clip that was flagged and skipped is handed to nobody else") {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0]
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let flag = Flag(category: "weapon_or_gunshot", severity: .p1)
            let claimed = try $0.claim(ana, [q])[0]
            #expect(
                try $0.submit(claimed, .skipped(reason: "distress"), flag: flag)
                    == .stored(revision: 1))
            #expect(try $0.claim(bea, [q]).isEmpty)
            guard case .undone(let again) = try $0.undo(ana) else {
                Issue.record("the skip was not undone")
                return
            }
            try $0.store.work.release([again.lease])
            #expect(try $0.state(clip.id) == .skipped)
            #expect(try $0.claim(bea, [q]).isEmpty)
        },
        StoreConformance("a flagged clip that was taken back and left goes to its reviewer first") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let flag = Flag(category: "weapon_or_gunshot", severity: .p1)
            try $0.submit(try $0.claim(ana, [q])[0], flag: flag)
            guard case .undone(let again) = try $0.undo(ana) else {
                Issue.record("the submit was not undone")
                return
            }
            try $0.store.work.release([again.lease])
            // Shut out while in another's hands, another locale, or excluded; the rest waits.
            #expect(try $0.claim(bea, [q]).map(\.clip.id) == [clips[1].id])
            let elsewhere = ClaimRequest(
                person: ana, queues: [q], ttl: 60, now: $0.now, locales: ["fr-FR"])
            #expect(try $0.store.work.claim(elsewhere).isEmpty)
            let mine = try $0.claim(ana, [q], count: 2)
            #expect(mine.map(\.clip.id) == [clips[0].id, clips[2].id])
            #expect(mine[0].withdrawn?.annotation.flag == flag)
            // Finished for good, it comes to nobody any more.
            try $0.submit(mine[0], .skipped(reason: "distress"))
            try $0.store.work.release([mine[1].lease])
            #expect(try $0.claim(ana, [q], count: 3).map(\.clip.id) == [clips[2].id])
            #expect(try $0.claim(bea, [q], count: 3).isEmpty)
        },
        StoreConformance(
            "a flagged clip goes to who has words on it, though a colleague skipped it"
        ) {
            let q = try $0.queue("q")
            let clip = try $0.fill(q, 1)[0]
            let (ana, bea, cid) = (
                try $0.person("ana"), try $0.person("bea"), try $0.person("cid")
            )
            try $0.submit(try $0.claim(ana, [q])[0], .skipped(reason: "dialect"))
            let flag = Flag(category: "weapon_or_gunshot", severity: .p1)
            try $0.submit(try $0.claim(bea, [q])[0], flag: flag)
            guard case .undone(let again) = try $0.undo(bea) else {
                Issue.record("the submit was not undone")
                return
            }
            try $0.store.work.release([again.lease])
            #expect(try $0.claim(ana, [q]).isEmpty)
            #expect(try $0.claim(cid, [q]).isEmpty)
            #expect(try $0.claim(bea, [q]).map(\.clip.id) == [clip.id])
            $0.pass(61)
            _ = try $0.store.drafts.save(clip.id, cid, $0.bytes(9), $0.now)
            #expect(try $0.claim(cid, [q]).map(\.clip.id) == [clip.id])
        },
        StoreConformance("a broken clip is out of the queue") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            try $0.submit(try $0.claim(ana, [q])[0], .broken(reason: "truncated"))
            #expect(try $0.claim(bea, [q]).isEmpty)
            #expect(try $0.counts("q")?.broken == 1)
        },
    ]
}
