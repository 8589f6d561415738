// A JSON value as read from one line: small, ordered, and never trusted.

/// What a line of JSON holds. Objects keep their order, and never hold a key twice.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Equatable, Sendable {
        let key: String
        let value: JSONValue
    }
}

/// Why a line is not the JSON we accept.
enum JSONFault: Error, Equatable {
    /// `column` counts bytes from 1.
    case syntax(column: Int)
    case notUTF8(column: Int)
    /// The same key twice in one object: readers disagree on which one counts.
    case repeatedKey(String)
    case tooDeep
    case tooManyFields
}
