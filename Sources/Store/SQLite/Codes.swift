// The numbers that states, outcomes and counts are stored as, named for use in SQL.

/// `ClipState` as stored; interpolated into SQL, so that no number stands there bare.
enum State {
    static let waiting = ClipState.waiting.rawValue
    static let leased = ClipState.leased.rawValue
    static let annotated = ClipState.annotated.rawValue
    static let skipped = ClipState.skipped.rawValue
    static let broken = ClipState.broken.rawValue
    static let held = ClipState.held.rawValue
    static let erased = ClipState.erased.rawValue
    static let adjudicating = ClipState.adjudicating.rawValue
    static let withdrawn = ClipState.withdrawn.rawValue

    /// Reviewed and out of the queue.
    static let finished = "(\(annotated), \(broken))"
    /// Nothing of the clip may be read or written any more.
    static let gone = "(\(erased), \(withdrawn))"
    static let newest = ClipState.allCases.map(\.rawValue).max() ?? 0
}

/// `AnnotationRecord.Standing` as stored.
enum Standing {
    static let current = AnnotationRecord.Standing.current.rawValue
    static let newest = AnnotationRecord.Standing.withdrawn.rawValue
}

/// Counts kept beside those of the states, under numbers that no state has.
enum Tally {
    static let flagged = -1
    static let deletionWanted = -2
}

/// How finely the pace of work is kept.
enum Pace {
    /// Microseconds: every time zone's midnight is at a quarter of an hour.
    static let quarter: Int64 = 900_000_000
}
