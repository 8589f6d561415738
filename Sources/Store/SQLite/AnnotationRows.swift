// Annotations as rows: written once, read whole, never changed but for their standing.
import Foundation
import GRDB
import ReviewCore
import Vault

/// What an amendment or an undo must know of a person's current annotation of a clip.
struct CurrentAnnotation {
    let seq: Int64
    let id: AnnotationID
    let outcome: OutcomeCode
    let firstAt: Timestamp
    let turn: Int64
}

/// An outcome's kind as stored. The least of a clip's current ones decides the clip's state.
enum OutcomeCode: Int {
    case annotated = 0
    case broken = 1
    case skipped = 2

    init(_ outcome: Outcome) {
        switch outcome {
        case .annotated: self = .annotated
        case .broken: self = .broken
        case .skipped: self = .skipped
        }
    }
}

extension SealedAnnotation {
    /// Whether the reviewer heard an accidental wake-up: a recording that was never meant to be
    /// made is not kept. A skip decides nothing.
    fileprivate var wantsDeletion: Bool { outcome == .annotated && judgments.isFalseWake }
}

/// The columns that `annotationRecord` reads, from `annotation`, `clip` and `person`.
let annotationColumns = """
    annotation.id, clip.id, person.id, outcome, reason, judgments, corrected_intent,
    flag_category, flag_severity, seconds, heard_seconds, coverage, plays, keystrokes,
    submitted_at, content, revision, standing, listening
    """

/// Where the columns come from.
let annotationSource = """
    annotation JOIN clip ON clip.seq = annotation.clip
        JOIN person ON person.seq = annotation.person
    """

extension Database {
    func current(_ clip: Int64, _ person: Int64) throws -> CurrentAnnotation? {
        try row(
            """
            SELECT seq, id, outcome, first_at, turn FROM annotation
            WHERE clip = ? AND person = ? AND standing = \(Standing.current)
            """, [clip, person]
        ).map { row in
            CurrentAnnotation(
                seq: row[0], id: AnnotationID(uuid: row[1]),
                outcome: OutcomeCode(rawValue: row[2]) ?? .annotated,
                firstAt: Timestamp(microseconds: row[3]), turn: row[4])
        }
    }

    /// The person's latest annotation of a clip, when it is one they took back.
    func lastWithdrawn(_ clip: Int64, _ person: Int64) throws -> AnnotationRecord? {
        try row(
            """
            SELECT \(annotationColumns) FROM \(annotationSource)
            WHERE annotation.clip = ? AND annotation.person = ? ORDER BY revision DESC LIMIT 1
            """, [clip, person]
        ).map { try annotationRecord($0) }.flatMap { $0.standing == .withdrawn ? $0 : nil }
    }

    /// Stores an annotation as its person's current one; returns its revision.
    ///
    /// - Parameter replaced: the one it amends, already stood down.
    func insert(
        _ annotation: SealedAnnotation, _ clip: Int64, _ queue: Int64, _ person: Int64,
        replacing replaced: CurrentAnnotation? = nil
    ) throws -> Int {
        let revision = try number(
            "SELECT coalesce(max(revision), 0) + 1 FROM annotation WHERE clip = ? AND person = ?",
            [clip, person])
        let turn =
            try replaced?.turn
            ?? number(
                """
                SELECT coalesce(max(turn), 0) + 1 FROM annotation
                WHERE person = ? AND standing = \(Standing.current)
                """, [person])
        let (reason, effort) = (Self.reason(annotation.outcome), annotation.effort)
        try run(
            """
            INSERT INTO annotation (id, clip, queue, person, revision, standing, outcome, reason,
                judgments, wants_deletion, corrected_intent, flag_category, flag_severity,
                seconds, heard_seconds, coverage, plays, keystrokes, submitted_at, first_at, turn,
                content, listening)
            VALUES (?, ?, ?, ?, ?, \(Standing.current), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?)
            """,
            [
                annotation.id.uuid, clip, queue, person, revision,
                OutcomeCode(annotation.outcome).rawValue, reason,
                try Self.text(annotation.judgments), annotation.wantsDeletion,
                annotation.correctedIntent,
                annotation.flag?.category, annotation.flag?.severity.rawValue,
                finite(effort.seconds), finite(effort.heardSeconds), finite(effort.coverage),
                effort.plays, effort.keystrokes, annotation.submittedAt.microseconds,
                (replaced?.firstAt ?? annotation.submittedAt).microseconds, turn,
                annotation.content, effort.listening.isEmpty ? nil : effort.listening.text,
            ])
        try run("DELETE FROM taken_back WHERE person = ? AND clip = ?", [person, clip])
        return Int(revision ?? 1)
    }

    /// A not-a-number would be refused by the table, and a whole annotation lost for a figure.
    private func finite(_ value: Double) -> Double { value.isFinite ? value : 0 }

    private static func reason(_ outcome: Outcome) -> String? {
        switch outcome {
        case .annotated: nil
        case .skipped(let reason), .broken(let reason): reason
        }
    }

    private static func text(_ judgments: Judgments) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(judgments), as: UTF8.self)
    }
}

/// Text that was damaged counts as none, so that it spoils no list; the seal of the annotation
/// covers it, and opening that says so.
private func listening(_ text: String?) -> ClipCoverage {
    text.flatMap { try? ClipCoverage(text: $0) } ?? ClipCoverage()
}

/// An annotation out of a row of `annotationColumns`, starting at the column `first`.
func annotationRecord(_ row: Row, from first: Int = 0) throws -> AnnotationRecord {
    func column<Value: DatabaseValueConvertible>(_ index: Int) -> Value { row[first + index] }
    func optional<Value: DatabaseValueConvertible>(_ index: Int) -> Value? { row[first + index] }
    let reason: String = optional(4) ?? ""
    let outcome: Outcome =
        switch OutcomeCode(rawValue: column(3)) {
        case .broken: .broken(reason: reason)
        case .skipped: .skipped(reason: reason)
        case .annotated, nil: .annotated
        }
    let severity = optional(8).flatMap(Severity.init(rawValue:))
    let flag = optional(7).flatMap { (category: String) in
        severity.map { Flag(category: category, severity: $0) }
    }
    let judgments: String = column(5)
    let annotation = SealedAnnotation(
        id: AnnotationID(uuid: column(0)), clip: ClipID(uuid: column(1)),
        person: PersonID(uuid: column(2)), outcome: outcome,
        judgments: try JSONDecoder().decode(Judgments.self, from: Data(judgments.utf8)),
        correctedIntent: optional(6), flag: flag,
        effort: Effort(
            seconds: column(9), heardSeconds: column(10), coverage: column(11),
            plays: column(12), keystrokes: column(13), listening: listening(optional(18))),
        submittedAt: Timestamp(microseconds: column(14)), content: column(15))
    return AnnotationRecord(
        annotation: annotation, revision: column(16),
        standing: AnnotationRecord.Standing(rawValue: column(17)) ?? .replaced)
}
