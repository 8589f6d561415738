// The names things go by: UUIDv7 identifiers typed by what they name, pseudonyms, fencing tokens.
import Foundation

/// A UUIDv7 (RFC 9562) that names one `Subject`; ids of different subjects do not mix.
///
/// The leading 48 bits are the creation time in milliseconds, so ids sort by age.
public struct ID<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let uuid: UUID

    public init(uuid: UUID) {
        self.uuid = uuid
    }

    /// `nil` when `string` is not a UUID.
    public init?(_ string: String) {
        guard let uuid = UUID(uuidString: string) else { return nil }
        self.uuid = uuid
    }

    /// A new id made at `time`; chance is handed in so that tests repeat.
    public init(at time: Timestamp, using random: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(bitPattern: max(0, time.microseconds / 1000))
        let high = (milliseconds << 16) | 0x7000 | (random.next() & 0x0FFF)
        let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        func byte(_ word: UInt64, _ index: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * index))
        }
        uuid = UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }

    /// Lower-case canonical form, as stored and exported.
    public var description: String { uuid.uuidString.lowercased() }

    /// The last eight hex digits: enough to tell clips apart on a screen.
    public var short: String { String(description.suffix(8)) }

    public static func < (left: ID, right: ID) -> Bool {
        left.description < right.description
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        uuid = try decoder.singleValueContainer().decode(UUID.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

public typealias ClipID = ID<Clip>
public typealias QueueID = ID<Queue>
public typealias PersonID = ID<Person>
public typealias AnnotationID = ID<Annotation>

/// A stand-in for a device or account id: an HMAC, never a bare hash, made by the vault.
public struct Pseudonym: Hashable, Sendable, Codable, RawRepresentable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Grows with every claim of a clip; a submit carrying an older one is refused.
public struct FencingToken: Hashable, Sendable, Codable, Comparable, RawRepresentable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: FencingToken, right: FencingToken) -> Bool {
        left.rawValue < right.rawValue
    }
}
