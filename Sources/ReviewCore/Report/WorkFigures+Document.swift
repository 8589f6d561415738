// What a period's figures say, section by section: clips, pace, categories, quality.

/// How much of people's work may be told.
public enum ReportScope: Sendable, Equatable {
    /// A person's own.
    case own
    /// Of several people, none of whom may be made out.
    case team
}

/// What protects people in figures about several of them.
public enum SmallGroups {
    /// Fewer people than this are not told apart from one another.
    public static let least = 5
}

extension WorkFigures {
    /// Whether there is anything to tell beyond how many clips there were.
    public var isTold: Bool { total > 0 }

    /// Clips annotated in each piece; `nil` for one of which nothing may be told.
    public var told: [Int?] { pieces.map { $0.isTold ? $0.clips : nil } }

    /// - Parameters:
    ///   - pace: heading of the course of it.
    ///   - each: the time a piece of the period stands for, such as `in a day`.
    func sections(
        _ scope: ReportScope, _ words: ReportWords, pace: String, each: String, labelEvery: Int
    ) -> [ReportSection] {
        guard submitted > 0 else {
            return [ReportSection("Clips", [.words("Nothing was submitted.")])]
        }
        guard isTold else {
            return [
                ReportSection(
                    "Clips",
                    note: "Nothing more is told of a day that goes on, or on which fewer than"
                        + " \(SmallGroups.least) people worked or one of them did more than half:"
                        + " it would be about each of them.",
                    [.figures([ReportFigure("submitted", "\(submitted)")])])
            ]
        }
        return [
            clips(scope, words),
            course(scope, words, title: pace, each: each, labelEvery: labelEvery),
        ]
            + categories(words) + [quality(scope, words)]
    }

    private func clips(_ scope: ReportScope, _ words: ReportWords) -> ReportSection {
        var figures = [ReportFigure("annotated", number(annotated, of: .annotated))]
        figures.append(ReportFigure("skipped", number(skips, of: .skipped)))
        figures.append(ReportFigure("broken sound", number(broken, of: .broken)))
        figures.append(
            ReportFigure(
                "flagged", number(flags.values.reduce(0, +), of: .flags) + flagged))
        figures.append(
            ReportFigure("accidental, to be deleted", "\(deletionWanted)"))
        if let median = times.median, annotated > 0 {
            figures.append(ReportFigure("median time a clip", ReportWords.length(median)))
        }
        if scope == .team { figures.append(ReportFigure("submitted in all", "\(submitted)")) }
        return ReportSection("Clips", [.figures(figures)])
    }

    /// A number of which some may have to stay untold.
    private func number(_ count: Int, of part: Part) -> String {
        guard withheld.contains(part) else { return "\(count)" }
        return count == 0 ? "not told" : "\(count) and more"
    }

    /// The severities, gravest first.
    private var flagged: String {
        let parts = Severity.allCases.compactMap { severity in
            flags[severity].map { "\(severity.rawValue) \($0)" }
        }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }

    private func course(
        _ scope: ReportScope, _ words: ReportWords, title: String, each: String,
        labelEvery: Int
    ) -> ReportSection {
        let columns = told.enumerated().map { index, count in
            ReportColumns.Column(words.clock(period.edges[index]), count.map(Double.init))
        }
        let isWhole = columns.allSatisfy { $0.value != nil }
        return ReportSection(
            title,
            note: isWhole
                ? "" : "A point stands for work of too few people, or of a day that goes on.",
            [
                .columns(
                    ReportColumns("Clips annotated", each: each, columns, labelEvery: labelEvery))
            ])
    }

    private func categories(_ words: ReportWords) -> [ReportSection] {
        var parts: [ReportSection] = []
        if !domains.isEmpty {
            parts.append(
                ReportSection(
                    "What was asked", [.bars(words.bars(domains, of: annotated) { Self.plain($0) })]
                ))
        }
        for axis in words.judgments.axes {
            guard let counts = judgments[axis.id], !counts.isEmpty else { continue }
            let bars = words.bars(counts, of: annotated) { axis.code($0)?.title ?? Self.plain($0) }
            parts.append(ReportSection(axis.title, [.bars(bars)]))
        }
        if !flagCategories.isEmpty {
            let bars = words.bars(flagCategories, of: total) {
                words.incidents.category($0)?.title ?? Self.plain($0)
            }
            parts.append(ReportSection("Flags", [.bars(bars)]))
        }
        if !skipped.isEmpty {
            let bars = words.bars(skipped, of: skips) { reason in
                words.skipReasons.first { $0.id == reason }?.title ?? Self.plain(reason)
            }
            parts.append(
                ReportSection("Skipped", note: "Skipping has no penalty.", [.bars(bars)]))
        }
        return parts
    }

    private func quality(_ scope: ReportScope, _ words: ReportWords) -> ReportSection {
        var figures = [
            ReportFigure(
                "intent corrected",
                "\(correctedIntents), \(ReportWords.share(correctedIntents, of: annotated))"),
            ReportFigure("reworded later", number(amended, of: .amended)),
        ]
        if scope == .own { figures.append(ReportFigure("taken back", "\(takenBack)")) }
        if let coverage = meanCoverage {
            figures.append(ReportFigure("of a clip heard", "\((100 * coverage).plain(0)) %"))
        }
        figures.append(
            ReportFigure(
                "sent unheard", "\(unheard), \(ReportWords.share(unheard, of: annotated))"))
        figures.append(ReportFigure("sound heard", ReportWords.length(heardSeconds)))
        if let plays = meanPlays {
            figures.append(ReportFigure("plays a clip", plays.plain(1)))
        }
        if let keystrokes = meanKeystrokes {
            figures.append(ReportFigure("keystrokes a clip", keystrokes.plain(1)))
        }
        return ReportSection("Quality", [.figures(figures)])
    }

    /// A code without a title, as words.
    static func plain(_ code: String) -> String { code.replacing("_", with: " ") }
}
