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

    public init(
        queue: String, locale: String, isOpen: Bool, stand: Stand, figures: WorkFigures
    ) {
        self.queue = queue
        self.locale = locale
        self.isOpen = isOpen
        self.stand = stand
        self.figures = figures
    }

    /// Days until nothing waits, at the rate of the period; `nil` where nothing is done.
    public var daysLeft: Double? {
        let days = figures.period.end.seconds(since: figures.period.start) / 86_400
        guard figures.submitted > 0, days > 0 else { return nil }
        return Double(stand.waiting) * days / Double(figures.submitted)
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
            ReportFigure("at desks", "\(stand.leased)"),
            ReportFigure("annotated", "\(stand.annotated)"),
            ReportFigure("skipped", "\(stand.skipped)"),
            ReportFigure("broken sound", "\(stand.broken)"),
            ReportFigure("held", "\(stand.held)"),
            ReportFigure("flagged", "\(stand.flagged)"),
        ]
        if let daysLeft, stand.waiting > 0 {
            let text = daysLeft < 1 ? "under a day" : "\(daysLeft.plain(1)) days"
            figures.append(ReportFigure("empty at this rate in", text))
        }
        return ReportSection(isOpen ? "Now" : "Now (closed)", [.figures(figures)])
    }
}
