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

    func begin(_ entry: ExportEntry, now: Timestamp) throws(StoreError) {
        try write { db in
            try db.run(
                """
                INSERT INTO export (id, queue, format, person, begun_at, sealed_key, manifest)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    entry.id, try db.seq(of: entry.queue), entry.format.rawValue,
                    try scribe.map { try db.seq(of: $0.signer.person) }, now.microseconds,
                    entry.sealedKey, entry.manifest,
                ])
            try log([entry.event(.exportBegun)], at: now, in: db)
        }
    }

    func name(
        export id: UUID, _ names: [(clip: ClipID, name: Data)]
    ) throws(StoreError) {
        try write { db in
            let export = try db.exportUnderWay(id).seq
            for (clip, name) in names {
                // One that was erased since it was read is called nothing.
                guard let seq = try db.number(Self.mayLeave, [clip.uuid]) else { continue }
                try db.run("INSERT INTO exported VALUES (?, ?, ?)", [seq, export, name])
            }
        }
    }

    func finish(
        export id: UUID, without: [ClipID], written: Int, leftOut: Int, now: Timestamp
    ) throws(StoreError) -> ExportAnswer {
        try write { db in
            let (export, entry) = try db.exportUnderWay(id)
            for clip in without {
                try db.run(
                    "DELETE FROM exported WHERE clip = ? AND export = ?",
                    [try db.seq(of: clip), export])
            }
            let leaving = try db.number(
                """
                SELECT count(*) FROM exported JOIN clip ON clip.seq = exported.clip
                WHERE export = ? AND \(Self.isToLeave)
                """, [export])
            guard leaving == Int64(written) else {
                return .overtaken(max(1, written - Int(leaving ?? 0)))
            }
            try db.run(
                "UPDATE export SET made_at = ? WHERE seq = ?", [now.microseconds, export])
            try log(
                [
                    entry.event(
                        .exportMade, [.count(.written, written), .count(.leftOut, leftOut)])
                ], at: now, in: db)
            return .recorded
        }
    }

    func giveUp(export id: UUID, traceless: Bool, now: Timestamp) throws(StoreError) -> Bool {
        try write { db in
            guard let (export, _) = try db.export(underWay: id) else { return false }
            if traceless { try db.run("DELETE FROM exported WHERE export = ?", [export]) }
            try db.run(
                "UPDATE export SET unfinished_at = ? WHERE seq = ?", [now.microseconds, export])
            try log([.unfinished(export: id)], at: now, in: db)
            return true
        }
    }

    /// The conditions of `exportPage`.
    private static let isToLeave =
        "state IN \(State.finished) AND consent = 1 AND deletion_wanted = 0"
    private static let mayLeave = "SELECT seq FROM clip WHERE id = ? AND " + isToLeave

    func exports() throws(StoreError) -> [StoredExport] {
        try read { db in
            try db.rows(
                """
                SELECT export.id, queue.name, format, person.name, begun_at, made_at,
                    unfinished_at,
                    (SELECT count(*) FROM tombstone WHERE tombstone.export = export.seq),
                    (SELECT count(*) FROM exported WHERE exported.export = export.seq),
                    sealed_key, manifest
                FROM export JOIN queue ON queue.seq = export.queue
                    LEFT JOIN person ON person.seq = export.person
                ORDER BY export.seq
                """
            ).map { row in
                let (made, unfinished): (Int64?, Int64?) = (row[5], row[6])
                let tombstones: Int = row[7]
                return StoredExport(
                    id: row[0], queue: row[1], format: AuditFormat(rawValue: row[2]) ?? .other,
                    person: row[3],
                    standing: made != nil ? .made : unfinished != nil ? .unfinished : .begun,
                    at: Timestamp(microseconds: made ?? row[4]),
                    clips: tombstones + (row[8] as Int), tombstones: tombstones,
                    sealedKey: row[9], manifest: row[10])
            }
        }
    }
}

extension Database {
    fileprivate func export(underWay id: UUID) throws -> (seq: Int64, entry: ExportEntry)? {
        try row(
            """
            SELECT export.seq, queue.id, format, sealed_key, manifest
            FROM export JOIN queue ON queue.seq = export.queue
            WHERE export.id = ? AND made_at IS NULL AND unfinished_at IS NULL
            """, [id]
        ).map { row in
            (
                row[0],
                ExportEntry(
                    id: id, queue: QueueID(uuid: row[1]),
                    format: AuditFormat(rawValue: row[2]) ?? .other, sealedKey: row[3],
                    manifest: row[4])
            )
        }
    }

    fileprivate func exportUnderWay(_ id: UUID) throws -> (seq: Int64, entry: ExportEntry) {
        guard let found = try export(underWay: id) else {
            throw StoreError(.misuse("an export is begun before clips are named in it"))
        }
        return found
    }
}

extension ExportEntry {
    fileprivate func event(_ action: AuditAction, _ more: [AuditFact] = []) -> AuditEvent {
        AuditEvent(
            action, .queue(queue), for: .training,
            [.matter(.export, id), .format(format)] + more)
    }
}

extension AuditEvent {
    /// An export, or a person's copy, ended before it was whole.
    public static func unfinished(export id: UUID) -> AuditEvent {
        AuditEvent(.exportUnfinished, .matter(.export, id), for: .privacy)
    }
}
