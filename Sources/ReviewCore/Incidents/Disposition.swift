// How an incident ends, and what some endings take: a second person, a legal basis.

/// Why something may be told to an authority. Served, not advised on.
public enum LegalBasis: String, Sendable, Codable, CaseIterable {
    /// A host that suspects an offence threatening life informs the authority (DSA Art. 18).
    case dsaArticle18 = "dsa_18"
    /// Voluntary disclosure in an emergency (18 USC 2702(b)(8)).
    case emergency2702b8 = "usc_2702_b_8"
    case courtOrder = "court_order"
    /// The person recorded agreed.
    case consent
}

/// A part of a clip that may be told to an authority.
public enum ReleasedField: String, Sendable, Codable, CaseIterable, Comparable {
    case audio, text, location, contacts, identity

    public static func < (left: ReleasedField, right: ReleasedField) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What was told to whom, and why it may be.
public struct IncidentDisclosure: Sendable, Equatable {
    public let authority: CustodyText
    public let basis: LegalBasis
    public let fields: [ReleasedField]

    public init(authority: CustodyText, basis: LegalBasis, fields: [ReleasedField]) {
        self.authority = authority
        self.basis = basis
        self.fields = fields
    }
}

/// The name of a disposition, as it is kept and typed.
public enum DispositionCode: String, Sendable, Codable, CaseIterable {
    case disclosed, referred
    case noAction = "no_action_with_reason"
    case duplicate
    case falsePositive = "false_positive"
}

/// How an incident ends. "Not our job" is none of these.
public enum Disposition: Sendable, Equatable {
    case disclosed(IncidentDisclosure)
    case referred(to: CustodyText)
    case noAction(reason: CustodyText)
    case duplicate(of: IncidentID)
    case falsePositive(reason: CustodyText)

    public var code: DispositionCode {
        switch self {
        case .disclosed: .disclosed
        case .referred: .referred
        case .noAction: .noAction
        case .duplicate: .duplicate
        case .falsePositive: .falsePositive
        }
    }

    /// Where nothing is done, and where a person's data is told to an authority, a second person
    /// looks before it counts.
    public var takesSecondPerson: Bool { code != .referred }

    /// The authority, the recipient or the reason.
    public var text: CustodyText? {
        switch self {
        case .disclosed(let disclosure): disclosure.authority
        case .referred(let text), .noAction(let text), .falsePositive(let text): text
        case .duplicate: nil
        }
    }

    func saying(_ text: CustodyText) -> Disposition {
        switch self {
        case .disclosed(let disclosure):
            .disclosed(
                IncidentDisclosure(
                    authority: text, basis: disclosure.basis, fields: disclosure.fields))
        case .referred: .referred(to: text)
        case .noAction: .noAction(reason: text)
        case .falsePositive: .falsePositive(reason: text)
        case .duplicate: self
        }
    }
}

/// A stop to erasure, review and export of the clip (GDPR Art. 17(3) and 18), as it is asked for.
public struct IncidentHold: Sendable, Equatable {
    public let reason: CustodyText
    public let until: Timestamp

    public init(reason: CustodyText, until: Timestamp) {
        self.reason = reason
        self.until = until
    }
}

/// Where a hold stands: it counts once a second person agreed.
public struct HoldStanding: Sendable, Equatable {
    public let hold: IncidentHold
    public let askedBy: PersonID
    public internal(set) var agreedBy: PersonID?
}
