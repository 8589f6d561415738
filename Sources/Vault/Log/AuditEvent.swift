// What happened, said so that nothing personal can be said: ids, codes, counts, digests, times.
import Foundation
import ReviewCore

/// Something to be logged, before it has a place in the log.
public struct AuditEvent: Sendable, Hashable {
    public let action: AuditAction
    public let subject: AuditSubject
    public let purpose: AuditPurpose
    /// In the order of their encoding, each once, however they were given.
    public let facts: [AuditFact]

    /// More facts than an entry holds (255) are cut off; no event has thirty.
    public init(
        _ action: AuditAction, _ subject: AuditSubject, for purpose: AuditPurpose,
        _ facts: [AuditFact] = []
    ) {
        self.action = action
        self.subject = subject
        self.purpose = purpose
        self.facts = Array(AuditFact.ordered(facts).prefix(Int(UInt8.max)))
    }
}

/// What an entry is about.
public enum AuditSubject: Sendable, Hashable {
    case workspace
    case person(PersonID)
    case queue(QueueID)
    case clip(ClipID)
    case device(AuditPseudonym)
    case account(AuditPseudonym)
    /// Something with an opaque id of its own.
    case matter(AuditMatter, UUID)
}

/// Things that are named by an id and are in no other table of the trade.
public enum AuditMatter: String, Sendable, CaseIterable {
    case annotation, export, disclosure, glass, incident, hold, erasure, retention, message
}

/// One thing more about an event. No case can carry text.
public enum AuditFact: Sendable, Hashable {
    case count(AuditCounter, Int)
    case role(Role)
    case clearance(Clearance)
    case keyClass(KeyClass)
    case generation(Int)
    case severity(Severity)
    case outcome(AuditOutcome)
    case format(AuditFormat)
    case refusal(AuditRefusal)
    case glassReason(GlassReason)
    case finding(GlassFinding)
    case matter(AuditMatter, UUID)
    case person(PersonID)
    case clip(ClipID)
    /// When what was given ends by itself.
    case until(Timestamp)
    /// An Ed25519 public key that somebody signs with from this entry on.
    case signingKey(AuditKey)
    /// What a key must be that somebody is given (`KeyCommitments`); no secret.
    case commitment(KeyClass, MerkleHash)
    case digest(AuditDigest, MerkleHash)
    case size(Int64)
}

/// What is counted.
public enum AuditCounter: String, Sendable, CaseIterable {
    case added, known, refused, written, leftOut, revision, keys, clips, annotations
    case part, days, accidentalDays, priority
    /// The turn of an event in an incident's story; how often an incident climbed.
    case event, step
}

/// What is known by its SHA-256. Never of anything a person could be guessed from: only public
/// keys, ciphertexts, random ids and what has left the workspace already. A handle is the one
/// exception (`Person.handleDigest`), and the database has it in the clear.
public enum AuditDigest: String, Sendable, CaseIterable {
    /// Of a person's agreement key followed by their signing key.
    case publicKeys
    /// Of a person's handle: `Person.handleDigest`.
    case handle
    /// The leaf of the entry about people before this one: the ledger's chain.
    case people
    /// Of a key sealed to somebody.
    case grant
    /// Of a sealed annotation.
    case sealedAnnotation
    /// Of an incident's story up to an event: `CustodyChain`.
    case custody
    /// Of a batch's clip ids, 16 bytes each, in order.
    case clips
    case manifest
    case receipt
    /// A tree's root.
    case root
}

/// How a clip left a reviewer's hands.
public enum AuditOutcome: String, Sendable, CaseIterable {
    case annotated, skipped, broken

    public init(_ outcome: Outcome) {
        switch outcome {
        case .annotated: self = .annotated
        case .skipped: self = .skipped
        case .broken: self = .broken
        }
    }
}

/// What clips left the workspace as.
public enum AuditFormat: String, Sendable, CaseIterable {
    case earshot, nemo, other
}

/// Why something was refused.
public enum AuditRefusal: String, Sendable, CaseIterable {
    case noClearance, noNeed, notInHand, noField, tooFew, noConsent, erased, held, expired
    case onePersonOnly
    /// Somebody opened an identity, and nobody has accounted for it.
    case reviewOwed

    public init(_ refusal: DisclosureRefusal) {
        switch refusal {
        case .noClearance: self = .noClearance
        case .noNeed: self = .noNeed
        case .notInHand: self = .notInHand
        case .noConsent: self = .noConsent
        case .erased: self = .erased
        case .held: self = .held
        case .noField: self = .noField
        case .tooFew: self = .tooFew
        }
    }
}

/// A device's or account's pseudonym, of the form the vault makes and of no other.
public struct AuditPseudonym: Sendable, Hashable {
    let bytes: Data
    static let byteCount = 10

    /// `nil` unless it is 16 letters of base 32: what the border makes. A text is none.
    public init?(_ pseudonym: Pseudonym) {
        guard let bytes = Base32.decode(pseudonym.rawValue), bytes.count == Self.byteCount,
            Base32.encode(bytes) == pseudonym.rawValue
        else { return nil }
        self.bytes = bytes
    }

    init?(_ bytes: Data) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public var pseudonym: Pseudonym { Pseudonym(rawValue: Base32.encode(bytes)) }
}

extension Base32 {
    /// `nil` where a character is not of the alphabet.
    fileprivate static func decode(_ text: String) -> Data? {
        var bytes = Data()
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for letter in text.utf8 {
            let value: UInt8
            switch letter {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - UInt8(ascii: "a")
            case UInt8(ascii: "2")...UInt8(ascii: "7"): value = letter - UInt8(ascii: "2") + 26
            default: return nil
            }
            held = (held << 5) | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: held >> bits))
            held &= (1 << bits) - 1
        }
        return bytes
    }
}
