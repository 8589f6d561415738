// What is meant by a request to erase, and how it is carried out by whoever sits here.
import Foundation
import ReviewCore
import Store
import Vault

/// A request to erase, as somebody typed it: pseudonyms or ids as they came.
public struct ErasureWish: Sendable {
    public var devices: [String]
    public var accounts: [String]
    public var clips: [ClipID]

    public init(devices: [String] = [], accounts: [String] = [], clips: [ClipID] = []) {
        self.devices = devices
        self.accounts = accounts
        self.clips = clips
    }
}

extension Seat {
    /// What a text may stand for: itself, where it has the form of a pseudonym, and what an id
    /// that reads so is called here.
    func subjects(_ kind: CustodySubject.Kind, _ text: String) throws -> [CustodySubject] {
        let written = Pseudonym(rawValue: text)
        let made: Pseudonym =
            switch kind {
            case .device: try vault.pseudonym(ofDevice: text)
            case .account: try vault.pseudonym(ofAccount: text)
            }
        return (AuditPseudonym(written) == nil ? [] : [CustodySubject(kind, written)])
            + [CustodySubject(kind, made)]
    }

    /// Asks for an erasure; the saga carries it out.
    ///
    /// What is not here is passed over, so that a receipt names no pseudonym of nobody.
    public func requestErasure(
        _ wish: ErasureWish, id: UUID, dryRun: Bool, althoughFlagged: Bool = false
    ) throws -> ErasureAnswer {
        let candidates =
            try wish.devices.flatMap { try subjects(.device, $0) }
            + wish.accounts.flatMap { try subjects(.account, $0) }
        let here = try candidates.filter { subject in
            let told = try store.erasures.request(
                ErasureRequest(scope: .asked([subject], [])), true, .now)
            return told.clips + told.deferred + told.already > 0
        }
        return try store.erasures.request(
            ErasureRequest(
                id: id, scope: .asked(here, wish.clips), althoughFlagged: althoughFlagged),
            dryRun, .now)
    }

    /// Goes on with erasures that were asked for and not finished, where there are any.
    @discardableResult
    public func finishErasures(
        isCancelled: @escaping () -> Bool = { false },
        onProgress: (_ clips: Int, _ of: Int) -> Void = { _, _ in }
    ) throws -> ErasureOutcome {
        try ErasureSaga(seat: self, isCancelled: isCancelled).run(onProgress: onProgress)
    }
}

// MARK: - Retention

/// Erases what is over its time, by the rule of each queue.
public struct RetentionRun {
    private let seat: Seat
    private let clockIsRight: Bool
    private let isCancelled: () -> Bool

    /// Clips in one erasure, and on one receipt.
    private static let together = 10_000

    /// - Parameter clockIsRight: said by somebody who looked, where the log speaks against it.
    public init(
        seat: Seat, clockIsRight: Bool = false, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.seat = seat
        self.clockIsRight = clockIsRight
        self.isCancelled = isCancelled
    }

    /// Refuses a clock that the log speaks against, before anybody is asked anything.
    public func requireClock(_ rules: [RetentionRule], now: Timestamp) throws {
        guard let rule = rules.first else { return }
        _ = try request(rule, now: now, dryRun: true)
    }

    private func request(
        _ rule: RetentionRule, now: Timestamp, dryRun: Bool
    ) throws(StoreError) -> ErasureAnswer {
        try seat.store.erasures.request(
            ErasureRequest(
                scope: .expired(
                    rule.queue, cameBefore: rule.cameBefore(now),
                    accidentalBefore: rule.accidentalBefore(now), limit: Self.together),
                clockIsRight: clockIsRight),
            dryRun, now)
    }

    /// Asks for everything that is due of these rules, then carries it out. Again it finds nothing.
    public func apply(
        _ rules: [RetentionRule], now: Timestamp,
        onProgress: (_ clips: Int, _ of: Int) -> Void = { _, _ in }
    ) throws -> (clips: Int, outcome: ErasureOutcome) {
        var clips = 0
        for rule in rules {
            while !isCancelled() {
                let answer = try request(rule, now: now, dryRun: false)
                clips += answer.clips
                if answer.clips == 0 { break }
            }
        }
        let outcome = try seat.finishErasures(
            isCancelled: isCancelled, onProgress: onProgress)
        return (clips, outcome)
    }
}
