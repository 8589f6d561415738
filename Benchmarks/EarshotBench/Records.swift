// What is stored while a person works, asked of the store as the desk asks it, and taken out.
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

enum Records {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try bench.crowdedSite()
        let disk = try DiskFloor("\(site.folder)/sync")
        let seat = try site.seat()
        let queue = try site.queue(in: seat.store)
        let runs = bench.runs(400)
        var floor = Series()
        let claimed = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], count: runs, ttl: 3600, now: .now,
                resumes: false))
        let drafts = try Series.of(runs) { run in
            if run % 2 == 0 { floor.add(try disk.measure()) }
            _ = try seat.store.drafts.save(
                claimed[run % 20].clip.id, seat.person.id, Data(count: 600), .now)
        }
        let submits = try Series.of(claimed.count) { run in
            if run % 2 == 0 { floor.add(try disk.measure()) }
            try submit(claimed[run], seat)
        }
        let status = try Series.of(runs, warmUp: 3) { _ in
            _ = try seat.store.records.status(.now, Timestamp.now.startOfLocalDay)
        }
        try seat.store.upkeep.close()
        let command = try Series.of(bench.runs(40)) { _ in try site.run(["status", "--json"]) }
        let clips = Table.number(Double(bench.manyClips))
        return [
            Figure(
                "submit", submits, floor: floor, aim: .p99Below(5),
                "Enter to durable: annotation, clip and counts in one transaction, among \(clips) "
                    + "clips; floor: a 4 KB overwrite and fdatasync"),
            Figure(
                "draft save", drafts, floor: floor, aim: .p99Below(5),
                "600 sealed bytes in place of an earlier draft, durable"),
            Figure("status", status, "counts by queue, people and incidents"),
            Figure(
                "`earshot status`", command, "the whole command with \(clips) clips in the store"),
        ]
    }

    private static func submit(_ claimed: ClaimedClip, _ seat: Seat) throws {
        var random = SystemRandomNumberGenerator()
        let annotation = SealedAnnotation(
            id: AnnotationID(at: .now, using: &random), clip: claimed.clip.id,
            person: seat.person.id, outcome: .annotated,
            judgments: Judgments(["activation": ["intended"], "error": ["none"]]),
            effort: Effort(
                seconds: 20, heardSeconds: 2.2, coverage: 1, plays: 1, keystrokes: 1),
            submittedAt: .now, content: Data(count: 700))
        guard case .stored = try seat.store.work.submit(annotation, claimed.lease.token) else {
            throw BenchFailure("a submit was refused")
        }
    }
}

enum Exports {
    /// Clips out, with and without their sound.
    static func measure(_ bench: Bench) throws -> [Figure] {
        let count = bench.isQuick ? 300 : 3000
        let site = try Site(bench, "export")
        try site.importClips(Recordings(count: count, seconds: 0.5...2))
        let seat = try site.seat()
        try annotateAll(seat, try site.queue(in: seat.store))
        try seat.store.upkeep.close()
        func rate(_ arguments: [String]) throws -> Series {
            Series(
                try (0..<(bench.isQuick ? 1 : 4)).map { run in
                    let output = "\(site.folder)/out-\(arguments.count)-\(run).jsonl"
                    let time = try site.run(
                        [
                            "export", "--queue", Site.queue, "--format", "earshot", "--output",
                            output,
                        ]
                            + arguments
                    ).time
                    return Double(count) / time.seconds
                })
        }
        return [
            Figure(
                "export with sound", try rate([]), unit: .perSecond,
                "\(count) annotated clips of 0.5 to 2 s through `earshot export`: opened, decoded, "
                    + "written as WAV; start-up included"),
            Figure(
                "export, text alone", try rate(["--no-audio"]), unit: .perSecond,
                "the same without sound"),
        ]
    }

    private static func annotateAll(_ seat: Seat, _ queue: Queue) throws {
        while true {
            let claimed = try seat.store.work.claim(
                ClaimRequest(
                    person: seat.person.id, queues: [queue.id], count: 200, ttl: 3600, now: .now,
                    resumes: false))
            guard !claimed.isEmpty else { return }
            for claim in claimed { try annotate(claim, seat) }
        }
    }

    private static func annotate(_ claimed: ClaimedClip, _ seat: Seat) throws {
        let keys = seat.vault.openKeys(of: claimed.clip)
        let clip = try keys.open(claimed.clip)
        var random = SystemRandomNumberGenerator()
        let id = AnnotationID(at: .now, using: &random)
        let content = AnnotationContent(reference: clip.hypothesis?.text ?? "")
        let effort = Effort(
            seconds: 20, heardSeconds: 2.2, coverage: 1, plays: 1, keystrokes: 1)
        let annotation = try keys.seal(
            content, as: id, by: seat.person.id, outcome: .annotated, effort: effort, at: .now)
        guard case .stored = try seat.store.work.submit(annotation, claimed.lease.token) else {
            throw BenchFailure("a submit was refused")
        }
    }
}
