// A shift in figures: one's own with breaks and hearing, or a day of all people in aggregate.

/// A stretch of time at work or away from it.
public struct WorkStretch: Sendable, Equatable {
    public let from: Timestamp
    public let to: Timestamp

    /// `nil` where it would end before it begins.
    public init?(from: Timestamp, to: Timestamp) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
    }

    public var seconds: Double { to.seconds(since: from) }
}

/// What can be told of a shift.
public struct ShiftReport: Sendable, Equatable {
    /// A person's own: nobody else is shown these.
    public struct Own: Sendable, Equatable {
        public var person: String
        /// When they were at work, breaks among it.
        public var presence: [WorkStretch]
        public var breaks: [WorkStretch]
        public var hearing: HearingReport?
        /// Points of distress carried, and how many a shift should stay under.
        public var exposure: (points: Int, cap: Int)?

        public init(
            person: String, presence: [WorkStretch] = [], breaks: [WorkStretch] = [],
            hearing: HearingReport? = nil, exposure: (points: Int, cap: Int)? = nil
        ) {
            self.person = person
            self.presence = presence
            self.breaks = breaks
            self.hearing = hearing
            self.exposure = exposure
        }

        public static func == (left: Own, right: Own) -> Bool {
            left.person == right.person && left.presence == right.presence
                && left.breaks == right.breaks && left.hearing == right.hearing
                && left.exposure?.points == right.exposure?.points
                && left.exposure?.cap == right.exposure?.cap
        }
    }

    /// Such as `2026-11-27`.
    public let day: String
    public let figures: WorkFigures
    /// `nil` of a report about everybody.
    public let own: Own?

    public init(day: String, figures: WorkFigures, own: Own?) {
        self.day = day
        self.figures = figures
        self.own = own
    }

    public var scope: ReportScope { own == nil ? .team : .own }
}

extension ShiftReport {
    public func document(_ words: ReportWords) -> ReportDocument {
        // A label an hour, where pieces are shorter.
        let length = figures.period.edges[1].seconds(since: figures.period.start)
        let every = max(1, Int((3600 / max(1, length)).rounded()))
        var sections = figures.sections(
            scope, words, pace: "Pace over the day", each: ReportWords.each(length),
            labelEvery: every)
        if let own {
            sections += [breaks(own, words)] + hearing(own)
        }
        return ReportDocument(
            title: "Shift report",
            subtitle: "\(own?.person ?? "all people together"), \(day)", sections: sections)
    }

    private func breaks(_ own: Own, _ words: ReportWords) -> ReportSection {
        guard !own.presence.isEmpty else {
            return ReportSection(
                "Breaks", [.words("You did not clock in, so breaks are not known.")])
        }
        let atWork = own.presence.reduce(0) { $0 + $1.seconds }
        let away = own.breaks.reduce(0) { $0 + $1.seconds }
        return ReportSection(
            "Breaks", note: "Yours alone: nobody else is shown them.",
            [
                .figures([
                    ReportFigure("at work", ReportWords.length(atWork)),
                    ReportFigure("breaks", "\(own.breaks.count)"),
                    ReportFigure("together", ReportWords.length(away)),
                ]),
                .strip(strip(own, words)),
            ])
    }

    private func strip(_ own: Own, _ words: ReportWords) -> ReportStrip {
        let start = own.presence.map(\.from).min() ?? figures.period.start
        let end = own.presence.map(\.to).max() ?? figures.period.end
        let length = max(1, end.seconds(since: start))
        return ReportStrip(
            "Breaks in the shift",
            own.breaks.map { pause in
                ReportStrip.Stretch(
                    from: pause.from.seconds(since: start) / length,
                    to: pause.to.seconds(since: start) / length,
                    label: "\(words.clock(pause.from)) to \(words.clock(pause.to))")
            }, ends: [words.clock(start), words.clock(end)])
    }

    private func hearing(_ own: Own) -> [ReportSection] {
        var sections: [ReportSection] = []
        if let hearing = own.hearing {
            sections.append(
                ReportSection(
                    "Hearing", note: "Yours alone, kept on this machine.",
                    [
                        .figures([
                            ReportFigure("sound at the ear", ReportWords.length(hearing.seconds))
                        ]), .words("The day's dose: \(hearing.summary)."),
                    ]))
        }
        if let exposure = own.exposure {
            sections.append(
                ReportSection(
                    "Distress", note: "Yours alone: nobody else is shown it.",
                    [
                        .figures([
                            ReportFigure("points", "\(exposure.points)")
                        ]),
                        .words("From \(exposure.cap) on only easy clips come."),
                    ]))
        }
        return sections
    }
}
