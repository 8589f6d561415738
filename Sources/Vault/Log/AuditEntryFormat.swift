// The canonical encoding of entries: one entry, one run of bytes, and back.
import Foundation
import ReviewCore

/// Version 1. Numbers are big-endian; a text is its length in one byte and ASCII.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 1 | version, 1 |
/// | 1 | 8 | sequence |
/// | 9 | 8 | time, microseconds since 1970 in UTC, two's complement |
/// | 17 | 16 | actor |
/// | 33 | 32 | leaf hash of the entry before |
/// | 65 | 16 | subject's id, zeros where it has none, padded with zeros where it is shorter |
/// | 81 | text | subject's kind |
/// | | text | action |
/// | | text | purpose |
/// | | 1 | count of facts |
/// | | text, 1, … | each: its name, its value's length, its value |
///
/// Facts are sorted by name and value, each once. What decodes, and does not encode to the same
/// bytes, is no entry.
public enum AuditEntryFormat {
    static let version: UInt8 = 1
    /// Where fixed parts stand: an index over the kept bytes can use them.
    public static let timeBytes = 9..<17
    public static let actorBytes = 17..<33
    public static let subjectBytes = 65..<81
    /// Where the subject's kind begins, and how kinds of the ledger's subjects are written there.
    public static let kindStart = 81
    public static let ledgerKinds = [AuditSubject.workspace.kind, "person"].map { kind in
        Data([UInt8(truncatingIfNeeded: kind.utf8.count)]) + Data(kind.utf8)
    }

    /// The action that stands in an entry's bytes, without reading the rest of them.
    public static func action(in bytes: Data) -> AuditAction? {
        var rest = ByteReader(bytes.dropFirst(kindStart))
        guard rest.code() != nil else { return nil }
        return rest.code().flatMap(AuditAction.init(rawValue:))
    }

    /// What stands in `timeBytes`; later moments since 1970 are greater bytes.
    public static func timeBytes(of time: Timestamp) -> Data {
        var bytes = Data()
        bytes.append(bigEndian: time.microseconds)
        return bytes
    }

    /// What stands in `subjectBytes`.
    public static func subjectBytes(of subject: AuditSubject) -> Data {
        let id = subject.written.id
        return id + Data(count: subjectBytes.count - id.count)
    }

    public static func encode(_ entry: AuditEntry) -> Data {
        var bytes = Data(capacity: 256)
        bytes.append(version)
        bytes.append(bigEndian: entry.sequence)
        bytes.append(timeBytes(of: entry.at))
        bytes.append(entry.actor.uuid)
        bytes.append(entry.previous.bytes)
        bytes.append(subjectBytes(of: entry.event.subject))
        bytes.append(code: entry.event.subject.written.kind)
        bytes.append(code: entry.event.action.rawValue)
        bytes.append(code: entry.event.purpose.rawValue)
        bytes.append(UInt8(entry.event.facts.count))
        for fact in entry.event.facts {
            let (name, value) = fact.written
            bytes.append(code: name)
            bytes.append(UInt8(value.count))
            bytes.append(value)
        }
        return bytes
    }

    /// `nil` for anything that `encode` did not write, or that holds a code of a later version.
    public static func decode(_ bytes: Data) -> AuditEntry? {
        var rest = ByteReader(bytes)
        guard rest.byte() == version, let sequence = rest.number(), let at = rest.number(),
            let actor = rest.take(16).flatMap(UUID.init(bytes:)),
            let previous = rest.take(MerkleHash.byteCount).flatMap(MerkleHash.init),
            let subjectID = rest.take(subjectBytes.count), let kind = rest.code(),
            let subject = AuditSubject(kind: kind, id: subjectID),
            let action = rest.code().flatMap(AuditAction.init(rawValue:)),
            let purpose = rest.code().flatMap(AuditPurpose.init(rawValue:)),
            let count = rest.byte()
        else { return nil }
        var facts: [AuditFact] = []
        for _ in 0..<count {
            guard let name = rest.code(), let length = rest.byte(),
                let value = rest.take(Int(length)),
                let fact = AuditFact(name: name, value: value)
            else { return nil }
            facts.append(fact)
        }
        let entry = AuditEntry(
            sequence: sequence, at: Timestamp(microseconds: at), actor: PersonID(uuid: actor),
            previous: previous, event: AuditEvent(action, subject, for: purpose, facts))
        return encode(entry) == bytes ? entry : nil
    }
}

extension AuditSubject {
    /// The kind's name, and an id of at most 16 bytes.
    var written: (kind: String, id: Data) {
        switch self {
        case .workspace: ("workspace", Data())
        case .person(let person): ("person", Data(person.uuid))
        case .queue(let queue): ("queue", Data(queue.uuid))
        case .clip(let clip): ("clip", Data(clip.uuid))
        case .device(let pseudonym): ("device", pseudonym.bytes)
        case .account(let pseudonym): ("account", pseudonym.bytes)
        case .matter(let matter, let id): (matter.rawValue, Data(id))
        }
    }

    fileprivate init?(kind: String, id: Data) {
        guard let uuid = UUID(bytes: id) else { return nil }
        let pseudonym = AuditPseudonym(id.prefix(AuditPseudonym.byteCount))
        switch kind {
        case "workspace": self = .workspace
        case "person": self = .person(PersonID(uuid: uuid))
        case "queue": self = .queue(QueueID(uuid: uuid))
        case "clip": self = .clip(ClipID(uuid: uuid))
        case "device":
            guard let pseudonym else { return nil }
            self = .device(pseudonym)
        case "account":
            guard let pseudonym else { return nil }
            self = .account(pseudonym)
        default:
            guard let matter = AuditMatter(rawValue: kind) else { return nil }
            self = .matter(matter, uuid)
        }
    }
}

// MARK: - Bytes

extension Data {
    fileprivate init(_ uuid: UUID) {
        self = Swift.withUnsafeBytes(of: uuid.uuid) { Data($0) }
    }

    fileprivate mutating func append(_ uuid: UUID) {
        Swift.withUnsafeBytes(of: uuid.uuid) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(bigEndian number: Int64) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Codes come from closed sets of short ASCII names.
    fileprivate mutating func append(code: String) {
        append(UInt8(truncatingIfNeeded: code.utf8.count))
        append(contentsOf: code.utf8)
    }
}

/// Takes bytes from the front; `nil` once there are too few.
private struct ByteReader {
    private var rest: Data

    init(_ bytes: Data) { rest = bytes }

    mutating func take(_ count: Int) -> Data? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Data(rest.prefix(count))
    }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func number() -> Int64? {
        take(8).map { Int64(bitPattern: $0.reduce(0) { $0 << 8 | UInt64($1) }) }
    }

    mutating func code() -> String? {
        guard let length = byte(), let text = take(Int(length)) else { return nil }
        return String(bytes: text, encoding: .ascii)
    }
}
