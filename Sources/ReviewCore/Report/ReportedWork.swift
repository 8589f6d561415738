// What a report may know of one annotation: codes, counts and times, never a word of it.

/// One annotation as it counts now, as far as the store has it in the clear.
public struct ReportedWork: Sendable, Equatable {
    /// Tells people apart and says nothing of them.
    public var person: Int64
    /// When it was submitted first.
    public var at: Timestamp
    public var outcome: Outcome
    /// More than one where it was amended.
    public var revision: Int
    public var judgments: Judgments
    public var wantsDeletion: Bool
    public var correctsIntent: Bool
    public var domain: String?
    public var flag: Flag?
    /// Seconds between the clip's appearance and its submission.
    public var seconds: Double
    public var heardSeconds: Double
    /// Share heard at least once, 0...1.
    public var coverage: Double
    public var plays: Int
    public var keystrokes: Int
    /// Length of the clip in seconds, where it is known.
    public var duration: Double?

    public init(
        person: Int64, at: Timestamp, outcome: Outcome = .annotated, revision: Int = 1,
        judgments: Judgments = Judgments(), wantsDeletion: Bool = false,
        correctsIntent: Bool = false, domain: String? = nil, flag: Flag? = nil,
        seconds: Double = 0, heardSeconds: Double = 0, coverage: Double = 0, plays: Int = 0,
        keystrokes: Int = 0, duration: Double? = nil
    ) {
        self.person = person
        self.at = at
        self.outcome = outcome
        self.revision = revision
        self.judgments = judgments
        self.wantsDeletion = wantsDeletion
        self.correctsIntent = correctsIntent
        self.domain = domain
        self.flag = flag
        self.seconds = seconds
        self.heardSeconds = heardSeconds
        self.coverage = coverage
        self.plays = plays
        self.keystrokes = keystrokes
        self.duration = duration
    }
}
