// What left the workspace: every export, and what each clip was called in it, sealed.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func sealingKey() throws(StoreError) -> Data? {
        try read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT key FROM export_seal"))
        }
    }

    func keepSealingKey(_ key: Data) throws(StoreError) {
        guard try sealingKey() == nil else { return }
        try write { try $0.run("INSERT OR IGNORE INTO export_seal VALUES (1, ?)", [key]) }
    }

    func record(_ entry: ExportEntry, now: Timestamp) throws(StoreError) -> ExportAnswer {
        try write { db in
            var clips: [Int64] = []
            clips.reserveCapacity(entry.names.count)
            for (clip, _) in entry.names {
                if let seq = try db.number(Self.mayLeave, [clip.uuid]) { clips.append(seq) }
            }
            guard clips.count == entry.names.count else {
                return .overtaken(entry.names.count - clips.count)
            }
            try db.run(
                """
                INSERT INTO export
                    (id, queue, format, person, made_at, clips, sealed_key, manifest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    entry.id, try db.seq(of: entry.queue), entry.format.rawValue,
                    try scribe.map { try db.seq(of: $0.signer.person) }, now.microseconds,
                    clips.count, entry.sealedKey, entry.manifest,
                ])
            let export = db.lastInsertedRowID
            for (seq, name) in zip(clips, entry.names.map(\.name)) {
                try db.run("INSERT INTO exported VALUES (?, ?, ?)", [seq, export, name])
            }
            try log([entry.event], at: now, in: db)
            return .recorded
        }
    }

    /// The conditions of `exportPage`.
    private static let mayLeave = """
        SELECT seq FROM clip WHERE id = ? AND state IN \(State.finished) AND consent = 1
            AND deletion_wanted = 0
        """

    func exports() throws(StoreError) -> [StoredExport] {
        try read { db in
            try db.rows(
                """
                SELECT export.id, queue.name, format, person.name, made_at, clips,
                    (SELECT count(*) FROM tombstone WHERE tombstone.export = export.seq),
                    sealed_key, manifest
                FROM export JOIN queue ON queue.seq = export.queue
                    LEFT JOIN person ON person.seq = export.person
                ORDER BY export.seq
                """
            ).map { row in
                StoredExport(
                    id: row[0], queue: row[1], format: AuditFormat(rawValue: row[2]) ?? .other,
                    person: row[3], madeAt: Timestamp(microseconds: row[4]), clips: row[5],
                    tombstones: row[6], sealedKey: row[7], manifest: row[8])
            }
        }
    }
}

extension ExportEntry {
    fileprivate var event: AuditEvent {
        AuditEvent(
            .exportMade, .queue(queue), for: .training,
            [
                .matter(.export, id), .format(format), .count(.written, names.count),
                .count(.leftOut, leftOut),
            ])
    }
}
