// Entries in words, for people and for scripts: names from the closed sets, ids, numbers, times.
import Foundation
import ReviewCore

extension AuditSubject {
    /// The kind's name, as in the encoding.
    public var kind: String { written.kind }

    /// The id in its usual form; `nil` where the kind has none.
    public var id: String? {
        switch self {
        case .workspace: nil
        case .person(let person): person.description
        case .queue(let queue): queue.description
        case .clip(let clip): clip.description
        case .device(let pseudonym), .account(let pseudonym): pseudonym.pseudonym.rawValue
        case .matter(_, let id): id.uuidString.lowercased()
        }
    }

    /// Short enough for a line: `clip 1a2b3c4d`.
    public var words: String {
        switch self {
        case .device, .account: "\(kind) \(id ?? "")"
        default: id.map { "\(kind) \($0.suffix(8))" } ?? kind
        }
    }
}

extension AuditFact {
    /// The name, as in the encoding.
    public var name: String { written.name }

    /// The value in its usual form.
    public var value: String {
        switch self {
        case .count(_, let number), .generation(let number): String(number)
        case .role(let role): role.rawValue
        case .clearance(let clearance): clearance.rawValue
        case .keyClass(let keyClass): keyClass.rawValue
        case .severity(let severity): severity.rawValue
        case .outcome(let outcome): outcome.rawValue
        case .format(let format): format.rawValue
        case .refusal(let refusal): refusal.rawValue
        case .glassReason(let reason): reason.rawValue
        case .finding(let finding): finding.rawValue
        case .matter(_, let id): id.uuidString.lowercased()
        case .person(let person): person.description
        case .clip(let clip): clip.description
        case .until(let time): time.date.formatted(.iso8601)
        case .signingKey(let key): Hexadecimal.text(key.bytes)
        case .digest(_, let hash), .commitment(_, let hash): hash.hex
        case .size(let size): String(size)
        }
    }

    /// Short enough for a line; `nil` for what only a program compares.
    public var words: String? {
        switch self {
        case .count(let counter, let number): "\(counter.rawValue) \(number)"
        case .role, .outcome, .severity, .format, .refusal, .glassReason, .finding: value
        case .clearance: "clearance \(value)"
        case .keyClass(let keyClass): "class \(keyClass.rawValue)"
        case .generation(let generation): "generation \(generation)"
        case .matter(let matter, _): "\(matter.rawValue) \(value.suffix(8))"
        case .person(let person): "person \(person.short)"
        case .clip(let clip): "clip \(clip.short)"
        case .until: "until \(value)"
        case .size(let size): "size \(size)"
        case .signingKey, .digest, .commitment: nil
        }
    }
}
