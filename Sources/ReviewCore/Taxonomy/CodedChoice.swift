// A code a person can choose: its id as stored, its title as shown, its key as pressed.

/// One entry of a closed list.
public struct CodedChoice: Sendable, Equatable, Hashable, Identifiable, Decodable {
    /// Stable; stored and exported.
    public let id: String
    /// Shown to people; may be reworded.
    public let title: String
    /// One character, unique within its list.
    public let key: Character
    /// Choosing it clears the others on an axis that takes several.
    public let isExclusive: Bool

    public init(id: String, title: String, key: Character, isExclusive: Bool = false) {
        self.id = id
        self.title = title
        self.key = key
        self.isExclusive = isExclusive
    }

    enum CodingKeys: String, CodingKey {
        case id, title, key
        case isExclusive = "exclusive"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        title = try values.decode(String.self, forKey: .title)
        key = try values.decodeKey(forKey: .key)
        isExclusive = try values.decodeIfPresent(Bool.self, forKey: .isExclusive) ?? false
    }
}

extension KeyedDecodingContainer {
    /// A JSON string of exactly one character.
    func decodeKey(forKey key: Key) throws -> Character {
        let text = try decode(String.self, forKey: key)
        guard text.count == 1, let character = text.first else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "a key is one character")
        }
        return character
    }
}

/// Refuses a list in which an id or a key appears twice, or that is empty.
func checkDistinct(
    _ choices: [CodedChoice], in file: TradeDataFiles.Name
) throws(TradeDataError) {
    if choices.isEmpty { throw TradeDataError(file: file, problem: .emptyList(file.rawValue)) }
    var ids: Set<String> = []
    var keys: Set<Character> = []
    for choice in choices {
        if !ids.insert(choice.id).inserted {
            throw TradeDataError(file: file, problem: .duplicateID(choice.id))
        }
        if !keys.insert(choice.key).inserted {
            throw TradeDataError(file: file, problem: .duplicateKey(String(choice.key)))
        }
    }
}
