// What keys cost where there are many people and many clips: grants, signing in, rotation.
import Crypto
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

enum KeysAtWork {
    /// Thousands of colleagues: keys sealed to each, and what that makes of signing in.
    static func grants(_ bench: Bench) throws -> [Figure] {
        let people = bench.isQuick ? 500 : 5000
        let site = try Site(bench, "people")
        let seat = try site.seat()
        let crowd = try timed { try add(people, to: seat) }.time
        try seat.renewKeys()
        let rotation = try timed {
            try KeyRotation(seat: seat).run([.text], now: .now, onProgress: { _ in })
        }.time
        try seat.store.upkeep.close()
        let memory = "\(site.folder)/config/earshot/keys"
        let first = try Series.of(bench.runs(5)) { _ in
            try forget(memory)
            try site.seat().store.upkeep.close()
        }
        let again = try Series.of(bench.runs(10), warmUp: 1) { _ in
            try site.seat().store.upkeep.close()
        }
        let count = Table.number(Double(people))
        return [
            Figure(
                "people added", Series([Double(people) / crowd.seconds]), unit: .perSecond,
                "with two keys each, sealed, logged and stored, \(batch) to a transaction"),
            Figure(
                "grants", Series([Double(people + 1) / rotation.seconds]), unit: .perSecond,
                "a class rotated for \(count) people: sealed on every core, logged one by one, in"
                    + " one transaction"),
            Figure(
                "signing in, first time", first,
                "the ledger of \(count) people replayed, every signature checked"),
            Figure(
                "signing in", again, aim: .medianBelow(1000),
                "the same by somebody who read it before: every hash, link and role"),
        ]
    }

    private static let batch = 250

    private static func add(_ people: Int, to seat: Seat) throws {
        var random = SystemRandomNumberGenerator()
        let ring = seat.vault.keyring
        for start in stride(from: 0, to: people, by: batch) {
            let steps = try (start..<min(people, start + batch)).flatMap { number in
                let keys = PersonalKeys.create().publicKeys
                let person = Person(
                    id: PersonID(at: .now, using: &random), name: "colleague-\(number)",
                    roles: [.reviewer])
                return try [.add(Member(person: person, keys: keys))]
                    + [KeyClass.audio, .text].map {
                        PeopleStep.give(
                            try ring.grant($0, to: person.id, publicKeys: keys))
                    }
            }
            try seat.store.people.change(steps, nil, .now)
        }
    }

    /// Takes away what was remembered of earlier readings.
    private static func forget(_ folder: String) throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
        for file in files where file.hasSuffix(".people") {
            try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
        }
    }

    /// Ten thousand clips under new keys, beside the bare cipher over as many data keys.
    static func rotate(_ bench: Bench) throws -> [Figure] {
        let clips = bench.isQuick ? 1000 : 10_000
        let site = try Site(bench, "rotate")
        let seat = try site.seat()
        try fill(clips, site, seat)
        let rates = try (0..<(bench.isQuick ? 1 : 4)).map { _ in
            let rotation = try timed {
                try KeyRotation(seat: seat).run(
                    KeyRotation.rotating, now: .now, onProgress: { _ in })
            }
            guard rotation.result.rewrapped == clips * 2 else {
                throw BenchFailure("\(rotation.result.rewrapped) keys were rewrapped")
            }
            return Double(clips) / rotation.time.seconds
        }
        let floor = try (0..<4).map { _ in try bare(clips) }
        try seat.store.upkeep.close()
        return [
            Figure(
                "rotate", Series(rates), unit: .perSecond, floor: Series(floor),
                "\(Table.number(Double(clips))) clips of two classes under new keys, durable, 1,000 to"
                    + " a transaction; floor: as many keys opened and sealed with bare AES-256-GCM on"
                    + " one core")
        ]
    }

    private static func fill(_ count: Int, _ site: Site, _ seat: Seat) throws {
        let queue = try site.queue(in: seat.store)
        var random = SystemRandomNumberGenerator()
        for start in stride(from: 0, to: count, by: 1000) {
            let clips = try (start..<min(count, start + 1000)).map { number in
                try seat.vault.seal(
                    IncomingClip(
                        sourceID: "bench-\(number)", audio: AudioSource(path: "/bench.wav"),
                        locale: Site.locale, consent: Consent(id: "bench", granted: true)),
                    as: ClipID(at: .now, using: &random), in: queue.id, audio: Data([0])
                ).clip
            }
            _ = try seat.store.queues.ingest(queue.id, clips, .now)
        }
    }

    /// Clips a second: two data keys each, opened under one key and sealed under another.
    private static func bare(_ clips: Int) throws -> Double {
        let (old, new) = (SymmetricKey(size: .bits256), SymmetricKey(size: .bits256))
        let box = try AES.GCM.seal(Data(count: 32), using: old)
        let time = try timed {
            for _ in 0..<(clips * 2) {
                keep(try AES.GCM.seal(AES.GCM.open(box, using: old), using: new))
            }
        }.time
        return Double(clips) / time.seconds
    }
}
