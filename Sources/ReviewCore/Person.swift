// People and what each of them is here to do.

/// What a person is here to do; a person may have several.
public enum Role: String, Sendable, Codable, CaseIterable {
    case reviewer, supervisor, officer, custodian, engineer
}

/// Someone who works here. The name is a handle for colleagues, not a legal name.
public struct Person: Sendable, Equatable, Identifiable {
    public let id: PersonID
    public var name: String
    public var roles: Set<Role>

    public init(id: PersonID, name: String, roles: Set<Role>) {
        self.id = id
        self.name = name
        self.roles = roles
    }
}
