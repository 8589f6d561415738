// Conformance: accidental wake-ups are marked for deletion, counted, and never exported.
import ReviewCore
import Store
import Testing

extension StoreConformance {
    static let deletions = [
        StoreConformance("an accidental wake-up is marked until it is amended or taken back") {
            let q = try $0.queue("q")
            try $0.fill(q, 2)
            let ana = try $0.person("ana")
            let mine = try $0.claim(ana, [q], count: 2)
            let accident = $0.annotation(mine[0].clip.id, ana, activation: "false_wake")
            _ = try $0.store.work.submit(accident, mine[0].lease.token)
            #expect(try $0.counts("q")?.deletionWanted == 1)
            #expect(try $0.counts("q")?.annotated == 1)
            let meant = $0.annotation(mine[0].clip.id, ana)
            _ = try $0.store.work.amend(meant, accident.id)
            #expect(try $0.counts("q")?.deletionWanted == 0)
            let again = $0.annotation(mine[0].clip.id, ana, activation: "false_wake")
            _ = try $0.store.work.amend(again, meant.id)
            #expect(try $0.counts("q")?.deletionWanted == 1)
            _ = try $0.undo(ana)
            #expect(try $0.counts("q")?.deletionWanted == 0)
            // Who skips a clip has not judged it.
            let skip = $0.annotation(
                mine[1].clip.id, ana, .skipped(reason: "noisy"), activation: "false_wake")
            _ = try $0.store.work.submit(skip, mine[1].lease.token)
            #expect(try $0.counts("q")?.deletionWanted == 0)
        },
        StoreConformance("an export leaves out what is to be deleted, and counts it once") {
            let q = try $0.queue("q")
            let clips = try $0.fill(q, 20).map(\.id)
            let ana = try $0.person("ana")
            let accidents: Set = [0, 1, 7, 8, 9, 18, 19]
            for (index, claimed) in try $0.claim(ana, [q], count: 20).enumerated() {
                let sent = $0.annotation(
                    claimed.clip.id, ana,
                    activation: accidents.contains(index) ? "false_wake" : "intended")
                _ = try $0.store.work.submit(sent, claimed.lease.token)
            }
            let expected = (0..<20).filter { !accidents.contains($0) }.map { clips[$0] }
            for page in [1, 2, 5, 12, 13, 14, 100] {
                var got: [ClipID] = []
                let leftOut = try $0.store.records.forEachExported(in: q, page: page) {
                    got.append($0.clip.id)
                }
                #expect(got == expected)
                #expect(leftOut == accidents.count)
            }
        },
    ]
}
