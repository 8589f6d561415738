// What of a speaker can be disclosed at all, which clearance it takes, and which intents need it.

/// A field that opens for a purpose, for minutes.
public enum DisclosedField: String, Sendable, Codable, CaseIterable {
    case location, contacts

    public var clearance: Clearance {
        switch self {
        case .location: .location
        case .contacts: .contacts
        }
    }

    public var keyClass: KeyClass {
        switch self {
        case .location: .location
        case .contacts: .contacts
        }
    }

    /// As the screen calls it: "the location is not needed".
    public var words: String {
        switch self {
        case .location: "location"
        case .contacts: "contacts"
        }
    }
}

extension Intent {
    /// Whether a request of this intent cannot be judged without the field.
    public func needs(_ field: DisclosedField) -> Bool {
        switch field {
        case .location: cellLevel != nil
        case .contacts: needsContacts
        }
    }

    /// The finest cell a request of this intent may show; `nil` where it needs no location. A
    /// schema that asks for a finer one than there is gets the finest.
    public var cellLevel: CellLevel? {
        locationPrecision.flatMap { CellLevel(rawValue: min($0, CellLevel.quarter.rawValue)) }
    }
}

extension Clip {
    /// Whether the sealed field travels with the clip.
    public func has(_ field: DisclosedField) -> Bool {
        switch field {
        case .location: hasLocation
        case .contacts: hasContacts
        }
    }
}
