// The figures of many annotations, added up one after the other.

/// What was done in a period, by one person or by many.
public struct WorkFigures: Sendable, Equatable {
    /// What one piece of the period saw.
    public struct Piece: Sendable, Equatable {
        /// Annotated.
        public fileprivate(set) var clips = 0
        /// With those skipped or broken.
        public fileprivate(set) var total = 0
        fileprivate var whose: Set<Int64> = []
        /// How many people it was.
        public var people: Int { whose.count }
    }

    public let period: ReportPeriod
    public private(set) var annotated = 0
    public private(set) var broken = 0
    /// By reason code.
    public private(set) var skipped: [String: Int] = [:]
    /// Reworded after they were submitted.
    public private(set) var amended = 0
    /// Submitted and taken back, and not made again.
    public var takenBack = 0
    /// Accidental wake-ups, whose sound is to be deleted.
    public private(set) var deletionWanted = 0
    public private(set) var correctedIntents = 0
    /// By axis of judgment and code.
    public private(set) var judgments: [String: [String: Int]] = [:]
    public private(set) var domains: [String: Int] = [:]
    public private(set) var flags: [Severity: Int] = [:]
    public private(set) var flagCategories: [String: Int] = [:]
    /// Seconds from a clip's appearance to its submission.
    public private(set) var times = Spread()
    public private(set) var heardSeconds = 0.0
    public private(set) var clipSeconds = 0.0
    /// Sent without the sound having been played at all.
    public private(set) var unheard = 0
    public private(set) var plays = 0
    public private(set) var keystrokes = 0
    public private(set) var pieces: [Piece]
    private var coverage = 0.0
    private var whose: Set<Int64> = []

    public init(_ period: ReportPeriod) {
        self.period = period
        pieces = Array(repeating: Piece(), count: period.pieces)
    }

    /// What lies outside the period is left out.
    public mutating func add(_ work: ReportedWork) {
        guard let piece = period.piece(of: work.at) else { return }
        whose.insert(work.person)
        pieces[piece].total += 1
        if work.revision > 1 { amended += 1 }
        if let flag = work.flag {
            flags[flag.severity, default: 0] += 1
            flagCategories[flag.category, default: 0] += 1
        }
        switch work.outcome {
        case .broken: broken += 1
        case .skipped(let reason): skipped[reason, default: 0] += 1
        case .annotated:
            annotated += 1
            pieces[piece].clips += 1
            pieces[piece].whose.insert(work.person)
            addAnnotated(work)
        }
    }

    private mutating func addAnnotated(_ work: ReportedWork) {
        if work.wantsDeletion { deletionWanted += 1 }
        if work.correctsIntent { correctedIntents += 1 }
        if let domain = work.domain { domains[domain, default: 0] += 1 }
        for (axis, codes) in work.judgments.codes {
            for code in codes { judgments[axis, default: [:]][code, default: 0] += 1 }
        }
        times.add(work.seconds)
        heardSeconds += max(0, work.heardSeconds)
        clipSeconds += max(0, work.duration ?? 0)
        coverage += min(1, max(0, work.coverage))
        if work.plays == 0 { unheard += 1 }
        plays += max(0, work.plays)
        keystrokes += max(0, work.keystrokes)
    }

    /// Pieces in which anything left somebody's hands, by their number.
    public var worked: [Int] { pieces.indices.filter { pieces[$0].total > 0 } }

    /// How many people's work it is.
    public var people: Int { whose.count }
    public var skips: Int { skipped.values.reduce(0, +) }
    /// Everything that left somebody's hands.
    public var total: Int { annotated + broken + skips }

    /// The mean share of a clip that was heard; `nil` without clips.
    public var meanCoverage: Double? { share(coverage) }
    public var meanKeystrokes: Double? { share(Double(keystrokes)) }
    public var meanPlays: Double? { share(Double(plays)) }

    /// `sum` for each annotated clip.
    private func share(_ sum: Double) -> Double? { annotated > 0 ? sum / Double(annotated) : nil }
}
