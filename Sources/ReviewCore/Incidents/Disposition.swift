// How an incident ends, and what some endings take: two people, a legal basis.

/// Two different people who agreed to something. There is no way to have one person twice.
public struct TwoApprovals: Sendable, Equatable, Codable {
    public let first: PersonID
    public let second: PersonID

    /// `nil` where it is the same person.
    public init?(_ first: PersonID, _ second: PersonID) {
        guard first != second else { return nil }
        self.first = first
        self.second = second
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let first = try values.decode(PersonID.self, forKey: .first)
        let second = try values.decode(PersonID.self, forKey: .second)
        guard let both = TwoApprovals(first, second) else {
            throw DecodingError.dataCorruptedError(
                forKey: .second, in: values, debugDescription: "one person approved twice")
        }
        self = both
    }
}

/// Why something may be told to an authority. Served, not advised on.
public enum LegalBasis: String, Sendable, Codable, CaseIterable {
    /// A host that suspects an offence threatening life informs the authority (DSA Art. 18).
    case dsaArticle18
    /// Voluntary disclosure in an emergency (18 USC 2702(b)(8)).
    case emergency2702b8
    case courtOrder
    /// The person recorded agreed.
    case consent
}

/// What was told to whom, and on whose word.
public struct IncidentDisclosure: Sendable, Equatable, Codable {
    public let authority: String
    public let basis: LegalBasis
    public let approvals: TwoApprovals
    /// Names of the fields that were released.
    public let fields: [String]

    public init(
        authority: String, basis: LegalBasis, approvals: TwoApprovals, fields: [String]
    ) {
        self.authority = authority
        self.basis = basis
        self.approvals = approvals
        self.fields = fields
    }
}

/// How an incident ends. "Not our job" is none of these.
public enum Disposition: Sendable, Equatable, Codable {
    case disclosed(IncidentDisclosure)
    case referred(to: String)
    case noAction(reason: String)
    case duplicate(of: IncidentID)
    case falsePositive(reason: String)

    /// Where nothing is done, a second person looks before it counts.
    public var takesSecondPerson: Bool {
        switch self {
        case .disclosed, .referred: false
        case .noAction, .duplicate, .falsePositive: true
        }
    }
}

/// A stop to erasure, review and export of the clip (GDPR Art. 17(3) and 18).
public struct IncidentHold: Sendable, Equatable, Codable {
    public let reason: String
    public let approvals: TwoApprovals
    public let until: Timestamp

    public init(reason: String, approvals: TwoApprovals, until: Timestamp) {
        self.reason = reason
        self.approvals = approvals
        self.until = until
    }
}
