// The port's side of the board: one look at everything, and what a supervisor may steer.
import Foundation
import ReviewCore

/// What became of a step on a clip in somebody's hands.
public enum SteeringAnswer: Sendable, Equatable {
    case done
    /// It is not in those hands any more.
    case gone
    case refused(HandingRefusal)
}

/// Why a clip is not handed to somebody.
public enum HandingRefusal: Sendable, Equatable, CustomStringConvertible {
    case noReviewer
    case theirsAlready
    case submittedAlready
    /// They could not open it.
    case declined
    case queueClosed
    /// The queue is reserved for others.
    case reservedForOthers

    public var description: String {
        switch self {
        case .noReviewer: "they are no reviewer"
        case .theirsAlready: "the clip is in their hands already"
        case .submittedAlready: "they submitted this clip already"
        case .declined: "they could not open this clip"
        case .queueClosed: "the queue is closed; open it first"
        case .reservedForOthers: "the queue is reserved for others; add them to it first"
        }
    }
}

/// What became of a wish to have a clip adjudicated.
public enum AdjudicationAnswer: Sendable, Equatable {
    case done
    /// It stood so before.
    case already
    /// Nobody may work on it.
    case refused(Refusal)
}

extension ReviewStore {
    /// What a supervisor sees and steers.
    public struct Board: Sendable {
        /// Queues, people, incidents and what is stuck, as of one moment: from counts that are kept
        /// as work is done, whatever the number of clips.
        public var snapshot: @Sendable (_ now: Timestamp) throws(StoreError) -> BoardSnapshot
        /// What somebody has in hand, in the order it was handed out.
        public var inHand: @Sendable (PersonID) throws(StoreError) -> [BoardLease]
        /// The people a queue is reserved for; nobody where it is for all.
        public var reserved: @Sendable (QueueID) throws(StoreError) -> Set<PersonID>
        /// Queues this person may be handed clips from, the one to begin with first: open ones, by
        /// priority, those with clips waiting before the others.
        public var offered: @Sendable (PersonID) throws(StoreError) -> [QueueID]
        /// Which of several queues is offered first, 0 to 9.
        public var setPriority:
            @Sendable (QueueID, Int, _ now: Timestamp) throws(StoreError) -> Void
        /// Reserves a queue for exactly these people; for all where there are none. What others
        /// have in hand they finish.
        public var reserve:
            @Sendable (QueueID, Set<PersonID>, _ now: Timestamp) throws(StoreError) -> Void
        /// Puts a clip back where it stood. Its holder learns of it at the next heartbeat, and
        /// keeps what was written as a draft.
        public var release:
            @Sendable (BoardLease, _ now: Timestamp) throws(StoreError) -> SteeringAnswer
        /// Hands a clip to somebody else, whose desk takes it up before any other; it goes back to
        /// the queue where they do not within `ttl` seconds.
        public var hand:
            @Sendable (BoardLease, _ to: PersonID, _ ttl: Double, _ now: Timestamp)
                throws(StoreError) -> SteeringAnswer
        /// Takes a clip out of the queue, and out of hands, until it is adjudicated; `false` puts
        /// it back where its annotations say it belongs.
        public var adjudicate:
            @Sendable (ClipID, Bool, _ now: Timestamp) throws(StoreError) -> AdjudicationAnswer

        public init(
            snapshot: @escaping @Sendable (Timestamp) throws(StoreError) -> BoardSnapshot,
            inHand: @escaping @Sendable (PersonID) throws(StoreError) -> [BoardLease],
            reserved: @escaping @Sendable (QueueID) throws(StoreError) -> Set<PersonID>,
            offered: @escaping @Sendable (PersonID) throws(StoreError) -> [QueueID],
            setPriority: @escaping @Sendable (QueueID, Int, Timestamp) throws(StoreError) -> Void,
            reserve:
                @escaping @Sendable (QueueID, Set<PersonID>, Timestamp) throws(StoreError) -> Void,
            release:
                @escaping @Sendable (BoardLease, Timestamp) throws(StoreError) -> SteeringAnswer,
            hand:
                @escaping @Sendable (BoardLease, PersonID, Double, Timestamp) throws(StoreError)
                -> SteeringAnswer,
            adjudicate:
                @escaping @Sendable (ClipID, Bool, Timestamp) throws(StoreError)
                -> AdjudicationAnswer
        ) {
            self.snapshot = snapshot
            self.inHand = inHand
            self.reserved = reserved
            self.offered = offered
            self.setPriority = setPriority
            self.reserve = reserve
            self.release = release
            self.hand = hand
            self.adjudicate = adjudicate
        }
    }

    /// Short messages to colleagues, sealed to whoever they are for, and gone once read.
    public struct Messages: Sendable {
        /// Leaves a message. One that nobody read within a week is shown to nobody any more, and
        /// goes when the next is sent.
        public var send: @Sendable (SealedMessage) throws(StoreError) -> Void
        /// What waits for this person and is no older than a week, oldest first.
        public var waiting:
            @Sendable (PersonID, _ now: Timestamp) throws(StoreError) -> [SealedMessage]
        /// Forgets messages that this person has read.
        public var read: @Sendable (PersonID, [UUID]) throws(StoreError) -> Void
        /// Takes back a message of one's own; `false` where it was read already.
        public var takeBack: @Sendable (UUID, _ sender: PersonID) throws(StoreError) -> Bool

        public init(
            send: @escaping @Sendable (SealedMessage) throws(StoreError) -> Void,
            waiting:
                @escaping @Sendable (PersonID, Timestamp) throws(StoreError) -> [SealedMessage],
            read: @escaping @Sendable (PersonID, [UUID]) throws(StoreError) -> Void,
            takeBack: @escaping @Sendable (UUID, PersonID) throws(StoreError) -> Bool
        ) {
            self.send = send
            self.waiting = waiting
            self.read = read
            self.takeBack = takeBack
        }
    }
}

/// A message as it is kept: who to whom and when, and words that only the recipient opens.
public struct SealedMessage: Sendable, Equatable, Identifiable {
    public let id: UUID
    public let sender: PersonID
    public let recipient: PersonID
    public let sentAt: Timestamp
    public let bytes: Data

    public init(
        id: UUID, sender: PersonID, recipient: PersonID, sentAt: Timestamp, bytes: Data
    ) {
        self.id = id
        self.sender = sender
        self.recipient = recipient
        self.sentAt = sentAt
        self.bytes = bytes
    }
}
