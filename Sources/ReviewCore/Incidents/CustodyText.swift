// Words of an incident's story: readable to whoever holds the key, and a story without it all the same.
import Foundation

/// A reason, a note or a name that somebody gave. The store keeps it sealed; the rules of an
/// incident need only know that something was said.
public enum CustodyText: Sendable, Equatable, Codable {
    case open(String)
    /// Ciphertext for the holders of the class `incident`.
    case sealed(Data)
    /// SHA-256 of a ciphertext that is kept elsewhere, or nowhere any more: the story stands
    /// without its words.
    case digest(Data)

    /// Whether nothing was said.
    public var isBlank: Bool {
        switch self {
        case .open(let text): !text.contains { !$0.isWhitespace }
        case .sealed(let bytes), .digest(let bytes): bytes.isEmpty
        }
    }

    /// The words, where they are readable.
    public var readable: String? {
        if case .open(let text) = self { text } else { nil }
    }

    private enum CodingKeys: String, CodingKey { case text, sealed, sha256 }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let text = try values.decodeIfPresent(String.self, forKey: .text) {
            self = .open(text)
        } else if let bytes = try values.decodeIfPresent(Data.self, forKey: .sealed) {
            self = .sealed(bytes)
        } else {
            self = .digest(try values.decode(Data.self, forKey: .sha256))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .open(let text): try values.encode(text, forKey: .text)
        case .sealed(let bytes): try values.encode(bytes, forKey: .sealed)
        case .digest(let bytes): try values.encode(bytes, forKey: .sha256)
        }
    }
}
