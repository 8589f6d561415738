// The figures of many annotations, added up one after the other.

/// What was done in a period, by one person or by many.
public struct WorkFigures: Sendable, Equatable {
    /// What one piece of the period saw.
    public struct Piece: Sendable, Equatable {
        /// Annotated.
        public internal(set) var clips = 0
        /// With those skipped or broken.
        public internal(set) var total = 0
        /// Whether the numbers may be shown.
        public internal(set) var isTold = true
        var crowd = Crowd()
    }

    /// A part of the figures that has people of its own.
    public enum Part: Sendable, Hashable {
        case annotated, skipped, broken, flags, amended
    }

    public let period: ReportPeriod
    /// Parts of which something is not told, because it would be about few.
    public internal(set) var withheld: Set<Part> = []
    /// When the first of it was submitted.
    public internal(set) var firstAt: Timestamp?
    /// Everything that left somebody's hands, told or not.
    public internal(set) var submitted = 0
    public internal(set) var annotated = 0
    public internal(set) var broken = 0
    /// By reason code.
    public internal(set) var skipped: [String: Int] = [:]
    /// Reworded after they were submitted.
    public internal(set) var amended = 0
    /// Submitted and taken back, and not made again.
    public internal(set) var takenBack = 0
    /// Accidental wake-ups, whose sound is to be deleted.
    public internal(set) var deletionWanted = 0
    public internal(set) var correctedIntents = 0
    /// By axis of judgment and code.
    public internal(set) var judgments: [String: [String: Int]] = [:]
    public internal(set) var domains: [String: Int] = [:]
    public internal(set) var flags: [Severity: Int] = [:]
    public internal(set) var flagCategories: [String: Int] = [:]
    /// Seconds from a clip's appearance to its submission.
    public internal(set) var times = Spread()
    public internal(set) var heardSeconds = 0.0
    public internal(set) var clipSeconds = 0.0
    /// Sent without the sound having been played at all.
    public internal(set) var unheard = 0
    public internal(set) var plays = 0
    public internal(set) var keystrokes = 0
    public internal(set) var pieces: [Piece]
    var coverage = 0.0
    var annotators = Crowd()
    var skippers = Crowd()
    var breakers = Crowd()
    var flaggers = Crowd()
    var amenders = Crowd()

    public init(_ period: ReportPeriod) {
        self.period = period
        pieces = Array(repeating: Piece(), count: period.pieces)
    }

    /// What lies outside the period is left out.
    public mutating func add(_ work: ReportedWork) {
        guard let piece = period.piece(of: work.at) else { return }
        submitted += 1
        firstAt = min(firstAt ?? work.at, work.at)
        pieces[piece].total += 1
        if work.revision > 1 {
            amended += 1
            amenders.add(work.person)
        }
        if let flag = work.flag {
            flaggers.add(work.person)
            flags[flag.severity, default: 0] += 1
            flagCategories[flag.category, default: 0] += 1
        }
        switch work.outcome {
        case .broken:
            broken += 1
            breakers.add(work.person)
        case .skipped(let reason):
            skipped[reason, default: 0] += 1
            skippers.add(work.person)
        case .annotated:
            annotated += 1
            annotators.add(work.person)
            pieces[piece].clips += 1
            pieces[piece].crowd.add(work.person)
            addAnnotated(work)
        }
    }

    /// So many submits were taken back and not made again.
    public mutating func add(takenBack count: Int) { takenBack += max(0, count) }

    /// Counts flags by another ledger than the annotations.
    public mutating func count(flags counts: [(severity: Severity, count: Int)]) {
        flags = Dictionary(counts.map { ($0.severity, $0.count) }, uniquingKeysWith: +)
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

    /// How many people annotated.
    public var people: Int { annotators.people }
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
