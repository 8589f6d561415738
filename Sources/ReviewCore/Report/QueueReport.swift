// A queue over some days: what came of its clips, how fast, and when it will be empty.

/// What can be told of a queue. Never of fewer people than would hide one of them.
public struct QueueReport: Sendable, Equatable {
    public struct Stand: Sendable, Equatable {
        public var waiting: Int
        public var leased: Int
        public var annotated: Int
        public var skipped: Int
        public var broken: Int
        public var held: Int
        public var flagged: Int

        public init(
            waiting: Int, leased: Int, annotated: Int, skipped: Int, broken: Int, held: Int,
            flagged: Int
        ) {
            self.waiting = waiting
            self.leased = leased
            self.annotated = annotated
            self.skipped = skipped
            self.broken = broken
            self.held = held
            self.flagged = flagged
        }
    }

    public let queue: String
    public let locale: String
    public let isOpen: Bool
    public let stand: Stand
    /// Of the days of the report.
    public let figures: WorkFigures
    public let made: Timestamp

    public init(
        queue: String, locale: String, isOpen: Bool, stand: Stand, figures: WorkFigures,
        made: Timestamp
    ) {
        self.queue = queue
        self.locale = locale
        self.isOpen = isOpen
        self.stand = stand
        self.figures = figures
        self.made = made
    }

    /// Less than so many seconds of work say nothing of a rate.
    private static let tooEarly = 3600.0

    /// Days until nothing waits, at the rate since the first work of the period; `nil` where that
    /// is too early to say.
    public var daysLeft: Double? {
        guard let first = figures.firstAt, figures.submitted > 0 else { return nil }
        let seconds = made.seconds(since: first)
        guard seconds >= Self.tooEarly else { return nil }
        return Double(stand.waiting) * seconds / 86_400 / Double(figures.submitted)
    }
}

extension QueueReport {
    public func document(_ words: ReportWords) -> ReportDocument {
        let days = figures.period.pieces
        let period =
            "\(words.clock(figures.period.start)) to"
            + " \(words.clock(figures.period.edges[days - 1]))"
        let sections = figures.sections(
            .team, words, pace: "Clips a day", each: "in a day", labelEvery: max(1, days / 7))
        return ReportDocument(
            title: "Queue \(queue)", subtitle: "\(locale), \(period)",
            sections: [standing] + sections)
    }

    private var standing: ReportSection {
        var figures = [
            ReportFigure("waiting", "\(stand.waiting)"),
            ReportFigure("clips out", "\(stand.leased)"),
            ReportFigure("annotated", "\(stand.annotated)"),
            ReportFigure("skipped", "\(stand.skipped)"),
            ReportFigure("broken sound", "\(stand.broken)"),
            ReportFigure("held", "\(stand.held)"),
            ReportFigure("flagged", "\(stand.flagged)"),
        ]
        if stand.waiting > 0 {
            let text = daysLeft.map { $0 < 1 ? "under a day" : "\($0.plain(1)) days" }
            figures.append(ReportFigure("empty at this rate in", text ?? "too early to say"))
        }
        return ReportSection(isOpen ? "Now" : "Now (closed)", [.figures(figures)])
    }
}
