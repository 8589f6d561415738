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

    enum CodingKeys: String, CodingKey {
        case keyClass = "class"
        case generation, older, holders, waiting
    }
}

/// What a rotation did.
public struct RotationReport: Sendable, Equatable, Codable {
    /// The newest generation of each class it was about.
    public var generations: [String: Int] = [:]
    /// Data keys put under it.
    public var rewrapped = 0
    /// Data keys that did not open and are where they were.
    public var leftOut = 0
    public var interrupted = false
}

/// How far it has come.
public struct RotationProgress: Sendable {
    public var done: Int
    public var total: Int
}

/// Rotates classes of keys. It can be interrupted or killed at any point: a generation that was
/// begun is gone on with and not made twice, and a data key is under the old key or the new one
/// at every moment. Two at once find each other's work done.
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
        let register = try seat.hands.renew()
        let waiting = try seat.store.keys.waiting(newest(Self.rotating, register))
        return KeyClass.allCases.compactMap { keyClass in
            register.commitments.newest(of: keyClass).map { generation in
                ClassStatus(
                    keyClass: keyClass, generation: generation,
                    older: register.generationsHeld(of: keyClass).filter { $0 < generation },
                    holders: register.holders(of: keyClass).count,
                    waiting: waiting[keyClass] ?? 0)
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
        try begin(classes, now)
        let newest = newest(classes, seat.register)
        var report = RotationReport()
        report.generations = Dictionary(
            uniqueKeysWithValues: newest.map { ($0.key.rawValue, $0.value) })
        try rewrapAll(newest, &report, onProgress)
        guard !report.interrupted else { return report }
        try retire(newest, now)
        return report
    }

    /// Makes a new generation of each class where none is under way.
    private func begin(_ classes: [KeyClass], _ now: Timestamp) throws {
        try seat.changePeople(now) { register in
            let waiting = try seat.store.keys.waiting(newest(classes, register))
            let idle = classes.filter { keyClass in
                waiting[keyClass] ?? 0 == 0
                    && register.generationsHeld(of: keyClass).count <= 1
            }
            return try seat.rotating(Set(idle), register)
        }
    }

    private func newest(_ classes: [KeyClass], _ register: Register) -> [KeyClass: Int] {
        Dictionary(
            classes.compactMap { keyClass in
                register.commitments.newest(of: keyClass).map { (keyClass, $0) }
            }, uniquingKeysWith: { one, _ in one })
    }

    private func rewrapAll(
        _ newest: [KeyClass: Int], _ report: inout RotationReport,
        _ onProgress: (RotationProgress) -> Void
    ) throws {
        let total = try seat.store.keys.waiting(newest).values.reduce(0, +)
        var cursor: KeyCursor?
        repeat {
            guard !isCancelled() else {
                report.interrupted = true
                return
            }
            let page = try seat.store.keys.page(newest, cursor, pageLength)
            let (keys, leftOut) = try rewrapped(page.clips)
            report.leftOut += leftOut
            if !keys.isEmpty { report.rewrapped += try seat.store.keys.rewrap(keys) }
            onProgress(RotationProgress(done: report.rewrapped + report.leftOut, total: total))
            cursor = page.next
        } while cursor != nil
    }

    private func rewrapped(_ clips: [WaitingKeys]) throws -> ([Rewrapped], leftOut: Int) {
        let ring = seat.vault.keyring
        let results = onEveryCore(clips) { clip in
            clip.wrapped.map { old -> Result<Rewrapped?, VaultError> in
                Result { () throws(VaultError) in
                    try ring.rewrap(old, for: clip.clip, into: ring).map {
                        Rewrapped(clip: clip.clip, old: old, new: $0)
                    }
                }
            }
        }.flatMap(\.self)
        var keys: [Rewrapped] = []
        var leftOut = 0
        for result in results {
            switch result {
            case .success(let key): if let key { keys.append(key) }
            // Bytes that do not open would not open under any key; what is not held is refused.
            case .failure(.damaged), .failure(.unknownFormat): leftOut += 1
            case .failure(let error): throw error
            }
        }
        return (keys, leftOut)
    }

    /// Old generations go once nothing is wrapped under them; nothing new can be, the store sees
    /// to that.
    private func retire(_ newest: [KeyClass: Int], _ now: Timestamp) throws {
        try seat.changePeople(now) { register in
            let waiting = try seat.store.keys.waiting(newest)
            return newest.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { entry in
                let (keyClass, generation) = entry
                let isHeld = register.generationsHeld(of: keyClass).contains { $0 < generation }
                guard isHeld, waiting[keyClass] == 0 else { return nil }
                return .retire(keyClass, through: generation - 1)
            }
        }
    }
}
