// A draft: work on a clip that was not submitted yet.

/// Unsubmitted work on a clip, saved as the reviewer types.
public struct Draft: Sendable, Equatable, Codable {
    public var content: AnnotationContent
    /// Caret offset in the reference, in grapheme clusters.
    public var caret: Int
    public var savedAt: Timestamp
    /// What was heard of the clip until then.
    public var listening: ClipCoverage

    public init(
        content: AnnotationContent, caret: Int, savedAt: Timestamp,
        listening: ClipCoverage = ClipCoverage()
    ) {
        self.content = content
        self.caret = caret
        self.savedAt = savedAt
        self.listening = listening
    }

    /// Drafts of before listening was kept have none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        content = try values.decode(AnnotationContent.self, forKey: .content)
        caret = try values.decode(Int.self, forKey: .caret)
        savedAt = try values.decode(Timestamp.self, forKey: .savedAt)
        listening = (try? values.decode(ClipCoverage.self, forKey: .listening)) ?? ClipCoverage()
    }
}
