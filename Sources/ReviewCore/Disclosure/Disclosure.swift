// A disclosure: that one person may see one field of one clip, for one purpose, until an end.

/// What a `DisclosureID` names.
public typealias DisclosureID = ID<Disclosure>

/// Granted by the store, demanded by the vault before it opens the field.
public struct Disclosure: Sendable, Hashable, Identifiable {
    public let id: DisclosureID
    public let person: PersonID
    public let clip: ClipID
    public let field: DisclosedField
    public let from: Timestamp
    public let until: Timestamp

    /// Seconds a disclosure lasts at most.
    public static let longest = 15.0 * 60

    public init(
        id: DisclosureID, person: PersonID, clip: ClipID, field: DisclosedField, from: Timestamp,
        until: Timestamp
    ) {
        self.id = id
        self.person = person
        self.clip = clip
        self.field = field
        self.from = from
        self.until = until
    }

    /// Whether it is for this very field, clip and person, and has not ended. One that would last
    /// longer than any may is none, and so is one that has not begun.
    public func opens(
        _ field: DisclosedField, of clip: ClipID, for person: PersonID, at now: Timestamp
    ) -> Bool {
        self.field == field && self.clip == clip && self.person == person && from <= now
            && now < until && until.seconds(since: from) <= Self.longest
    }
}

/// Why a field is not shown. Each one is logged.
public enum DisclosureRefusal: String, Sendable, Hashable, CaseIterable {
    case noClearance
    /// What was asked of the assistant can be judged without it.
    case noNeed
    /// The clip is in nobody's hands, or in another's.
    case notInHand
    case noConsent
    case erased
    case held
    /// The clip came without it.
    case noField
    /// Fewer accounts than may be told apart share even the largest cell.
    case tooFew
}
