// A report's figures as a JSON document, for scripts.
import Foundation
import ReviewCore

/// The figures behind a shift's report. Keys may be added, never renamed.
public struct ShiftReportFigures: Encodable, Sendable {
    let day: String
    /// Absent in a report about everybody.
    let person: String?
    let work: WorkDocument
    let hearing: Hearing?
    let breaks: [Stretch]?

    struct Hearing: Encodable, Sendable {
        let seconds: Double
        let uncalibratedSeconds: Double
        let dailyLevel: Double?
        let nioshPercent: Double?
    }

    struct Stretch: Encodable, Sendable {
        let from: String
        let to: String
    }

    public init(_ report: ShiftReport) {
        day = report.day
        person = report.own?.person
        work = WorkDocument(report.figures)
        hearing = report.own?.hearing.map {
            Hearing(
                seconds: $0.seconds, uncalibratedSeconds: $0.uncalibratedSeconds,
                dailyLevel: $0.dailyLevel, nioshPercent: $0.nioshPercent)
        }
        breaks = report.own?.breaks.map {
            Stretch(from: WorkDocument.moment($0.from), to: WorkDocument.moment($0.to))
        }
    }
}

/// The figures behind a queue's report.
public struct QueueReportFigures: Encodable, Sendable {
    let queue: String
    let locale: String
    let open: Bool
    let waiting: Int
    let leased: Int
    let annotated: Int
    let skipped: Int
    let broken: Int
    let held: Int
    let flagged: Int
    let daysLeft: Double?
    let work: WorkDocument

    public init(_ report: QueueReport) {
        queue = report.queue
        locale = report.locale
        open = report.isOpen
        waiting = report.stand.waiting
        leased = report.stand.leased
        annotated = report.stand.annotated
        skipped = report.stand.skipped
        broken = report.stand.broken
        held = report.stand.held
        flagged = report.stand.flagged
        daysLeft = report.daysLeft
        work = WorkDocument(report.figures)
    }
}

/// What was done in a time. Of few people together there is the sum alone: `details` is then absent.
struct WorkDocument: Encodable, Sendable {
    let from: String
    let to: String
    let submitted: Int
    let details: Details?

    struct Details: Encodable, Sendable {
        let annotated: Int
        let broken: Int
        let skipped: [String: Int]
        let amended: Int
        let takenBack: Int
        let deletionWanted: Int
        let correctedIntents: Int
        let flags: [String: Int]
        let flagCategories: [String: Int]
        let domains: [String: Int]
        let judgments: [String: [String: Int]]
        let medianSeconds: Double?
        let heardSeconds: Double
        let meanCoverage: Double?
        let unheard: Int
        let plays: Int
        let keystrokes: Int
        let pace: [Piece]
    }

    struct Piece: Encodable, Sendable {
        let from: String
        /// Absent where it would be about few people.
        let annotated: Int?
    }

    init(_ figures: WorkFigures) {
        from = Self.moment(figures.period.start)
        to = Self.moment(figures.period.end)
        submitted = figures.submitted
        details = figures.isTold ? Self.details(figures) : nil
    }

    private static func details(_ figures: WorkFigures) -> Details {
        Details(
            annotated: figures.annotated, broken: figures.broken,
            skipped: figures.skipped, amended: figures.amended, takenBack: figures.takenBack,
            deletionWanted: figures.deletionWanted, correctedIntents: figures.correctedIntents,
            flags: Dictionary(
                uniqueKeysWithValues: figures.flags.map { ($0.key.rawValue, $0.value) }),
            flagCategories: figures.flagCategories, domains: figures.domains,
            judgments: figures.judgments, medianSeconds: figures.times.median,
            heardSeconds: figures.heardSeconds, meanCoverage: figures.meanCoverage,
            unheard: figures.unheard, plays: figures.plays, keystrokes: figures.keystrokes,
            pace: figures.told.enumerated().map { index, count in
                Piece(from: moment(figures.period.edges[index]), annotated: count)
            })
    }

    static func moment(_ moment: Timestamp) -> String { moment.plain("%Y-%m-%dT%H:%M:%SZ", .utc) }
}
