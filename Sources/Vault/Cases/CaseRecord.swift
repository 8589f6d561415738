// The record of an incident as a case file has it: everything follows from its story.
import Foundation
import ReviewCore

/// Ids, codes, moments, and such words as whoever took it out could read.
public struct CaseRecord: Sendable, Equatable, Codable {
    public struct Moment: Sendable, Equatable, Codable {
        /// UTC, to the second.
        public let at: String
        /// A person's id; absent where it came by itself.
        public let by: String?

        init(_ event: CustodyEvent) {
            at = event.at.date.formatted(.iso8601)
            by = event.actor?.description
        }
    }

    public struct Rating: Sendable, Equatable, Codable {
        public let severity: Severity
        public let set: Moment
    }

    public struct Breach: Sendable, Equatable, Codable {
        public let at: String
        public let missed: IncidentDeadline
    }

    public struct Hold: Sendable, Equatable, Codable {
        public let until: String
        public let askedBy: String
        public let agreedBy: String?
    }

    public struct End: Sendable, Equatable, Codable {
        public let disposition: DispositionCode
        public let decidedBy: String
        public let second: String?
        public let legalBasis: LegalBasis?
        public let released: [ReleasedField]
        public let duplicateOf: String?
    }

    public let incident: String
    public let clip: String
    public let openedAt: String
    public let openedBy: String
    public let categories: [String]
    public let severity: Severity
    public let severities: [Rating]
    public let stage: IncidentStage
    public let owner: String?
    public let breaches: [Breach]
    public let hold: Hold?
    public let end: End?
    public let reviewerInformedAt: String?
    public let events: Int

    public init(_ incident: Incident) {
        let record = incident.record
        self.incident = record.id.description
        clip = record.clip.description
        openedAt = record.openedAt.date.formatted(.iso8601)
        openedBy = record.openedBy.description
        categories = record.categories
        severity = record.severity
        severities = record.events.compactMap { event in
            switch event.act {
            case .opened(_, let flag), .flagged(let flag):
                Rating(severity: flag.severity, set: Moment(event))
            case .severityChanged(let severity, _):
                Rating(severity: severity, set: Moment(event))
            default: nil
            }
        }
        stage = incident.stage
        owner = incident.owner?.description
        breaches = record.breaches.map {
            Breach(at: $0.at.date.formatted(.iso8601), missed: $0.missed)
        }
        hold = record.hold.map {
            Hold(
                until: $0.hold.until.date.formatted(.iso8601),
                askedBy: $0.askedBy.description, agreedBy: $0.agreedBy?.description)
        }
        end = Self.end(of: incident)
        var informed: Timestamp?
        if case .closed(let closed) = incident { informed = closed.reviewerInformedAt }
        reviewerInformedAt = informed?.date.formatted(.iso8601)
        events = record.events.count
    }

    private static func end(of incident: Incident) -> End? {
        switch incident {
        case .triggered, .owned: nil
        case .decided(let decided):
            End(decided.stage.disposition, decided.stage.decidedBy, nil)
        case .closed(let closed):
            End(closed.stage.disposition, closed.stage.decidedBy, closed.stage.second)
        }
    }
}

extension CaseRecord.End {
    fileprivate init(_ disposition: Disposition, _ person: PersonID, _ second: PersonID?) {
        self.disposition = disposition.code
        decidedBy = person.description
        self.second = second?.description
        switch disposition {
        case .disclosed(let disclosure):
            (legalBasis, released, duplicateOf) = (disclosure.basis, disclosure.fields, nil)
        case .duplicate(let other):
            (legalBasis, released, duplicateOf) = (nil, [], other.description)
        case .referred, .noAction, .falsePositive:
            (legalBasis, released, duplicateOf) = (nil, [], nil)
        }
    }
}

extension Incident {
    /// What of the clip may be in a case file: what was told to an authority, once that is closed.
    public var released: [ReleasedField] {
        guard case .closed(let closed) = self,
            case .disclosed(let disclosure) = closed.stage.disposition
        else { return [] }
        return disclosure.fields
    }
}

/// One event of the story, a line of `custody.jsonl`.
public struct CaseLink: Sendable, Equatable, Codable {
    public let sequence: Int
    /// The event as it is kept: the chain is over these very bytes.
    public let event: String
    /// Of the chain up to here, in hexadecimal.
    public let hash: String
    /// Its words as they are sealed, base 64; the event names their digest.
    public let sealed: String?
    /// The same, as far as whoever took it out could read them. On their word alone.
    public let words: String?

    /// `nil` where what is kept is no text.
    public init?(_ link: CustodyLink, sequence: Int, words: String?) {
        guard let text = String(bytes: link.bytes, encoding: .utf8) else { return nil }
        self.sequence = sequence
        event = text
        hash = link.hash.hex
        sealed = link.words?.base64EncodedString()
        self.words = words
    }

    /// `nil` where something of it is not of its form.
    var link: CustodyLink? {
        guard let hash = MerkleHash(hex: hash) else { return nil }
        let words = sealed.flatMap { Data(base64Encoded: $0) }
        guard sealed == nil || words != nil else { return nil }
        return CustodyLink(bytes: Data(event.utf8), words: words, hash: hash)
    }
}

/// That the log has an entry of the incident, without the log: a line of `log.jsonl`.
public struct CaseProof: Sendable, Equatable, Codable {
    public let sequence: Int64
    /// Base 64.
    public let entry: String
    public let signature: String
    /// RFC 9162 audit path in hexadecimal, from the leaf up.
    public let path: [String]

    public init(sequence: Int64, entry: SignedAuditEntry, path: [MerkleHash]) {
        self.sequence = sequence
        self.entry = entry.bytes.base64EncodedString()
        signature = entry.signature.base64EncodedString()
        self.path = path.map(\.hex)
    }

    /// The entry it is about, where it is of the form.
    var signed: SignedAuditEntry? {
        guard let bytes = Data(base64Encoded: entry), let hand = Data(base64Encoded: signature)
        else { return nil }
        return SignedAuditEntry(bytes: bytes, signature: hand)
    }

    func isIn(_ head: TreeHead) -> Bool {
        let steps = path.compactMap { MerkleHash(hex: $0) }
        guard steps.count == path.count, let signed else { return false }
        return head.includes(signed.leaf, at: sequence, by: steps)
    }
}

extension MerkleHash {
    /// `nil` unless it is 64 figures of lower-case hexadecimal.
    init?(hex: String) {
        let figures = Array(hex.utf8)
        guard figures.count == 2 * Self.byteCount else { return nil }
        var bytes = Data()
        for index in stride(from: 0, to: figures.count, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: figures[index...index + 1], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
        guard self.hex == hex else { return nil }
    }
}

extension AuditEntry {
    /// Which event of which incident's story this is, and the hash of the story up to it.
    public var custody: (incident: IncidentID, event: Int, hash: MerkleHash)? {
        guard event.action.custody != nil else { return nil }
        var (incident, turn, hash) = (IncidentID?.none, Int?.none, MerkleHash?.none)
        for fact in event.facts {
            switch fact {
            case .matter(.incident, let id): incident = IncidentID(uuid: id)
            case .count(.event, let number): turn = number
            case .digest(.custody, let digest): hash = digest
            default: break
            }
        }
        guard let incident, let turn, let hash else { return nil }
        return (incident, turn, hash)
    }
}
