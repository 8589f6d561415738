// A lease: who may work on a clip, and until when.

/// The right to work on one clip until it expires; kept alive by heartbeats.
public struct Lease: Sendable, Equatable {
    public let clip: ClipID
    public let queue: QueueID
    public let person: PersonID
    public let token: FencingToken
    public let claimedAt: Timestamp
    public var expiresAt: Timestamp

    public init(
        clip: ClipID, queue: QueueID, person: PersonID, token: FencingToken,
        claimedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.clip = clip
        self.queue = queue
        self.person = person
        self.token = token
        self.claimedAt = claimedAt
        self.expiresAt = expiresAt
    }
}
