// One thing the doctor looked at: how it is, and what to do when it is not well.

/// A line of `earshot doctor`.
public struct Finding: Sendable, Equatable, Codable {
    public enum Condition: String, Sendable, Codable {
        case works
        /// Work is possible, with less than there could be.
        case limited
        case broken
    }

    public let area: String
    public let condition: Condition
    public let detail: String
    /// What to do; present unless all is well.
    public let remedy: String?

    static func works(_ area: String, _ detail: String) -> Finding {
        Finding(area: area, condition: .works, detail: detail, remedy: nil)
    }

    static func limited(_ area: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(area: area, condition: .limited, detail: detail, remedy: remedy)
    }

    static func broken(_ area: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(area: area, condition: .broken, detail: detail, remedy: remedy)
    }
}
