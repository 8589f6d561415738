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

/// A device or account of which nothing is taken in any more.
public struct OptedOut: Sendable, Equatable {
    public let subject: CustodySubject
    public let since: Timestamp
    /// Clips of it that are still here, sealed and out of everybody's reach.
    public let clips: Int
}

/// A clip under legal hold.
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
        /// Every clip under hold, oldest hold first.
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
