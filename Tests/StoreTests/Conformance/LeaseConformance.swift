// Conformance: leases kept alive, run out, given back, taken up again; clocks that step.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

extension StoreConformance {
    static let leases = [
        StoreConformance("a person resumes their own clips in order, with new tokens and drafts") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 4)
            let ana = try $0.person("ana")
            let before = try $0.claim(ana, [q], count: 2)
            let draft = $0.bytes(30)
            #expect(try $0.store.drafts.save(clips[0].id, ana, draft, $0.now))
            $0.pass(5)
            let after = try $0.claim(ana, [q], count: 3, resumes: true)
            #expect(after.map(\.clip) == Array(clips[0..<3]))
            #expect(after[0].draft?.bytes == draft)
            #expect(after[0].lease.token > before[0].lease.token)
            #expect(try $0.submit(before[0]) == .refused(.claimedAgain))
            #expect(try $0.submit(after[0]) == .stored(revision: 1))
            #expect(try $0.store.drafts.load(clips[0].id, ana) == nil)
        },
        StoreConformance("only what was claimed before a sitting is taken up by it") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 6).map(\.id)
            let ana = try $0.person("ana")
            let stranded = try $0.claim(ana, [q], count: 4)
            $0.pass(5)
            let start = $0.now
            func next(_ place: Workplace, _ count: Int) throws -> [ClipID] {
                try place.store.work.claim(
                    ClaimRequest(
                        person: ana, queues: [q], count: count, ttl: 60, now: place.now,
                        resumesBefore: start)
                ).map(\.clip.id)
            }
            #expect(try next($0, 3) == Array(clips[0..<3]))
            #expect(try next($0, 2) == Array(clips[3..<5]), "the fourth was stranded too")
            #expect(try next($0, 2) == [clips[5]], "what this sitting claimed stays where it is")
            #expect(try $0.submit(stranded[3]) == .refused(.claimedAgain))
        },
        StoreConformance("a heartbeat keeps a lease that would have run out") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let lease = try $0.claim(ana, [q])[0].lease
            for _ in 0..<5 {
                $0.pass(50)
                let answer = try $0.store.work.heartbeat([lease], 60, $0.now)
                var kept = lease
                kept.expiresAt = $0.now.advanced(bySeconds: 60)
                #expect(answer == [.extended(kept)])
                #expect(try $0.claim(bea, [q]).isEmpty)
            }
        },
        StoreConformance("a lease that ran out is claimable, and its old token is stale") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let old = try $0.claim(ana, [q])[0]
            $0.pass(60)
            #expect(try $0.counts("q")?.waiting == 1)
            let new = try $0.claim(bea, [q])[0]
            #expect(new.lease.token > old.lease.token)
            #expect(try $0.submit(old) == .refused(.takenByAnother))
            #expect(
                try $0.store.work.heartbeat([old.lease], 60, $0.now) == [.lost(.takenByAnother)])
            #expect(try $0.submit(new) == .stored(revision: 1))
            #expect(try $0.submit(old) == .refused(.alreadySubmitted))
            #expect(try $0.store.records.history(old.clip.id).count == 1)
        },
        StoreConformance("a lease that ran out is still good while nobody claims the clip") {
            let (q, r) = (try $0.queue("q"), try $0.queue("r"))
            try $0.fill(q, 2)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q], count: 2)
            $0.pass(86_400)
            // Somebody passes by and the leases are swept, but the clips stay unclaimed.
            _ = try $0.claim(bea, [q, r], excluding: Set(mine.map(\.clip.id)))
            #expect(try $0.state(mine[0].clip.id) == .waiting)
            guard case .extended = try $0.store.work.heartbeat([mine[0].lease], 60, $0.now)[0]
            else {
                Issue.record("the heartbeat did not take the lease up again")
                return
            }
            #expect(try $0.state(mine[0].clip.id) == .leased)
            #expect(try $0.submit(mine[1]) == .stored(revision: 1))
        },
        StoreConformance("after a clock stepped back a lease lasts no longer than it was meant to")
        {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            $0.pass(86_400)
            _ = try $0.claim(ana, [q])
            $0.pass(-86_400)
            #expect(try $0.claim(bea, [q]).isEmpty)
            $0.pass(59)
            #expect(try $0.claim(bea, [q]).isEmpty)
            $0.pass(2)
            #expect(try $0.claim(bea, [q]).count == 1)
        },
        StoreConformance("released clips return to their place; a late heartbeat does not revive") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q], count: 2)
            try $0.store.work.release(mine.map(\.lease))
            try $0.store.work.release(mine.map(\.lease))
            #expect(
                try $0.store.work.heartbeat([mine[1].lease], 60, $0.now) == [.lost(.released)])
            #expect(try $0.claim(bea, [q], count: 3).map(\.clip) == clips)
            try $0.store.work.release(mine.map(\.lease))
            #expect(try $0.counts("q")?.leased == 3)
        },
        StoreConformance("a clip that does not open for one goes to others, until a key comes") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3).map(\.id)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let shut = try $0.claim(ana, [q])[0]
            try $0.store.work.decline([shut.lease])
            try $0.store.work.decline([shut.lease])
            #expect(try $0.counts("q")?.unopenable == 1)
            #expect(try $0.counts("q")?.waiting == 3)
            #expect(try $0.store.work.heartbeat([shut.lease], 60, $0.now) == [.lost(.released)])
            #expect(try $0.submit(shut) == .refused(.released))
            let mine = try $0.claim(ana, [q], count: 3)
            #expect(mine.map(\.clip.id) == [clips[1], clips[2]])
            let yours = try $0.claim(bea, [q], count: 3)
            #expect(yours.map(\.clip.id) == [clips[0]])
            // A lease that was lost declines nothing.
            try $0.store.work.decline([shut.lease])
            #expect(try $0.state(clips[0]) == .leased)
            try $0.store.work.release(yours.map(\.lease))
            #expect(try $0.claim(ana, [q]).isEmpty)
            let grant = KeyGrant(person: ana, keyClass: .text, generation: 2, sealed: Data([1]))
            try $0.store.people.addGrants([grant], $0.now)
            #expect(try $0.claim(ana, [q]).map(\.clip.id) == [clips[0]])
        },
        StoreConformance("a closed queue lets work in hand be finished, and no more") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 2)
            try $0.store.queues.setOpen(q, false, $0.now)
            #expect(try $0.submit(mine[0]) == .stored(revision: 1))
            $0.pass(61)
            #expect(try $0.submit(mine[1]) == .refused(.queueClosed))
        },
        StoreConformance("a token is good for its clip and its person only") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q])[0]
            let forged = $0.annotation(mine.clip.id, bea)
            #expect(
                try $0.store.work.submit(forged, mine.lease.token) == .refused(.takenByAnother))
            let nowhere = $0.annotation($0.id(), ana)
            #expect(
                try $0.store.work.submit(nowhere, mine.lease.token) == .refused(.unknownClip))
        },
    ]
}
