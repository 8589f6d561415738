// What stays the same for a sitting: the queue and the rules of the trade it is reviewed under.
import ReviewCore

/// The frame a desk works in, handed in once.
public struct DeskSetting: Sendable, Equatable {
    public let queue: String
    /// BCP 47.
    public let locale: String
    public let schema: IntentSchema
    public let trade: TradeData
    public let language: LanguageRules
    public let snippets: SnippetBook
    /// Whether a clip sounds as soon as it is on the desk.
    public let playsAtOnce: Bool
    /// Seconds without a key after which the screen hides itself; `nil` never.
    public let hidesAfter: Double?
    /// Whether a passphrase protects the keys: then the screen locks, and does not only hide.
    public let asksPassphrase: Bool

    /// `ownSnippets` are the person's and win over the language's. A queue whose schema is not
    /// there has `nil` for an answer.
    public init?(
        queue: Queue, trade: TradeData, ownSnippets: [String: String] = [:],
        playsAtOnce: Bool = true, hidesAfter: Double? = 600,
        asksPassphrase: Bool = false
    ) {
        guard let schema = trade.schema(named: queue.schema) else { return nil }
        self.queue = queue.name
        locale = queue.locale
        self.schema = schema
        self.trade = trade
        language = trade.language(for: queue.locale)
        snippets = language.snippets.adding(ownSnippets)
        self.playsAtOnce = playsAtOnce
        self.hidesAfter = hidesAfter
        self.asksPassphrase = asksPassphrase
    }
}

extension DeskSetting {
    public var judgments: JudgmentTaxonomy { trade.judgments }
    public var incidents: IncidentTaxonomy { trade.incidents }
    public var skipReasons: [CodedChoice] { trade.skipReasons }
    public var tags: [CodedChoice] { trade.tags }

    /// Trade data is read once and never changes, so it is not compared.
    public static func == (left: DeskSetting, right: DeskSetting) -> Bool {
        left.queue == right.queue && left.locale == right.locale && left.schema == right.schema
            && left.snippets == right.snippets && left.playsAtOnce == right.playsAtOnce
            && left.hidesAfter == right.hidesAfter && left.asksPassphrase == right.asksPassphrase
    }
}
