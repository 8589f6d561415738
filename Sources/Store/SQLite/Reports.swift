// Figures for reports: annotations walked by person and time, codes and counts alone.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func figures(of person: PersonID, _ period: ReportPeriod) throws(StoreError) -> WorkFigures {
        try read { db in
            var figures = WorkFigures(period)
            try db.add(try db.seq(of: person), in: nil, to: &figures)
            return figures
        }
    }

    func figures(ofAllIn period: ReportPeriod) throws(StoreError) -> WorkFigures {
        try read { db in try db.figures(in: nil, period) }
    }

    func figures(in queue: QueueID, _ period: ReportPeriod) throws(StoreError) -> WorkFigures {
        try read { db in try db.figures(in: try db.seq(of: queue), period) }
    }
}

extension Database {
    fileprivate func figures(in queue: Int64?, _ period: ReportPeriod) throws -> WorkFigures {
        var figures = WorkFigures(period)
        // Person by person, so that the index is used and no answer is long.
        for row in try rows("SELECT seq FROM person") { try add(row[0], in: queue, to: &figures) }
        return figures
    }

    /// Adds what one person did, in one queue or in all.
    fileprivate func add(_ person: Int64, in queue: Int64?, to figures: inout WorkFigures) throws {
        let bounds: StatementArguments = [
            "person": person, "queue": queue, "from": figures.period.start.microseconds,
            "to": figures.period.end.microseconds,
        ]
        let found = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT first_at, outcome, reason, revision, judgments, wants_deletion,
                        corrected_intent IS NOT NULL, flag_category, flag_severity, seconds,
                        heard_seconds, coverage, plays, keystrokes, clip.domain, clip.duration
                    FROM annotation INDEXED BY annotation_by_time
                        CROSS JOIN clip ON clip.seq = annotation.clip
                    WHERE person = :person AND standing = \(Standing.current)
                        AND first_at >= :from AND first_at < :to
                        AND (:queue IS NULL OR annotation.queue = :queue)
                    """), arguments: bounds)
        while let row = try found.next() { figures.add(work(row, of: person)) }
        figures.add(
            takenBack: Int(
                try number(
                    """
                    SELECT count(DISTINCT annotation.clip)
                    FROM taken_back CROSS JOIN annotation USING (clip, person)
                    WHERE taken_back.person = :person
                        AND standing = \(AnnotationRecord.Standing.withdrawn.rawValue)
                        AND first_at >= :from AND first_at < :to
                        AND (:queue IS NULL OR annotation.queue = :queue)
                    """, bounds) ?? 0))
    }

    private func work(_ row: Row, of person: Int64) -> ReportedWork {
        let reason: String? = row[2]
        let outcome: Outcome =
            switch OutcomeCode(rawValue: row[1]) ?? .annotated {
            case .annotated: .annotated
            case .broken: .broken(reason: reason ?? "")
            case .skipped: .skipped(reason: reason ?? "")
            }
        let text: String = row[4]
        // What cannot be read counts as not judged; opening the annotation says so.
        let judgments = try? JSONDecoder().decode(Judgments.self, from: Data(text.utf8))
        let category: String? = row[7]
        let severity: String? = row[8]
        return ReportedWork(
            person: person, at: Timestamp(microseconds: row[0]), outcome: outcome,
            revision: row[3], judgments: judgments ?? Judgments(), wantsDeletion: row[5],
            correctsIntent: row[6], domain: row[14],
            flag: severity.flatMap(Severity.init(rawValue:)).flatMap { severity in
                category.map { Flag(category: $0, severity: severity) }
            },
            seconds: row[9], heardSeconds: row[10], coverage: row[11], plays: row[12],
            keystrokes: row[13], duration: row[15])
    }
}
