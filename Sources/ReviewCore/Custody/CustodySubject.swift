// Whom a request of the people in the recordings is about: a device or an account, by pseudonym.

/// A device or an account that clips came from. What a person may ask for (to be left alone, to be
/// forgotten, a copy) is asked for by it.
public enum CustodySubject: Sendable, Hashable {
    case device(Pseudonym)
    case account(Pseudonym)

    /// What kind of thing the pseudonym stands for.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case device, account
    }

    public init(_ kind: Kind, _ pseudonym: Pseudonym) {
        switch kind {
        case .device: self = .device(pseudonym)
        case .account: self = .account(pseudonym)
        }
    }

    public var kind: Kind {
        switch self {
        case .device: .device
        case .account: .account
        }
    }

    public var pseudonym: Pseudonym {
        switch self {
        case .device(let pseudonym), .account(let pseudonym): pseudonym
        }
    }
}
