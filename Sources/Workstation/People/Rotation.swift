// Rotating keys: a new generation of a class, every clip's data key under it, the old ones gone.
import Foundation
import ReviewCore
import Store
import Vault

/// How a class of keys stands.
public struct ClassStatus: Sendable, Equatable, Codable {
    public let keyClass: KeyClass
    /// The newest, which seals everything new.
    public let generation: Int
    /// Older generations that somebody still holds.
    public let older: [Int]
    /// How many people hold it.
    public let holders: Int
    /// Data keys that are under an older generation.
    public let waiting: Int
    /// Data keys under a generation that never was: somebody changed the database.
    public let damaged: Int

    enum CodingKeys: String, CodingKey {
        case keyClass = "class"
        case generation, older, holders, waiting, damaged
    }
}

/// What a rotation did.
public struct RotationReport: Sendable, Equatable, Codable {
    /// The newest generation of each class it was about.
    public var generations: [String: Int] = [:]
    /// Data keys put under it.
    public var rewrapped = 0
    /// Data keys that did not open and are where they were, by class.
    public var damaged: [String: Int] = [:]
    /// Classes whose older generations are kept, for the sake of what did not open.
    public var notRetired: [String] = []
    public var interrupted = false

    /// Whether all that was meant to be done is.
    public var isWhole: Bool { damaged.isEmpty && notRetired.isEmpty && !interrupted }
}

/// How far it has come.
public struct RotationProgress: Sendable {
    public var done: Int
    public var total: Int
}

/// Rotates classes of keys. It can be interrupted or killed at any point: a generation that was
/// begun is gone on with and not made twice, and a data key is under the old key or the new one
/// at every moment. Two at once find each other's work done. What does not open is left where it
/// is and named, and keeps nothing else from going on.
public struct KeyRotation {
    private let seat: Seat
    private let isCancelled: () -> Bool
    /// Clips looked at together.
    var pageLength = 1000

    public init(seat: Seat, isCancelled: @escaping () -> Bool = { false }) {
        self.seat = seat
        self.isCancelled = isCancelled
    }

    /// Classes that can be rotated.
    public static let rotating = KeyClass.allCases.filter(\.rotates)

    /// How each class stands, those that do not rotate too.
    public func status() throws -> [ClassStatus] {
        try seat.demand(.rotate)
        let counts = try seat.store.keys.counts()
        let register = try seat.hands.renew()
        return KeyClass.allCases.compactMap { keyClass in
            register.commitments.newest(of: keyClass).map { generation in
                let (waiting, damaged) = register.standing(of: keyClass, counts[keyClass] ?? [:])
                return ClassStatus(
                    keyClass: keyClass, generation: generation,
                    older: register.generationsHeld(of: keyClass).filter { $0 < generation },
                    holders: register.holders(of: keyClass).count,
                    waiting: waiting, damaged: damaged)
            }
        }
    }

    public func run(
        _ classes: [KeyClass], now: Timestamp, onProgress: (RotationProgress) -> Void
    ) throws -> RotationReport {
        try seat.demand(.rotate)
        if let fixed = classes.first(where: { !$0.rotates }) {
            throw VaultError.doesNotRotate(fixed)
        }
        // What is under way is finished; only what is not is begun. Both are told by trying: keys
        // that do not open stay where they are for good, and hold nothing up.
        var work = RotationWork()
        try seat.hands.renew()
        try rewrapAll(newest(classes, seat.register), &work, onProgress)
        if !work.interrupted, try begin(classes, work, now) {
            work.damaged = [:]
            try rewrapAll(newest(classes, seat.register), &work, onProgress)
        }
        let newest = newest(classes, seat.register)
        if !work.interrupted { try retire(newest, now) }
        return try report(work, newest)
    }

    private func report(_ work: RotationWork, _ newest: [KeyClass: Int]) throws -> RotationReport {
        var report = RotationReport(rewrapped: work.rewrapped, interrupted: work.interrupted)
        let counts = try seat.store.keys.counts()
        let register = try seat.hands.renew()
        for (keyClass, generation) in newest {
            let name = keyClass.rawValue
            let (_, strays) = register.standing(of: keyClass, counts[keyClass] ?? [:])
            let damaged = strays + (work.damaged[keyClass] ?? 0)
            report.generations[name] = generation
            if damaged > 0 { report.damaged[name] = damaged }
            guard !work.interrupted, damaged > 0 else { continue }
            let older = register.generationsHeld(of: keyClass).contains { $0 < generation }
            if older { report.notRetired.append(name) }
        }
        report.notRetired.sort()
        return report
    }

    /// Makes a new generation of each class where none is under way; answers whether there was any.
    private func begin(
        _ classes: [KeyClass], _ work: RotationWork, _ now: Timestamp
    ) throws -> Bool {
        var hasBegun = false
        try seat.changePeople(now) { register in
            let idle = classes.filter { keyClass in
                guard !work.opened.contains(keyClass) else { return false }
                // An older generation that is held for damaged keys alone is under no way.
                return register.generationsHeld(of: keyClass).count <= 1
                    || work.damaged[keyClass] != nil
            }
            hasBegun = !idle.isEmpty
            return try seat.rotating(Set(idle), register)
        }
        return hasBegun
    }

    private func newest(_ classes: [KeyClass], _ register: Register) -> [KeyClass: Int] {
        Dictionary(
            classes.compactMap { keyClass in
                register.commitments.newest(of: keyClass).map { (keyClass, $0) }
            }, uniquingKeysWith: { one, _ in one })
    }

    private func rewrapAll(
        _ newest: [KeyClass: Int], _ work: inout RotationWork,
        _ onProgress: (RotationProgress) -> Void
    ) throws {
        let counts = try seat.store.keys.counts()
        let total = newest.reduce(0) { sum, entry in
            sum + (counts[entry.key] ?? [:]).filter { $0.key < entry.value }.values.reduce(0, +)
        }
        guard total > 0 else { return }
        var (cursor, done) = (KeyCursor?.none, 0)
        repeat {
            guard !isCancelled() else {
                work.interrupted = true
                return
            }
            let page = try seat.store.keys.page(newest, cursor, pageLength)
            let keys = try rewrapped(page.clips, &work)
            if !keys.isEmpty { work.rewrapped += try seat.store.keys.rewrap(keys) }
            done += page.clips.reduce(0) { $0 + $1.wrapped.count }
            onProgress(RotationProgress(done: done, total: max(done, total)))
            cursor = page.next
        } while cursor != nil
    }

    private func rewrapped(
        _ clips: [WaitingKeys], _ work: inout RotationWork
    ) throws -> [Rewrapped] {
        let ring = seat.vault.keyring
        let results = onEveryCore(clips) { clip in
            clip.wrapped.map { old -> (old: WrappedKey, result: Result<Rewrapped?, VaultError>) in
                let result = Result { () throws(VaultError) in
                    try ring.rewrap(old, for: clip.clip, into: ring).map {
                        Rewrapped(clip: clip.clip, old: old, new: $0)
                    }
                }
                return (old, result)
            }
        }.flatMap(\.self)
        var keys: [Rewrapped] = []
        for (old, result) in results {
            switch result {
            case .success(let key):
                guard let key else { continue }
                keys.append(key)
                work.opened.insert(old.keyClass)
            // Bytes that do not open would not open under any key.
            case .failure(.damaged), .failure(.unknownFormat):
                work.damaged[old.keyClass, default: 0] += 1
            // Nor is there a key for a generation that never was: those are counted in the end.
            // One that was and that this person was not given is refused.
            case .failure(.generationNotHeld(let keyClass, let generation))
            where ring.commitments[keyClass, generation] == nil:
                continue
            case .failure(let error): throw error
            }
        }
        return keys
    }

    /// Old generations go once nothing is wrapped under them; nothing new can be, the store sees
    /// to that. What a generation that never was is said to wrap keeps none.
    private func retire(_ newest: [KeyClass: Int], _ now: Timestamp) throws {
        try seat.changePeople(now) { register in
            let counts = try seat.store.keys.counts()
            return newest.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { entry in
                let (keyClass, generation) = entry
                let isHeld = register.generationsHeld(of: keyClass).contains { $0 < generation }
                let (waiting, _) = register.standing(of: keyClass, counts[keyClass] ?? [:])
                guard isHeld, waiting == 0 else { return nil }
                return .retire(keyClass, through: generation - 1)
            }
        }
    }
}

/// What a rotation has come to so far.
private struct RotationWork {
    var rewrapped = 0
    /// Classes that something was wrapped anew of: a generation of theirs is under way.
    var opened: Set<KeyClass> = []
    var damaged: [KeyClass: Int] = [:]
    var interrupted = false
}

extension Register {
    /// Data keys under an older generation of the class, and under one that never was.
    fileprivate func standing(
        of keyClass: KeyClass, _ counts: [Int: Int]
    ) -> (waiting: Int, damaged: Int) {
        let newest = commitments.newest(of: keyClass) ?? 0
        return counts.reduce(into: (0, 0)) { sums, entry in
            if commitments[keyClass, entry.key] == nil {
                sums.1 += entry.value
            } else if entry.key < newest {
                sums.0 += entry.value
            }
        }
    }
}
