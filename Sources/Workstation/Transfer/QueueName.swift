// What may name a queue: it is stored readable and printed by every command.
import ReviewCore

/// The rule for names of queues.
public enum QueueName {
    static let longest = 64

    /// - Throws: `QueueNameError` for a name that is empty, long, or could steer a terminal.
    public static func check(_ name: String) throws(QueueNameError) {
        let isClean = SanitizedText(name).removedCount == 0 && !name.contains(where: \.isNewline)
        let isSpaced = name.first?.isWhitespace == true || name.last?.isWhitespace == true
        guard isClean, !isSpaced, !name.isEmpty, name.count <= longest else {
            throw QueueNameError()
        }
    }
}

/// A name that no queue can have.
public struct QueueNameError: Error, Equatable, CustomStringConvertible {
    public var description: String {
        "this cannot name a queue; use 1 to \(QueueName.longest) letters, digits, spaces and"
            + " signs, no control characters and no space at an end"
    }
}
