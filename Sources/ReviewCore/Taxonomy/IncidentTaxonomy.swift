// What may be wrong with a clip that distresses, how grave it is, and how soon someone must answer.

/// Categories and severities of flags and incidents.
public struct IncidentTaxonomy: Sendable, Equatable, Decodable {
    public let categories: [IncidentCategory]
    /// Gravest first.
    public let severities: [SeverityTerms]

    public func category(_ id: String) -> IncidentCategory? { categories.first { $0.id == id } }

    public func category(forKey key: Character) -> IncidentCategory? {
        categories.first { $0.key == key }
    }

    public func terms(of severity: Severity) -> SeverityTerms? {
        severities.first { $0.severity == severity }
    }

    func check() throws(TradeDataError) {
        try checkDistinct(
            categories.map { CodedChoice(id: $0.id, title: $0.title, key: $0.key) },
            in: .incidents)
        guard severities.map(\.severity) == Severity.allCases else {
            throw TradeDataError(file: .incidents, problem: .unknownID("severities"))
        }
    }
}

/// One kind of thing a flag can say.
public struct IncidentCategory: Sendable, Equatable, Identifiable, Decodable {
    public let id: String
    public let title: String
    public let key: Character
    /// The severity offered first; the reviewer decides.
    public let suggested: Severity

    enum CodingKeys: String, CodingKey {
        case id, title, key, suggested
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        title = try values.decode(String.self, forKey: .title)
        key = try values.decodeKey(forKey: .key)
        suggested = try values.decode(Severity.self, forKey: .suggested)
    }
}

/// What a severity means and the deadlines it sets, in minutes from the flag.
public struct SeverityTerms: Sendable, Equatable, Identifiable, Decodable {
    public let severity: Severity
    public let key: Character
    public let meaning: String
    public let acknowledgeMinutes: Int
    public let decideMinutes: Int
    /// Who is told, rung by rung, the first at once.
    public let ladder: [Rung]

    public var id: Severity { severity }

    enum CodingKeys: String, CodingKey {
        case key, meaning, acknowledgeMinutes, decideMinutes, ladder
        case severity = "id"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        severity = try values.decode(Severity.self, forKey: .severity)
        key = try values.decodeKey(forKey: .key)
        meaning = try values.decode(String.self, forKey: .meaning)
        acknowledgeMinutes = try values.decode(Int.self, forKey: .acknowledgeMinutes)
        decideMinutes = try values.decode(Int.self, forKey: .decideMinutes)
        ladder = try values.decode([[String]].self, forKey: .ladder).map(Rung.init(groups:))
    }
}
