// How each fact is written: a name from a closed set, and a value whose form the name fixes.
import Foundation
import ReviewCore

extension AuditFact {
    /// The name and the value, as bytes. The name says which form the value has.
    var written: (name: String, value: Data) {
        switch self {
        case .count(let counter, let count): ("count." + counter.rawValue, Self.bytes(count))
        case .role(let role): ("role", Data(role.rawValue.utf8))
        case .clearance(let clearance): ("clearance", Data(clearance.rawValue.utf8))
        case .keyClass(let keyClass): ("class", Data(keyClass.rawValue.utf8))
        case .generation(let generation): ("generation", Self.bytes(generation))
        case .severity(let severity): ("severity", Data(severity.rawValue.utf8))
        case .outcome(let outcome): ("outcome", Data(outcome.rawValue.utf8))
        case .format(let format): ("format", Data(format.rawValue.utf8))
        case .refusal(let refusal): ("refusal", Data(refusal.rawValue.utf8))
        case .glassReason(let reason): ("reason", Data(reason.rawValue.utf8))
        case .finding(let finding): ("finding", Data(finding.rawValue.utf8))
        case .matter(let matter, let id): ("id." + matter.rawValue, Self.bytes(id))
        case .person(let person): ("person", Self.bytes(person.uuid))
        case .clip(let clip): ("clip", Self.bytes(clip.uuid))
        case .until(let time): ("until", Self.bytes(Int(time.microseconds)))
        case .signingKey(let key): ("key.signing", key.bytes)
        case .commitment(let keyClass, let hash): ("commitment." + keyClass.rawValue, hash.bytes)
        case .digest(let digest, let hash): ("sha256." + digest.rawValue, hash.bytes)
        case .size(let size): ("size", Self.bytes(Int(size)))
        }
    }

    /// `nil` where the name is of no set, or the value is not of the name's form.
    init?(name: String, value: Data) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let fact: AuditFact? =
            switch (parts.first, parts.dropFirst().first) {
            case ("count", let counter?):
                Self.both(AuditCounter(rawValue: counter), Self.number(value), AuditFact.count)
            case ("id", let matter?):
                Self.both(AuditMatter(rawValue: matter), Self.id(value), AuditFact.matter)
            case ("sha256", let digest?):
                Self.both(AuditDigest(rawValue: digest), MerkleHash(value), AuditFact.digest)
            case ("commitment", let keyClass?):
                Self.both(
                    KeyClass(rawValue: keyClass), MerkleHash(value), AuditFact.commitment)
            case ("key", "signing"): AuditKey(value).map(AuditFact.signingKey)
            case (_, nil): Self.plain(name, value)
            default: nil
            }
        guard let fact else { return nil }
        self = fact
    }

    private static func plain(_ name: String, _ value: Data) -> AuditFact? {
        switch name {
        case "role": code(value).map(AuditFact.role)
        case "clearance": code(value).map(AuditFact.clearance)
        case "class": code(value).map(AuditFact.keyClass)
        case "generation": number(value).map(AuditFact.generation)
        case "severity": code(value).map(AuditFact.severity)
        case "outcome": code(value).map(AuditFact.outcome)
        case "format": code(value).map(AuditFact.format)
        case "refusal": code(value).map(AuditFact.refusal)
        case "reason": code(value).map(AuditFact.glassReason)
        case "finding": code(value).map(AuditFact.finding)
        case "person": id(value).map { .person(PersonID(uuid: $0)) }
        case "clip": id(value).map { .clip(ClipID(uuid: $0)) }
        case "until": number(value).map { .until(Timestamp(microseconds: Int64($0))) }
        case "size": number(value).map { .size(Int64($0)) }
        default: nil
        }
    }

    /// Sorted by name, then by value, both as bytes; no fact twice.
    static func ordered(_ facts: [AuditFact]) -> [AuditFact] {
        var kept: [(key: Data, fact: AuditFact)] = []
        let keyed = facts.map { (key: $0.sortKey, fact: $0) }
        for fact in keyed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
        where kept.last?.key != fact.key {
            kept.append(fact)
        }
        return kept.map(\.fact)
    }

    /// No name holds a zero, so no two facts are written alike.
    private var sortKey: Data {
        let (name, value) = written
        return Data(name.utf8) + [0] + value
    }

    // MARK: - Forms of values

    private static func bytes(_ number: Int) -> Data {
        withUnsafeBytes(of: Int64(number).bigEndian) { Data($0) }
    }

    private static func bytes(_ id: UUID) -> Data { withUnsafeBytes(of: id.uuid) { Data($0) } }

    private static func number(_ value: Data) -> Int? {
        guard value.count == 8 else { return nil }
        return Int(Int64(bitPattern: value.reduce(0) { $0 << 8 | UInt64($1) }))
    }

    private static func id(_ value: Data) -> UUID? { UUID(bytes: value) }

    private static func code<Code: RawRepresentable<String>>(_ value: Data) -> Code? {
        Code(rawValue: String(decoding: value, as: UTF8.self))
    }

    private static func both<First, Second>(
        _ first: First?, _ second: Second?, _ make: (First, Second) -> AuditFact
    ) -> AuditFact? {
        guard let first, let second else { return nil }
        return make(first, second)
    }
}

extension UUID {
    /// `nil` unless there are 16 bytes.
    init?(bytes: some ContiguousBytes) {
        let uuid = bytes.withUnsafeBytes { raw in
            raw.count == 16 ? raw.loadUnaligned(as: uuid_t.self) : nil
        }
        guard let uuid else { return nil }
        self.init(uuid: uuid)
    }
}
