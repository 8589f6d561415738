// The keys that are held by people, each for a class of personal data or for a part of one.

/// A key that people hold. Who holds the key of a class can open fields of the class, nobody else.
public enum KeyClass: String, Sendable, Codable, CaseIterable {
    case audio, text, location, contacts
    /// Opens nothing: pseudonyms and source digests are made with keys derived from it, so that
    /// who imports can recognise a device or a record again without being able to open anything.
    case border
    /// A key pair: everybody seals words about incidents to it, and those who answer for incidents
    /// open them.
    case incident
    /// The two halves of what opens the way back to a person. Nobody holds both, so that it takes
    /// two; alone, each opens nothing.
    case identityCustodian, identityOfficer

    /// Whether a new generation may take over. The border's may not: with another key one device
    /// would be two, and an opt-out would not find its clips. Nor may a half of the identity: its
    /// old clips could not be rewrapped without the other, and a half alone opens nothing.
    public var rotates: Bool {
        switch self {
        case .audio, .text, .location, .contacts, .incident: true
        case .border, .identityCustodian, .identityOfficer: false
        }
    }

    /// For a half of the identity, the half that somebody else holds.
    public var otherHalf: KeyClass? {
        switch self {
        case .identityCustodian: .identityOfficer
        case .identityOfficer: .identityCustodian
        case .audio, .text, .location, .contacts, .border, .incident: nil
        }
    }

    /// Whether it is a key pair, whose public half everybody knows and seals to.
    public var isPair: Bool { self == .incident || otherHalf != nil }

    /// The halves of what opens the way back to a person.
    public static let identityHalves: [KeyClass] = [.identityCustodian, .identityOfficer]
}
