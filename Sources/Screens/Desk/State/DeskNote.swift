// A few words from a supervisor, shown quietly until they are put away.

/// A message to whoever sits here.
public struct DeskNote: Sendable, Equatable, Identifiable {
    public let id: String
    /// Who wrote it, by handle.
    public let sender: String
    public let text: String

    public init(id: String, sender: String, text: String) {
        self.id = id
        self.sender = sender
        self.text = text
    }
}

/// The messages that wait at a desk.
public struct DeskMail: Sendable, Equatable {
    /// Oldest first.
    public private(set) var waiting: [DeskNote] = []
    /// Put away here: an answer that was under way does not bring them back.
    private var read: Set<String> = []

    mutating func take(_ notes: [DeskNote]) {
        waiting = notes.filter { !read.contains($0.id) }
    }

    /// Puts the oldest away, and answers it.
    mutating func putAway() -> DeskNote? {
        guard let note = waiting.first else { return nil }
        waiting.removeFirst()
        read.insert(note.id)
        return note
    }
}
