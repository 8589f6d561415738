// What a reviewer makes of a clip: the reference, the judgments, the corrections, the flag.

/// The reviewer's work on one clip, in the making (a draft) or submitted.
public struct AnnotationContent: Sendable, Equatable, Codable {
    /// The human transcript, in the conventions of the queue's style.
    public var reference: String
    public var judgments: Judgments
    /// Present only where the reviewer corrected the machine's interpretation.
    public var correction: Interpretation?
    public var tags: [String]
    public var note: String
    public var flag: Flag?
    /// A word with the flag, for those who answer for the incident.
    public var flagNote: String?
    /// When the flag was said; what only carries it along keeps it.
    public var flagSaidAt: Timestamp?
    /// What the reviewer took out of the reference, tag by tag.
    public var personal: [PersonalMark]

    public init(
        reference: String = "", judgments: Judgments = Judgments(),
        correction: Interpretation? = nil, tags: [String] = [], note: String = "",
        flag: Flag? = nil, flagNote: String? = nil, flagSaidAt: Timestamp? = nil,
        personal: [PersonalMark] = []
    ) {
        self.reference = reference
        self.judgments = judgments
        self.correction = correction
        self.tags = tags
        self.note = note
        self.flag = flag
        self.flagNote = flagNote
        self.flagSaidAt = flagSaidAt
        self.personal = personal
    }

    /// Those of before words were tagged at the desk have no marks.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        reference = try values.decode(String.self, forKey: .reference)
        judgments = try values.decode(Judgments.self, forKey: .judgments)
        correction = try values.decodeIfPresent(Interpretation.self, forKey: .correction)
        tags = try values.decode([String].self, forKey: .tags)
        note = try values.decode(String.self, forKey: .note)
        flag = try values.decodeIfPresent(Flag.self, forKey: .flag)
        flagNote = try values.decodeIfPresent(String.self, forKey: .flagNote)
        flagSaidAt = try values.decodeIfPresent(Timestamp.self, forKey: .flagSaidAt)
        personal = try values.decodeIfPresent([PersonalMark].self, forKey: .personal) ?? []
    }
}

/// Codes chosen on each axis of judgment; axes and codes come from the taxonomy's data.
public struct Judgments: Sendable, Equatable, Codable {
    /// Axis id to chosen code ids, in the order chosen. Axes without a choice are absent.
    public private(set) var codes: [String: [String]]

    public init(_ codes: [String: [String]] = [:]) {
        self.codes = codes.filter { !$0.value.isEmpty }
    }

    public subscript(axis: String) -> [String] {
        get { codes[axis] ?? [] }
        set { codes[axis] = newValue.isEmpty ? nil : newValue }
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: [String]].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(codes)
    }
}

/// How grave a flagged clip is. P0 is the gravest.
public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
    case p0 = "P0"
    case p1 = "P1"
    case p2 = "P2"
    case p3 = "P3"

    /// Graver is greater, so that `max` finds the gravest.
    public static func < (left: Severity, right: Severity) -> Bool {
        left.rawValue > right.rawValue
    }
}

/// A reviewer's word that a clip is distressing or worse.
public struct Flag: Sendable, Equatable, Codable {
    /// A category id of the incident taxonomy.
    public var category: String
    public var severity: Severity

    public init(category: String, severity: Severity) {
        self.category = category
        self.severity = severity
    }
}

/// How a clip left the reviewer's hands.
public enum Outcome: Sendable, Equatable, Codable {
    case annotated
    /// Set aside with a reason code of the taxonomy; skipping has no penalty.
    case skipped(reason: String)
    /// The sound would not decode; the reason is the decoder's.
    case broken(reason: String)
}

/// How the work was done: what was heard and how long it took. Never used to push anyone.
public struct Effort: Sendable, Equatable, Codable {
    /// Seconds between the clip's appearance and its submission.
    public var seconds: Double
    /// What was heard, at which speed, how often; empty where nobody kept it.
    public var listening: ClipCoverage
    /// Seconds of sound heard, replays counted.
    public var heardSeconds: Double
    /// Share of the clip heard at least once, 0...1.
    public var coverage: Double
    public var plays: Int
    public var keystrokes: Int

    /// The three figures as a record tells them: those made before coverage was kept have no more.
    public init(
        seconds: Double = 0, heardSeconds: Double = 0, coverage: Double = 0, plays: Int = 0,
        keystrokes: Int = 0, listening: ClipCoverage = ClipCoverage()
    ) {
        self.seconds = seconds
        self.listening = listening
        self.heardSeconds = heardSeconds
        self.coverage = coverage
        self.plays = plays
        self.keystrokes = keystrokes
    }

    /// The three figures follow from what was heard of a clip of `duration` seconds.
    public init(
        seconds: Double, listening: ClipCoverage, duration: Double, keystrokes: Int
    ) {
        self.init(
            seconds: seconds, heardSeconds: listening.heardSeconds,
            coverage: listening.share(of: duration), plays: listening.plays,
            keystrokes: keystrokes, listening: listening)
    }
}

/// A submitted annotation, one revision of it.
public struct Annotation: Sendable, Equatable, Identifiable {
    public let id: AnnotationID
    public let clip: ClipID
    public let person: PersonID
    /// 1 for the first submission, one more for each amendment; earlier ones are kept.
    public let revision: Int
    public let content: AnnotationContent
    public let outcome: Outcome
    public let effort: Effort
    public let submittedAt: Timestamp

    public init(
        id: AnnotationID, clip: ClipID, person: PersonID, revision: Int,
        content: AnnotationContent, outcome: Outcome, effort: Effort, submittedAt: Timestamp
    ) {
        self.id = id
        self.clip = clip
        self.person = person
        self.revision = revision
        self.content = content
        self.outcome = outcome
        self.effort = effort
        self.submittedAt = submittedAt
    }
}
