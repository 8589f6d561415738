// What goes through the port when somebody opts out, and when an officer holds clips.
import Foundation
import ReviewCore
import Vault

/// One line of an opt-out: what it may mean, since an id does not say of what it is.
public struct OptOutWish: Sendable, Equatable {
    /// The clip, where the line has the form of a clip's id. A clip that is here is meant as one.
    public var clip: ClipID?
    /// The line itself, where it has the form of a pseudonym; else `nil`.
    public var pseudonym: Pseudonym?
    /// What a device and an account of this id are called here.
    public var device: Pseudonym
    public var account: Pseudonym

    public init(clip: ClipID?, pseudonym: Pseudonym?, device: Pseudonym, account: Pseudonym) {
        self.clip = clip
        self.pseudonym = pseudonym
        self.device = device
        self.account = account
    }
}

/// What an opt-out did, or would do.
public struct OptOutReport: Sendable, Equatable, Codable {
    /// Lines that were taken.
    public var lines = 0
    /// Clips taken out of the queues now.
    public var clips = 0
    /// Of these, clips that were in somebody's hands.
    public var inHands = 0
    /// Of these, clips under a legal hold: kept until it ends, and out of reach as before.
    public var held = 0
    /// Lines that changed nothing: all of it had been said before.
    public var already = 0
    /// Lines of which there is no clip here. Later imports of them are refused all the same.
    public var unmatched = 0

    public init() {}

    public static func + (one: OptOutReport, other: OptOutReport) -> OptOutReport {
        var sum = one
        sum.lines += other.lines
        sum.clips += other.clips
        sum.inHands += other.inHands
        sum.held += other.held
        sum.already += other.already
        sum.unmatched += other.unmatched
        return sum
    }
}

/// A wish of which nothing is taken in any more.
public struct OptedOut: Sendable, Equatable {
    /// What it means: one device or account, or, where nothing of it was here, all it may be.
    public let subjects: [CustodySubject]
    public let since: Timestamp
    /// Clips of it that are still here, sealed and out of everybody's reach.
    public let clips: Int
}

/// What setting a clip aside did.
public enum SetAsideAnswer: Sendable, Equatable {
    /// Held for this reason, or without consent, from now on.
    case done
    /// Held from now on; it was about to be erased, and its keys were still there.
    case stoppedErasure
    /// It was held for this very reason, or without consent, before.
    case already
    /// Too late for a hold: its keys are gone.
    case beingErased
    case erased
    case unknown

    /// Whether the clip is set aside as was asked.
    public var isSetAside: Bool {
        switch self {
        case .done, .stoppedErasure, .already: true
        case .beingErased, .erased, .unknown: false
        }
    }
}

/// What ending a hold did.
public enum EndHoldAnswer: Sendable, Equatable {
    /// Nothing holds it any more.
    case ended
    /// The hold ended, and the clip stays held for these other reasons.
    case heldOtherwise([HoldReason])
    /// Nothing was done: it is held for these, and nobody said which of them ends.
    case severalReasons([HoldReason])
    /// Nothing was done: it is not held, or not for this.
    case notHeld
    /// Nothing was done: the hold is an incident's, and ends with a step of its story.
    case ofIncident(HoldReason)
    case unknown
}

extension ReviewStore.Work {
    /// Takes clips out of the queue and out of hands; answers for each in their order.
    @discardableResult
    public func setAside(
        _ clips: [ClipID], _ why: SetAside, _ now: Timestamp
    ) throws(StoreError) -> [SetAsideAnswer] {
        try settingAside(clips, why, now)
    }

    /// Ends the holds of clips for these reasons; without any, the one hold there is.
    @discardableResult
    public func endHold(
        _ clips: [ClipID], under reasons: [HoldReason] = [], _ now: Timestamp
    ) throws(StoreError) -> [EndHoldAnswer] {
        try endingHold(clips, reasons, now)
    }
}

/// A hold of a clip; a clip may be under several.
public struct LegalHold: Sendable, Equatable {
    /// The hold's own id, by which the log names it.
    public let id: UUID
    public let clip: ClipID
    /// The name of the clip's queue.
    public let queue: String
    public let reason: HoldReason
    /// The handle of who set it; absent in holds that nobody signed.
    public let person: String?
    public let since: Timestamp
    /// Whether the clip is to be erased as soon as the hold ends.
    public let erasureWaits: Bool
}

extension ReviewStore {
    /// Who wants to be left alone, and what a lawyer wants to be kept.
    public struct Consent: Sendable {
        /// Takes clips out of queues and hands, for good; drafts go too. Whoever opts out is
        /// remembered, and what comes of them later is refused. Again it changes nothing.
        ///
        /// `dryRun` tells what would be done and does nothing.
        public var optOut:
            @Sendable ([OptOutWish], _ dryRun: Bool, Timestamp) throws(StoreError) -> OptOutReport
        /// Everybody who opted out, oldest first.
        public var optedOut: @Sendable () throws(StoreError) -> [OptedOut]
        /// Every hold, oldest first.
        public var holds: @Sendable () throws(StoreError) -> [LegalHold]

        public init(
            optOut:
                @escaping @Sendable ([OptOutWish], Bool, Timestamp) throws(StoreError)
                -> OptOutReport,
            optedOut: @escaping @Sendable () throws(StoreError) -> [OptedOut],
            holds: @escaping @Sendable () throws(StoreError) -> [LegalHold]
        ) {
            self.optOut = optOut
            self.optedOut = optedOut
            self.holds = holds
        }
    }
}
