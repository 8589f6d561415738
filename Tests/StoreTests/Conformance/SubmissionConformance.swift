// Conformance: submits, retries, flags, amendments, undo, and the history they leave.
import Foundation
import ReviewCore
import Store
import Testing

extension StoreConformance {
    static let submissions = [
        StoreConformance("an annotation comes back as it went in, whatever its outcome") {
            let q = try $0.queue("q")
            try $0.fill(q, 3)
            let ana = try $0.person("ana")
            let outcomes: [Outcome] = [
                .annotated, .skipped(reason: "noisy"), .broken(reason: "no frames"),
            ]
            for (claimed, outcome) in zip(try $0.claim(ana, [q], count: 3), outcomes) {
                let flag = Flag(category: "other", severity: .p3)
                let sent = $0.annotation(claimed.clip.id, ana, outcome, flag: flag)
                #expect(
                    try $0.store.work.submit(sent, claimed.lease.token) == .stored(revision: 1))
                #expect(
                    try $0.store.records.history(claimed.clip.id) == [
                        AnnotationRecord(annotation: sent, revision: 1, standing: .current)
                    ])
            }
        },
        StoreConformance("the same submit again stores nothing twice, however late") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q])[0]
            let sent = $0.annotation(mine.clip.id, ana)
            for _ in 0..<3 {
                #expect(try $0.store.work.submit(sent, mine.lease.token) == .stored(revision: 1))
                $0.pass(500)
            }
            #expect(try $0.store.records.history(mine.clip.id).count == 1)
            #expect(try $0.counts("q")?.annotated == 1)
            #expect(try $0.submit(mine) == .refused(.alreadySubmitted))
        },
        StoreConformance("a figure that is no number does not cost the annotation") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q])[0]
            var sent = $0.annotation(mine.clip.id, ana)
            sent.effort.coverage = .nan
            sent.effort.seconds = .infinity
            #expect(try $0.store.work.submit(sent, mine.lease.token) == .stored(revision: 1))
        },
        StoreConformance("a flag stands, at its gravest, through amendment and undo") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q])[0]
            let grave = Flag(category: "child_abuse", severity: .p1)
            let first = $0.annotation(mine.clip.id, ana, flag: grave)
            _ = try $0.store.work.submit(first, mine.lease.token)
            let milder = $0.annotation(
                mine.clip.id, ana, flag: Flag(category: "child_abuse", severity: .p3))
            #expect(try $0.store.work.amend(milder, first.id) == .stored(revision: 2))
            _ = try $0.undo(ana)
            let incidents = try $0.store.records.status($0.now, $0.now).incidents
            #expect(incidents.bySeverity == ["P0": 0, "P1": 1, "P2": 0, "P3": 0])
            #expect(incidents.open == 1 && incidents.unacknowledged == 1)
            #expect(incidents.breached == 0)
            #expect(try $0.counts("q")?.flagged == 1)
            $0.pass(901)
            #expect(try $0.store.records.status($0.now, $0.now).incidents.breached == 1)
        },
    ]

    static let amendments = [
        StoreConformance("amending keeps what it replaced, and a retry changes nothing") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q])[0]
            let first = $0.annotation(mine.clip.id, ana)
            _ = try $0.store.work.submit(first, mine.lease.token)
            $0.pass(100)
            let second = $0.annotation(mine.clip.id, ana)
            for _ in 0..<2 {
                #expect(try $0.store.work.amend(second, first.id) == .stored(revision: 2))
            }
            #expect(
                try $0.store.records.history(mine.clip.id) == [
                    AnnotationRecord(annotation: first, revision: 1, standing: .replaced),
                    AnnotationRecord(annotation: second, revision: 2, standing: .current),
                ])
            let late = $0.annotation(mine.clip.id, ana)
            #expect(try $0.store.work.amend(late, first.id) == .refused(.amendedMeanwhile))
            let (store, same) = ($0.store, late)
            #expect(throws: StoreError(.misuse("an amendment has an id of its own"))) {
                try store.work.amend(same, same.id)
            }
            #expect(
                try $0.store.sittings.submitTimes(ana, first.submittedAt) == [first.submittedAt])
        },
        StoreConformance("an undone submit is back in hand, and kept as withdrawn") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 3)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 3)
            try $0.submit(mine[0])
            // The clock steps back: the latest submit is still the one undone.
            $0.pass(-40)
            let sent = $0.annotation(clips[1].id, ana)
            _ = try $0.store.work.submit(sent, mine[1].lease.token)
            guard case .undone(let again) = try $0.undo(ana) else {
                Issue.record("nothing was undone")
                return
            }
            #expect(again.clip.id == clips[1].id)
            #expect(again.withdrawn?.annotation == sent)
            #expect(again.lease.token > mine[1].lease.token)
            let resumed = try $0.claim(ana, [q], count: 9, resumes: true)
            #expect(resumed.map(\.clip.id) == [clips[1].id, clips[2].id])
            #expect(resumed[0].withdrawn?.annotation == sent)
            #expect(try $0.submit(resumed[0]) == .stored(revision: 2))
            #expect(
                try $0.store.records.history(clips[1].id).map(\.standing)
                    == [.withdrawn, .current])
        },
        StoreConformance("a skip is undone until somebody else has the clip") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q])[0]
            let skip = $0.annotation(mine.clip.id, ana, .skipped(reason: "noisy"))
            _ = try $0.store.work.submit(skip, mine.lease.token)
            let yours = try $0.claim(bea, [q])[0]
            let work = $0.annotation(mine.clip.id, ana)
            let reworded = $0.annotation(mine.clip.id, ana, .skipped(reason: "dialect"))
            #expect(try $0.undo(ana) == .refused(.takenByAnother))
            #expect(try $0.store.work.amend(work, skip.id) == .refused(.takenByAnother))
            #expect(try $0.store.work.amend(reworded, skip.id) == .stored(revision: 2))
            #expect(try $0.state(mine.clip.id) == .leased)
            try $0.submit(yours)
            #expect(try $0.undo(ana) == .refused(.alreadySubmitted))
            #expect(
                try $0.store.work.amend(work, reworded.id) == .refused(.alreadySubmitted))
            #expect(try $0.state(mine.clip.id) == .annotated)
        },
        StoreConformance("undo finds nothing before its moment, of others, or twice") {
            let q = try $0.queue("q")
            try $0.fill(q, 1)
            let (ana, bea) = (try $0.person("ana"), try $0.person("bea"))
            let mine = try $0.claim(ana, [q])[0]
            try $0.submit(mine)
            let later = UndoRequest(
                person: ana, since: $0.now.advanced(bySeconds: 1), ttl: 60, now: $0.now)
            #expect(try $0.store.work.undo(later) == .refused(.notSubmitted))
            #expect(try $0.undo(bea, mine.clip.id) == .refused(.notSubmitted))
            _ = try $0.undo(ana)
            #expect(try $0.undo(ana) == .refused(.notSubmitted))
        },
    ]
}
