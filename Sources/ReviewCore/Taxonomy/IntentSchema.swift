// The understanding schema a queue is reviewed under: scenarios, intents, slots, and what they open.

/// Intents and slot types, as data; a queue names its schema by id.
public struct IntentSchema: Sendable, Equatable, Identifiable {
    public let id: String
    public let title: String
    public let scenarios: [Scenario]
    /// Every intent, in the schema's order.
    public let intents: [Intent]
    /// Every slot type id, in the schema's order.
    public let slotTypes: [String]
    /// Slot types whose values stay masked until asked for.
    public let maskedSlotTypes: Set<String>
    private let positions: [String: Int]
    private let words: [String: String]

    public func intent(_ id: String) -> Intent? { positions[id].map { intents[$0] } }

    public func isMasked(slotType: String) -> Bool { maskedSlotTypes.contains(slotType) }

    /// A readable name, such as "playlist name" for `playlist_name`.
    public func title(ofSlot type: String) -> String { Self.readable(type, words: words) }

    /// What a person reads for an intent id, known or not: "Smart home: light off".
    public func title(ofIntent id: String) -> String {
        intent(id)?.title ?? Self.readable(id, words: words)
    }

    fileprivate static func readable(_ id: String, words: [String: String]) -> String {
        id.split(separator: "_").map { words[String($0)] ?? String($0) }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    func check() throws(TradeDataError) {
        if positions.count != intents.count {
            throw TradeDataError(file: .massive, problem: .duplicateID("intent"))
        }
        if Set(slotTypes).count != slotTypes.count {
            throw TradeDataError(file: .massive, problem: .duplicateID("slot"))
        }
        if let stray = maskedSlotTypes.subtracting(slotTypes).first {
            throw TradeDataError(file: .massive, problem: .unknownID(stray))
        }
    }
}

/// A group of intents, such as `alarm`.
public struct Scenario: Sendable, Equatable, Identifiable {
    public let id: String
    public let title: String
    /// Added by this project; not in the public schema.
    public let isOurs: Bool
}

/// One thing an utterance can ask for.
public struct Intent: Sendable, Equatable, Identifiable {
    /// `scenario_suffix`.
    public let id: String
    public let scenario: String
    /// "Alarm: set".
    public let title: String
    /// The finest geohash length this intent may open; `nil` when it needs no location.
    public let locationPrecision: Int?
    public let needsContacts: Bool

    public var needsLocation: Bool { locationPrecision != nil }
}

extension IntentSchema: Decodable {
    enum CodingKeys: String, CodingKey {
        case id, title, scenarios, titles, slots, maskedSlots, location, contacts
    }

    private struct ScenarioRecord: Decodable {
        let id: String
        let intents: [String]
        let ours: Bool?
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let records = try values.decode([ScenarioRecord].self, forKey: .scenarios)
        let location = try values.decode([String: Int].self, forKey: .location)
        let contacts = try values.decode(Set<String>.self, forKey: .contacts)
        let words = try values.decode([String: String].self, forKey: .titles)
        id = try values.decode(String.self, forKey: .id)
        title = try values.decode(String.self, forKey: .title)
        slotTypes = try values.decode([String].self, forKey: .slots)
        maskedSlotTypes = try values.decode(Set<String>.self, forKey: .maskedSlots)
        self.words = words
        scenarios = records.map { record in
            Scenario(
                id: record.id, title: Self.heading(record.id, words: words),
                isOurs: record.ours ?? false)
        }
        intents = records.flatMap { record in
            record.intents.map { suffix in
                let id = "\(record.id)_\(suffix)"
                let heading = Self.heading(record.id, words: words)
                return Intent(
                    id: id, scenario: record.id,
                    title: "\(heading): \(Self.readable(suffix, words: words))",
                    locationPrecision: location[id], needsContacts: contacts.contains(id))
            }
        }
        positions = Dictionary(
            intents.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let named = Array(location.keys) + Array(contacts)
        if let stray = named.first(where: { positions[$0] == nil }) {
            throw DecodingError.dataCorruptedError(
                forKey: .scenarios, in: values, debugDescription: "no such intent: \(stray)")
        }
    }

    private static func heading(_ id: String, words: [String: String]) -> String {
        let text = readable(id, words: words)
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
