// Clips come in: a batch a transaction, each source once a queue.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// A queue of this locale ("multiple languages" in ISO 639) takes clips of any.
    private static let anyLocale = "mul"

    func knownSources(_ queue: QueueID, _ digests: [Data]) throws(StoreError) -> Set<Data> {
        try read { db in
            let queue = try db.seq(of: queue)
            var known: Set<Data> = []
            for digest in digests
            where try db.row(
                "SELECT 1 FROM clip WHERE queue = ? AND source = ?", [queue, digest]) != nil
            {
                known.insert(digest)
            }
            return known
        }
    }

    func ingest(
        _ queue: QueueID, _ batch: [SealedClip], now: Timestamp
    ) throws(StoreError) -> [IngestVerdict] {
        try write { db in
            try db.requireNewest(batch)
            let seq = try db.seq(of: queue)
            let locale = try String.fetchOne(
                db.cachedStatement(sql: "SELECT locale FROM queue WHERE seq = ?"),
                arguments: [seq])
            let verdicts = try batch.map { clip -> IngestVerdict in
                guard clip.consentGranted else { return .refused(.noConsent) }
                guard locale == Self.anyLocale || sameLocale(clip.locale, locale ?? "") else {
                    return .refused(.otherLocale)
                }
                if let refusal = try db.refusal(of: clip, into: seq) { return .refused(refusal) }
                return try ingest(clip, into: seq, now, db)
            }
            let added = zip(batch, verdicts).filter { $0.1 == .added }.map(\.0)
            try db.count(added.flatMap(\.cells))
            try log(imported(batch, verdicts, into: queue), at: now, in: db)
            return verdicts
        }
    }

    private func ingest(
        _ clip: SealedClip, into queue: Int64, _ now: Timestamp, _ db: Database
    ) throws -> IngestVerdict {
        try db.run(Self.insertClip, arguments(clip, queue, now))
        guard db.changesCount == 1 else {
            let known = try UUID.fetchOne(
                db.cachedStatement(sql: "SELECT id FROM clip WHERE queue = ? AND source = ?"),
                arguments: [queue, clip.sourceDigest])
            return known.map { .known(ClipID(uuid: $0)) } ?? .refused(.idTaken)
        }
        let seq = db.lastInsertedRowID
        for (field, bytes) in clip.fields {
            try db.run(
                "INSERT INTO sealed_field VALUES (?, ?, ?)", [seq, field.rawValue, bytes])
        }
        for key in clip.wrappedKeys {
            try db.run(
                "INSERT OR REPLACE INTO wrapped_key VALUES (?, ?, ?, ?)",
                [seq, key.keyClass.rawValue, key.generation, key.bytes])
        }
        return .added
    }

    private static let insertClip = """
        INSERT INTO clip (id, queue, source, locale, captured_at, duration, device, account,
            consent, domain, intent, confidence, priority, audio_bytes, ingested_at, expected,
            expected_of)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """

    private func arguments(
        _ clip: SealedClip, _ queue: Int64, _ now: Timestamp
    ) -> StatementArguments {
        [
            clip.id.uuid, queue, clip.sourceDigest, clip.locale,
            clip.capturedAt?.microseconds, clip.duration, clip.device?.rawValue,
            clip.account?.rawValue, clip.domain, clip.intent, clip.hypothesisConfidence,
            clip.priority, clip.sealedAudioBytes, now.microseconds,
            clip.expected?.severity.rawValue, clip.expected?.storedCategories,
        ]
    }

    /// `es-CR`, `es-cr` and `es_CR` are one locale.
    private func sameLocale(_ one: String, _ other: String) -> Bool {
        func plain(_ tag: String) -> String {
            tag.replacingOccurrences(of: "_", with: "-").lowercased()
        }
        return plain(one) == plain(other)
    }
}
