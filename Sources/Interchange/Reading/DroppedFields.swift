// Names of fields that were passed over, counted; a manifest cannot make the list long.

/// How often each field was passed over.
struct DroppedFields {
    private(set) var counts: [String: Int] = [:]
    /// Distinct names kept apart; any more are counted together.
    static let mostNames = 100
    static let rest = "(other names)"

    mutating func count(_ name: String) {
        let isKept = counts[name] != nil || counts.count < Self.mostNames
        counts[isKept ? name : Self.rest, default: 0] += 1
    }
}
