// When a lease lives, when it is renewed, and whose submit counts.

/// Terms of every lease, in seconds.
public struct LeaseRules: Sendable, Equatable {
    /// How long a lease lives without a heartbeat: a crashed desk gives its clips back in minutes.
    public let timeToLive: Double
    /// How often a living desk renews; several are missed before a lease is lost.
    public let heartbeat: Double

    public static let standard = LeaseRules(timeToLive: 300, heartbeat: 60)

    /// A heartbeat is at most a third of the time to live, so that two may be lost.
    public init(timeToLive: Double, heartbeat: Double) {
        self.timeToLive = max(3, timeToLive)
        self.heartbeat = min(max(1, heartbeat), self.timeToLive / 3)
    }

    /// When a lease taken or renewed at `now` ends.
    public func expiry(from now: Timestamp) -> Timestamp { now.advanced(bySeconds: timeToLive) }

    /// Whether others may claim the clip: from the moment of expiry on.
    public func isExpired(_ lease: Lease, at now: Timestamp) -> Bool { now >= lease.expiresAt }

    /// Whether a heartbeat is due: less is left than one heartbeat after renewal would leave.
    public func needsHeartbeat(_ lease: Lease, at now: Timestamp) -> Bool {
        lease.expiresAt.seconds(since: now) <= timeToLive - heartbeat
    }

    /// Seconds until the next heartbeat is due, never negative, for a timer.
    public func secondsToHeartbeat(_ lease: Lease, at now: Timestamp) -> Double {
        max(0, lease.expiresAt.seconds(since: now) - (timeToLive - heartbeat))
    }

    /// The lease after a heartbeat; a clock that stepped back never shortens it.
    public func renewed(_ lease: Lease, at now: Timestamp) -> Lease {
        var result = lease
        result.expiresAt = max(lease.expiresAt, expiry(from: now))
        return result
    }

    /// Whether a submit made under `lease` counts when the clip's last token is `current`.
    ///
    /// The token decides, not the clock: an expired lease that nobody took over still counts, so
    /// that a person coming back from a break loses nothing.
    public func verdict(on lease: Lease, currentToken current: FencingToken) -> SubmitVerdict {
        if lease.token == current { return .accepted }
        return lease.token < current ? .takenOver : .unknownToken
    }
}

/// What becomes of a submit.
public enum SubmitVerdict: Sendable, Equatable {
    case accepted
    /// The lease ran out and the clip went to someone else; the text is kept as a draft.
    case takenOver
    /// The token was never given out for this clip.
    case unknownToken
}
