// What a person met, what they wish, and how both steer what they are handed.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func exposure(_ person: PersonID, _ since: Timestamp) throws(StoreError) -> ExposureLedger {
        try read { db in try db.exposure(of: db.seq(of: person), since) }
    }

    func care(_ person: PersonID) throws(StoreError) -> CarePreferences {
        try read { db in try db.care(of: db.seq(of: person)) }
    }

    func setCare(_ person: PersonID, _ wishes: CarePreferences) throws(StoreError) {
        try write { db in
            try db.run(
                "INSERT OR REPLACE INTO care VALUES (?, ?, ?, ?, ?)",
                [
                    try db.seq(of: person), try Self.list(wishes.avoids),
                    wishes.afterGrave.rawValue, wishes.warns, wishes.muffles,
                ])
        }
    }

    func keptBack(
        _ person: PersonID, _ queues: [QueueID], _ now: Timestamp
    ) throws(StoreError) -> Bool {
        try read { db in
            let steering = try db.steering(of: db.seq(of: person), now)
            guard steering.takesBenignOnly || !steering.avoids.isEmpty else { return false }
            // Whatever nobody is warned of was handed out before it came to this.
            return try queues.contains { queue in
                try db.row(
                    """
                    SELECT 1 FROM clip INDEXED BY clip_waiting
                    WHERE queue = ? AND state = \(State.waiting) AND expected IS NOT NULL LIMIT 1
                    """, [try db.seq(of: queue)]) != nil
            }
        }
    }

    func crowd(_ now: Timestamp) throws(StoreError) -> ExposureCrowd? {
        try read { db in
            let ledgers = try db.rows("SELECT person FROM shift WHERE ended_at IS NULL")
                .compactMap { row -> ExposureLedger? in
                    let person: Int64 = row[0]
                    return try db.goingShift(of: person, now).map {
                        try db.exposure(of: person, ExposureLedger.start(of: $0, at: now))
                    }
                }
            return ExposureCrowd(
                people: ledgers.count,
                near: ledgers.count { $0.isNearCap && !$0.isOverCap },
                over: ledgers.count(where: \.isOverCap))
        }
    }

    fileprivate static func list(_ codes: Set<String>) throws -> String {
        String(decoding: try JSONEncoder().encode(codes.sorted()), as: UTF8.self)
    }
}

/// How a person's claims are steered at a moment.
struct ClaimSteering {
    /// Categories that are not handed to them.
    let avoids: Set<String>
    /// The shift's cap is reached.
    let isOverCap: Bool
    /// What they have or had last was severe.
    var followsSevere: Bool

    var takesBenignOnly: Bool { isOverCap || followsSevere }

    /// Whether a clip that somebody hands to them is one they would be handed by itself.
    func takes(expected: String?, of categories: String?) -> Bool {
        guard expected != nil else { return true }
        let isAvoided = avoids.contains { (categories ?? "").contains(" \($0) ") }
        return !takesBenignOnly && !isAvoided
    }

    var avoidsList: String { (try? SQLiteEngine.list(avoids)) ?? "[]" }
}

extension Database {
    /// Seconds after which a severe clip may follow another: the pause that is offered.
    private static let pauseSeconds = 900.0

    func steering(of person: Int64, _ now: Timestamp) throws -> ClaimSteering {
        let shift = try goingShift(of: person, now)
        let isOverCap = try exposure(
            of: person, ExposureLedger.start(of: shift, at: now)
        ).isOverCap
        return ClaimSteering(
            avoids: try care(of: person).avoids, isOverCap: isOverCap,
            followsSevere: try followsSevere(person, now))
    }

    /// What a person has in hand and will come to last; else what they submitted last, unless a
    /// pause lies between.
    private func followsSevere(_ person: Int64, _ now: Timestamp) throws -> Bool {
        let inHand = try row(
            """
            SELECT clip.expected FROM lease JOIN clip ON clip.seq = lease.clip
            WHERE lease.person = ? AND handed = 0 ORDER BY ordinal DESC LIMIT 1
            """, [person])
        if let inHand { return Self.isSevere(inHand[0]) }
        let last = try row(
            """
            SELECT clip.expected, annotation.flag_severity, submitted_at
            FROM annotation INDEXED BY annotation_by_turn
                CROSS JOIN clip ON clip.seq = annotation.clip
            WHERE annotation.person = ? AND standing = \(Standing.current)
            ORDER BY turn DESC LIMIT 1
            """, [person])
        guard let last else { return false }
        let since = now.seconds(since: Timestamp(microseconds: last[2]))
        return since < Self.pauseSeconds && (Self.isSevere(last[0]) || Self.isSevere(last[1]))
    }

    static func isSevere(_ code: String?) -> Bool {
        code.flatMap(Severity.init(rawValue:))?.isSevere ?? false
    }

    func exposure(of person: Int64, _ since: Timestamp) throws -> ExposureLedger {
        ExposureLedger(
            try rows(
                """
                SELECT severity, seconds, at FROM exposure INDEXED BY exposure_by_time
                WHERE person = ? AND at >= ? ORDER BY at
                """, [person, since.microseconds]
            ).compactMap { row in
                Severity(rawValue: row[0]).map {
                    ExposureEntry(
                        severity: $0, heardSeconds: row[1], at: Timestamp(microseconds: row[2]))
                }
            })
    }

    func care(of person: Int64) throws -> CarePreferences {
        let row = try row(
            "SELECT avoids, after_grave, warns, muffles FROM care WHERE person = ?", [person])
        guard let row else { return CarePreferences() }
        let avoids = try JSONDecoder().decode([String].self, from: Data((row[0] as String).utf8))
        return CarePreferences(
            avoids: Set(avoids), afterGrave: .init(rawValue: row[1]) ?? .pause, warns: row[2],
            muffles: row[3])
    }

    /// Counts a flagged clip for whoever flagged it, and lets the next one to have it expect as
    /// much. The same clip again is counted once, at its gravest.
    func expose(_ annotation: SealedAnnotation, _ clip: Int64, _ person: Int64) throws {
        guard let flag = annotation.flag else { return }
        let heard = annotation.effort.heardSeconds
        try run(
            """
            INSERT INTO exposure VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET severity = min(severity, excluded.severity),
                seconds = max(seconds, excluded.seconds)
            """,
            [
                person, clip, flag.severity.rawValue, heard.isFinite ? max(0, heard) : 0,
                annotation.submittedAt.microseconds,
            ])
        let known = try row("SELECT expected, expected_of FROM clip WHERE seq = ?", [clip])
        let joined = Expectation(flag).joined(with: known.flatMap { expectation($0[0], $0[1]) })
        try run(
            "UPDATE clip SET expected = ?, expected_of = ? WHERE seq = ?",
            [joined.severity.rawValue, joined.storedCategories, clip])
    }
}

extension Expectation {
    /// Between blanks, so that a code is found whole.
    var storedCategories: String {
        categories.isEmpty ? "" : " \(categories.joined(separator: " ")) "
    }
}

func expectation(_ severity: String?, _ categories: String?) -> Expectation? {
    severity.flatMap(Severity.init(rawValue:)).map {
        Expectation(
            severity: $0, categories: (categories ?? "").split(separator: " ").map(String.init))
    }
}
