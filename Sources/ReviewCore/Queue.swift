// A queue: a stream of clips that are reviewed by the same rules.

/// A stream of clips of one locale, reviewed under one schema and style.
public struct Queue: Sendable, Equatable, Identifiable {
    public let id: QueueID
    public var name: String
    public var locale: String
    public var isOpen: Bool
    /// Id of the understanding schema, such as `massive`.
    public var schema: String

    public init(
        id: QueueID, name: String, locale: String, isOpen: Bool = true, schema: String = "massive"
    ) {
        self.id = id
        self.name = name
        self.locale = locale
        self.isOpen = isOpen
        self.schema = schema
    }
}
