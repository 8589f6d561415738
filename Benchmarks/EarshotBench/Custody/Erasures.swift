// How fast clips go: out of everybody's reach by an opt-out, and for good by an erasure.
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

enum Erasures {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let count = bench.isQuick ? 1000 : 10_000
        var (optOuts, erasures) = (Series(), Series())
        var (syncs, unlinks) = (Series(), Series())
        for run in 0..<(bench.isQuick ? 1 : 3) {
            let site = try Site(bench, "erase-\(run)")
            let disk = try DiskFloor("\(site.folder)/sync")
            syncs.add(try disk.measure().seconds * 1000)
            let seat = try site.seat()
            let clips = try fill(count, seat, try site.queue(in: seat.store))
            optOuts.add(try optingOut(clips, seat))
            erasures.add(try erasing(clips, seat))
            unlinks.add(try unlinking(count, "\(site.folder)/floor"))
            try seat.store.upkeep.close()
        }
        let all = Table.number(Double(count))
        return [
            Figure(
                "opt-out", optOuts, unit: .perSecond,
                "\(all) lines of a list, each a device with one clip: out of the queue, kept and "
                    + "logged; one 4 KB overwrite and fdatasync of this disk takes "
                    + "\(Table.number(syncs.median)) ms"),
            Figure(
                "erase", erasures, unit: .perSecond, floor: unlinks,
                "\(all) clips with 40 KB of sound, from the request to the receipt: keys, contents, "
                    + "sound, the database built anew; floor: as many such files unlinked and "
                    + "synced in the same batches"),
        ]
    }

    private static let sound = Data(repeating: 0x5A, count: 40_000)

    private static func fill(
        _ count: Int, _ seat: Seat, _ queue: Queue
    ) throws -> [SealedClip] {
        var synthetic = SyntheticClips()
        let clips = synthetic.next(count).enumerated().map { index, made in
            var clip = made
            clip.device = try? seat.vault.pseudonym(ofDevice: "device-\(index)")
            return clip
        }
        for start in stride(from: 0, to: count, by: 250) {
            let batch = clips[start..<min(start + 250, count)]
            try seat.workspace.audioFiles.write(batch.map { ($0.id, sound) })
            _ = try seat.store.queues.ingest(queue.id, Array(batch), .now)
        }
        return clips
    }

    private static func optingOut(_ clips: [SealedClip], _ seat: Seat) throws -> Double {
        let lines = clips.indices.map { "device-\($0)" }.joined(separator: "\n")
        let done = try timed {
            try OptOutList(lines, seat.vault).carryOut(in: seat, dryRun: false).report
        }
        guard done.result.clips == clips.count else {
            throw BenchFailure("\(done.result.clips) of \(clips.count) clips were taken out")
        }
        return Double(clips.count) / done.time.seconds
    }

    private static func erasing(_ clips: [SealedClip], _ seat: Seat) throws -> Double {
        let done = try timed {
            _ = try seat.store.erasures.request(
                ErasureRequest(scope: .asked([], clips.map(\.id))), false, .now)
            return try seat.finishErasures().receipts
        }
        guard done.result.count == 1 else { throw BenchFailure("the erasure left no receipt") }
        return Double(clips.count) / done.time.seconds
    }

    private static func unlinking(_ count: Int, _ folder: String) throws -> Double {
        let files = SealedAudioFiles(directory: folder)
        var random = SystemRandomNumberGenerator()
        let clips = (0..<count).map { _ in ClipID(at: .now, using: &random) }
        for start in stride(from: 0, to: count, by: 250) {
            try files.write(clips[start..<min(start + 250, count)].map { ($0, sound) })
        }
        let time = try timed {
            for start in stride(from: 0, to: count, by: 250) {
                try files.delete(Array(clips[start..<min(start + 250, count)]))
            }
        }.time
        return Double(count) / time.seconds
    }
}
