// What stays the same for a sitting: the queue and the rules of the trade it is reviewed under.
import ReviewCore

/// The frame a desk works in, handed in once.
public struct DeskSetting: Sendable, Equatable {
    public let queue: String
    /// BCP 47.
    public let locale: String
    public let schema: IntentSchema
    public let judgments: JudgmentTaxonomy
    public let incidents: IncidentTaxonomy
    public let skipReasons: [CodedChoice]
    public let tags: [CodedChoice]
    public let language: LanguageRules
    public let snippets: SnippetBook
    /// Whether a clip sounds as soon as it is on the desk.
    public let playsAtOnce: Bool
    /// Seconds without a key after which the screen hides itself; `nil` never.
    public let hidesAfter: Double?

    /// `ownSnippets` are the person's and win over the language's. A queue whose schema is not
    /// there has `nil` for an answer.
    public init?(
        queue: Queue, trade: TradeData, ownSnippets: [String: String] = [:],
        playsAtOnce: Bool = true, hidesAfter: Double? = 600
    ) {
        guard let schema = trade.schema(named: queue.schema) else { return nil }
        self.queue = queue.name
        locale = queue.locale
        self.schema = schema
        judgments = trade.judgments
        incidents = trade.incidents
        skipReasons = trade.skipReasons
        tags = trade.tags
        language = trade.language(for: queue.locale)
        snippets = language.snippets.adding(ownSnippets)
        self.playsAtOnce = playsAtOnce
        self.hidesAfter = hidesAfter
    }
}
