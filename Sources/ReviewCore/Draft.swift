// A draft: work on a clip that was not submitted yet.

/// Unsubmitted work on a clip, saved as the reviewer types.
public struct Draft: Sendable, Equatable, Codable {
    public var content: AnnotationContent
    /// Caret offset in the reference, in grapheme clusters.
    public var caret: Int
    public var savedAt: Timestamp

    public init(content: AnnotationContent, caret: Int, savedAt: Timestamp) {
        self.content = content
        self.caret = caret
        self.savedAt = savedAt
    }
}
