// People, what each of them is here to do, and what they are cleared to see beside it.
import Foundation

/// What a person is here to do; a person may have several. `RolePolicy` says what each allows.
public enum Role: String, Sendable, Codable, CaseIterable {
    case reviewer, supervisor, officer, custodian, engineer
    /// No person: the account `earshot watch` runs as. It answers for nothing.
    case watcher

    /// Roles of people, which the founder of a workspace has all.
    public static let ofPeople = Set(allCases).subtracting([.watcher])
}

/// What a person may be shown of a speaker beyond sound and text, where a request needs it.
public enum Clearance: String, Sendable, Codable, CaseIterable {
    case location, contacts
}

/// Someone who works here. The name is a handle for colleagues, not a legal name.
public struct Person: Sendable, Equatable, Identifiable {
    public let id: PersonID
    public var name: String
    /// Empty when everything was revoked: their work stays, they do not.
    public var roles: Set<Role>
    public var clearances: Set<Clearance>

    public init(id: PersonID, name: String, roles: Set<Role>, clearances: Set<Clearance> = []) {
        self.id = id
        self.name = name
        self.roles = roles
        self.clearances = clearances
    }
}

extension Person {
    /// What two handles share when they look the same.
    public static func folded(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping.lowercased()
    }
}
