// The record of processing (GDPR Art. 30), made from what the workspace itself knows.
import Foundation
import ReviewCore
import Store
import Vault

/// The record, for people and for scripts. What only the controller knows is asked for, not made up.
public struct ProcessingRecord: Sendable, Encodable {
    public struct Category: Sendable, Encodable {
        public let data: String
        /// The class of keys it is sealed under; absent for what is in the clear.
        public let sealedUnder: String?
        public let clips: Int?
    }

    public struct Queue: Sendable, Encodable {
        public let name: String
        public let locale: String
        public let clips: Int
        public let oldest: String?
        /// Days; absent where nothing ends them.
        public let retentionDays: Int?
        public let accidentalDays: Int
    }

    public struct Recipient: Sendable, Encodable {
        public let export: String
        public let queue: String
        public let format: String
        public let by: String?
        public let at: String
        public let clips: Int
        public let toTakeOut: Int
    }

    public struct Counts: Sendable, Encodable {
        public let optedOut: Int
        public let withdrawnClips: Int
        public let heldClips: Int
        public let erasedClips: Int
        public let erasuresFinished: Int
        public let erasuresOpen: Int
        public let logEntries: Int64
    }

    public let workspace: String
    public let made: String
    public let purposes: [String]
    public let people: [String]
    public let categories: [Category]
    public let queues: [Queue]
    /// Absent where whoever asks may not list exports.
    public let recipients: [Recipient]?
    public let roles: [String: Int]
    public let security: [String]
    /// What an impact assessment (Art. 35) asks for.
    public let assessment: [String]
    public let counts: Counts
    /// What the controller adds.
    public let toAdd: [String]

    public init(of seat: Seat, now: Timestamp = .now) throws {
        let facts = try seat.store.papers.processing()
        workspace = seat.workspace.id.description
        made = now.date.formatted(.iso8601)
        purposes = Self.purposes
        people = [
            "people recorded by voice assistants",
            "people who review (handles, pace, shifts and breaks)",
        ]
        categories = Self.categories(facts)
        queues = facts.queues.map { queue in
            Queue(
                name: queue.name, locale: queue.locale, clips: queue.clips,
                oldest: queue.since?.date.formatted(.iso8601), retentionDays: queue.days,
                accidentalDays: queue.accidentalDays)
        }
        recipients =
            RolePolicy.may(seat.person.roles, .seeExports)
            ? try seat.store.exports.list().filter { $0.standing == .made }.map(Self.recipient)
            : nil
        roles = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, facts.people[$0] ?? 0) })
        security = Self.security
        assessment = Self.assessment
        counts = Counts(
            optedOut: facts.optedOut, withdrawnClips: facts.withdrawn, heldClips: facts.held,
            erasedClips: facts.erased, erasuresFinished: facts.erasures,
            erasuresOpen: facts.openErasures, logEntries: try seat.store.audit.length())
        toAdd = Self.toAdd
    }

    private static func recipient(_ export: StoredExport) -> Recipient {
        Recipient(
            export: export.id.uuidString.lowercased(), queue: export.queue,
            format: export.format.rawValue, by: export.person,
            at: export.at.date.formatted(.iso8601), clips: export.clips,
            toTakeOut: export.tombstones)
    }

    private static func categories(_ facts: ProcessingFacts) -> [Category] {
        let words: [SealedField: String] = [
            .machineText: "what the machine understood, slot values, its answer",
            .location: "location", .contacts: "contact list",
            .identity: "ids and file names it came with",
        ]
        let sealed = SealedField.allCases.compactMap { field in
            words[field].map {
                Category(
                    data: $0,
                    sealedUnder: field.keyClass?.rawValue ?? "identity, in two people's hands",
                    clips: facts.fields[field] ?? 0)
            }
        }
        return [
            Category(
                data: "voice recordings", sealedUnder: KeyClass.audio.rawValue,
                clips: facts.queues.reduce(0) { $0 + $1.clips }),
            Category(
                data: "transcripts, notes and drafts of reviewers",
                sealedUnder: KeyClass.text.rawValue, clips: nil),
        ] + sealed + [
            Category(
                data:
                    "moment, length, language, intent, judgments, flags, what a recording lets expect,"
                    + " pseudonyms of device and account", sealedUnder: nil, clips: nil),
            Category(
                data:
                    "shifts and breaks of reviewers, how severe what they flagged was and how long"
                    + " they heard it, which categories they would rather not hear",
                sealedUnder: nil, clips: nil),
        ]
    }
}

extension ProcessingRecord {
    private static let purposes = [
        "transcribing and judging what voice assistants heard, so that they understand better",
        "acting on recordings that tell of danger",
        "answering to the people recorded: opt-out, erasure, copies",
    ]

    private static let security = [
        "AES-256-GCM, a random key a recording and class; class keys sealed to people (HPKE)",
        "ids become keyed pseudonyms on import; unknown fields are refused",
        "roles are enforced by the store; location and contacts open for a purpose only",
        "opened sound and text exist in memory only",
        "a signed Merkle log (RFC 9162) of who claimed, annotated, exported, held and erased",
        "erasure destroys keys first, then contents, sound and remains, and leaves a receipt",
    ]

    private static let assessment = [
        "a voice identifies by itself: recordings are pseudonymised, never anonymous",
        "special categories (Art. 9) may be said aloud: health, beliefs, sex life",
        "people who did not agree may be heard: accidental wake-ups are marked and erased",
        "people who review meet distressing sound: warned of, spaced out, and exposure is theirs to see",
        "exports leave personal words behind where people or patterns found them",
    ]

    private static let toAdd = [
        "name and contact of the controller and of the data protection officer",
        "the legal basis of each queue (the workspace knows that consent was given, not where)",
        "who receives exports, and transfers to third countries",
    ]
}
