// Figures of reports: what is counted, what is left out, and whom they may not give away.
import ReviewCore
import Testing

@Suite struct WorkFiguresTests {
    private static let start = Timestamp(microseconds: 1_790_000_000_000_000)
    private static func minute(_ minutes: Double) -> Timestamp {
        start.advanced(bySeconds: minutes * 60)
    }
    private static let words: ReportWords? = (try? TradeData.load()).map { data in
        ReportWords(data) { "\(Int($0.seconds(since: start) / 60))" }
    }

    private func figures(of work: [ReportedWork]) -> WorkFigures {
        var figures = WorkFigures(
            ReportPeriod(from: Self.start, to: Self.minute(120), every: 1800))
        for one in work { figures.add(one) }
        return figures
    }

    @Test func everyClipIsCountedOnceUnderWhatBecameOfIt() {
        let figures = figures(of: [
            ReportedWork(
                person: 1, at: Self.minute(0), judgments: Judgments(["speech": ["clear"]])),
            ReportedWork(
                person: 1, at: Self.minute(31), revision: 2, wantsDeletion: true,
                correctsIntent: true, flag: Flag(category: "weapon_or_gunshot", severity: .p1),
                seconds: 12, heardSeconds: 5, coverage: 0.5, plays: 2, keystrokes: 9),
            ReportedWork(person: 1, at: Self.minute(32), outcome: .skipped(reason: "other")),
            ReportedWork(person: 1, at: Self.minute(33), outcome: .broken(reason: "no frames")),
            // The end of the period is not in it.
            ReportedWork(person: 1, at: Self.minute(120)),
            ReportedWork(person: 1, at: Self.minute(-0.1)),
        ])
        #expect(figures.total == 4)
        #expect((figures.annotated, figures.skips, figures.broken) == (2, 1, 1))
        #expect(figures.pieces.map(\.clips) == [1, 1, 0, 0])
        #expect(figures.worked == [0, 1])
        #expect(figures.amended == 1 && figures.correctedIntents == 1)
        #expect(figures.deletionWanted == 1 && figures.unheard == 1)
        #expect(figures.flags == [.p1: 1] && figures.judgments == ["speech": ["clear": 1]])
        #expect(figures.meanCoverage == 0.25 && figures.meanKeystrokes == 4.5)
    }

    @Test func aReportOfNothingSaysSo() throws {
        let report = ShiftReport(
            day: "2026-11-27", figures: figures(of: []), own: ShiftReport.Own(person: "ana"))
        let document = report.document(try #require(Self.words))
        #expect(document.sections.first?.parts == [.words("Nothing was submitted.")])
        #expect(figures(of: []).meanCoverage == nil)
    }

    private func document(_ figures: WorkFigures) throws -> ReportDocument {
        ShiftReport(day: "d", figures: figures, own: nil).document(try #require(Self.words))
    }

    /// With four people, or with one who did more than half, what each did could be guessed at.
    @Test func fewPeopleAreOnlyASum() throws {
        let four = figures(of: (0..<40).map { ReportedWork(person: $0 % 4, at: Self.minute(1)) })
        #expect(try document(four.guarded()).sections.count == 1)
        #expect(
            try document(four.guarded()).sections[0].parts
                == [.figures([ReportFigure("submitted", "40")])])
        let one = figures(
            of: (0..<40).map { ReportedWork(person: max(0, $0 - 33), at: Self.minute(1)) })
        #expect(!one.guarded().isTold)
        let five = figures(of: (0..<40).map { ReportedWork(person: $0 % 5, at: Self.minute(1)) })
        #expect(try document(five.guarded()).sections.count > 2)
        #expect(five.guarded().annotated == 40)
    }

    /// Four who skip do not hide the one who annotates.
    @Test func whoDidSomethingElseHidesNobody() throws {
        var work = (0..<8).map { person in
            ReportedWork(
                person: person % 4, at: Self.minute(1), outcome: .skipped(reason: "other"))
        }
        work.append(
            ReportedWork(
                person: 9, at: Self.minute(1), judgments: Judgments(["speech": ["clear"]]),
                domain: "alarm", seconds: 12, keystrokes: 77))
        let told = figures(of: work).guarded()
        #expect(told.annotated == 0 && told.keystrokes == 0 && told.times.median == nil)
        #expect(told.judgments.isEmpty && told.domains.isEmpty && told.skipped.isEmpty)
        #expect(told.submitted == 9 && !told.isTold)
        // Nor does a crowd of annotators hide the one who flags.
        var crowd = (0..<30).map { ReportedWork(person: $0 % 6, at: Self.minute(1)) }
        crowd[0].flag = Flag(category: "other", severity: .p2)
        crowd[1].revision = 2
        let many = figures(of: crowd).guarded()
        #expect(many.annotated == 30)
        #expect(many.flags.isEmpty && many.flagCategories.isEmpty && many.amended == 0)
    }

    @Test func anHourOfFewIsNotToldThoughTheDayIs() {
        var work = (0..<6).map { ReportedWork(person: $0, at: Self.minute(1)) }
        work.append(ReportedWork(person: 3, at: Self.minute(40)))
        let figures = figures(of: work)
        #expect(figures.guarded().told == [6, nil, 0, 0])
        #expect(figures.told == [6, 1, 0, 0])
    }

    /// A report of more days differs from one of fewer by days that hide their people, or not at
    /// all; and a day that goes on by nothing but how much it was.
    @Test func noTwoReportsDifferByWhatOnePersonDid() {
        let crowd = figures(of: (0..<50).map { ReportedWork(person: $0 % 10, at: Self.minute(1)) })
        let alone = figures(
            of: [ReportedWork(person: 3, at: Self.minute(1), domain: "alarm", keystrokes: 5)])
        var one = WorkFigures(crowd.period)
        one.add(crowd.guarded())
        var two = one
        two.add(alone.guarded())
        #expect(two.submitted == one.submitted + 1)
        #expect(two.annotated == one.annotated && two.keystrokes == one.keystrokes)
        #expect(two.domains == one.domains)
        let now = crowd.untold()
        #expect(now.submitted == 50 && !now.isTold && now.told[0] == nil)
    }

    @Test func whatIsAPersonsOwnIsInNoReportOfAll() throws {
        let words = try #require(Self.words)
        let work = (0..<40).map { ReportedWork(person: $0 % 8, at: Self.minute(1)) }
        let titles = ShiftReport(day: "d", figures: figures(of: work), own: nil)
            .document(words).sections.map(\.title)
        for own in ["Breaks", "Hearing", "Distress"] { #expect(!titles.contains(own)) }
    }

    @Test func aQueueIsEmptyWhenItsRateSaysSo() {
        var figures = WorkFigures(
            ReportPeriod(from: Self.start, to: Self.minute(2880), every: 86_400))
        for person in 0..<50 { figures.add(ReportedWork(person: Int64(person), at: Self.start)) }
        let stand = QueueReport.Stand(
            waiting: 125, leased: 0, annotated: 50, skipped: 0, broken: 0, held: 0, flagged: 0)
        func daysLeft(_ figures: WorkFigures, at made: Timestamp) -> Double? {
            QueueReport(
                queue: "q", locale: "en-US", isOpen: true, stand: stand, figures: figures,
                made: made
            ).daysLeft
        }
        #expect(daysLeft(figures, at: Self.minute(1440)) == 2.5)
        // A young queue is not slower for the days before it.
        #expect(daysLeft(figures.untold(), at: Self.minute(144)) == 0.25)
        #expect(daysLeft(figures, at: Self.minute(59)) == nil)
        #expect(daysLeft(WorkFigures(figures.period), at: Self.minute(1440)) == nil)
    }
}

@Suite struct SpreadTests {
    @Test func theMiddleIsRightToAStep() {
        var spread = Spread(step: 1, upTo: 100)
        for value in [3, 9, 10, 50, 4000, .nan, -1, .infinity] { spread.add(value) }
        #expect(spread.count == 5)
        #expect(spread.median == 10)
        #expect(spread.share(0) == 3)
        #expect(spread.share(1) == 100)
        #expect(Spread().median == nil)
    }
}

@Suite struct ReportPeriodTests {
    private func at(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: 0).advanced(bySeconds: seconds)
    }

    @Test func everyMomentIsInOnePieceOrOutside() throws {
        let period = try #require(ReportPeriod(edges: [at(0), at(10), at(11), at(40)]))
        #expect(period.pieces == 3)
        for (moment, piece) in [(0, 0), (9.9, 0), (10, 1), (11, 2), (39, 2)] {
            #expect(period.piece(of: at(moment)) == piece)
        }
        #expect(period.piece(of: at(40)) == nil && period.piece(of: at(-1)) == nil)
    }

    @Test func edgesGoForward() {
        #expect(ReportPeriod(edges: [at(0)]) == nil)
        #expect(ReportPeriod(edges: [at(1), at(1)]) == nil)
        #expect(ReportPeriod(edges: [at(2), at(1)]) == nil)
    }

    @Test(arguments: [(-5.0, 1.0), (0, 0), (1e18, 1), (3600, .nan)])
    func aPeriodHasAPieceHoweverItIsAskedFor(length: Double, piece: Double) {
        let pieces = ReportPeriod(from: at(0), to: at(min(length, 1e9)), every: piece).pieces
        #expect((1...96).contains(pieces))
    }
}
