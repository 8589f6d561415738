// Opting out: whose clips leave queues and hands for good, and what is refused at the door.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func optOut(
        _ wishes: [OptOutWish], dryRun: Bool, now: Timestamp
    ) throws(StoreError) -> OptOutReport {
        try write(dryRun: dryRun) { db in
            var report = OptOutReport()
            var events: [AuditEvent] = []
            for wish in wishes {
                report.lines += 1
                try events += db.optOut(wish, now, &report)
            }
            if !dryRun { try log(events, at: now, in: db) }
            return report
        }
    }

    func optedOut() throws(StoreError) -> [OptedOut] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT kind, pseudonym, since, wish FROM opted_out ORDER BY since, wish, kind, pseudonym
                """)
            var found: [OptedOut] = []
            var wish: Data?
            for row in rows {
                guard let kind = CustodySubject.Kind(rawValue: row[0]) else { continue }
                let subject = CustodySubject(kind, Pseudonym(rawValue: row[1]))
                let isMore = wish == row[3]
                let before = isMore ? found.popLast() : nil
                wish = row[3]
                found.append(
                    OptedOut(
                        subjects: (before?.subjects ?? []) + [subject],
                        since: Timestamp(microseconds: row[2]),
                        clips: (before?.clips ?? 0) + (try db.count(of: subject))))
            }
            return found
        }
    }
}

extension CustodySubject {
    /// The column of `clip` that names it.
    var column: String {
        switch self {
        case .device: "device"
        case .account: "account"
        }
    }
}

extension Database {
    /// Carries one line out; answers what is to be logged of it.
    fileprivate func optOut(
        _ wish: OptOutWish, _ now: Timestamp, _ report: inout OptOutReport
    ) throws -> [AuditEvent] {
        if let id = wish.clip, let clip = try standing(of: id) {
            return try optOut(id, clip, &report)
        }
        var events: [AuditEvent] = []
        var isNews = false
        var isHere = false
        let id = UUID()
        for subject in try subjects(meantBy: wish) {
            try run(
                "INSERT OR IGNORE INTO opted_out VALUES (?, ?, ?, ?)",
                [subject.kind.rawValue, subject.pseudonym.rawValue, now.microseconds, id])
            let isNew = changesCount > 0
            let left = try withdraw(all: subject, &report)
            isNews = isNews || isNew || left.count > 0
            isHere = try isHere || count(of: subject) > 0
            guard isNew || left.count > 0 else { continue }
            events.append(
                AuditEvent(
                    .consentWithdrawn, subject.audited, for: .privacy,
                    [.count(.clips, left.count), .digest(.clips, .digest(of: left.ids))]))
        }
        if !isHere { report.unmatched += 1 }
        if !isNews { report.already += 1 }
        return events
    }

    private func optOut(
        _ id: ClipID, _ clip: ClipStanding, _ report: inout OptOutReport
    ) throws -> [AuditEvent] {
        guard clip.state != .erased, let event = try withdraw(id, clip) else {
            report.already += 1
            return []
        }
        try run("DELETE FROM lease WHERE clip = ?", [clip.seq])
        report.clips += 1
        report.inHands += clip.state == .leased ? 1 : 0
        report.held += clip.state == .held ? 1 : 0
        return [event]
    }

    /// What is known here is what is meant; a line that is not may become any of it later.
    private func subjects(meantBy wish: OptOutWish) throws -> [CustodySubject] {
        let asWritten = wish.pseudonym.map { pseudonym in
            CustodySubject.Kind.allCases.map { CustodySubject($0, pseudonym) }
        }
        let all = (asWritten ?? []) + [.device(wish.device), .account(wish.account)]
        let known = try all.filter { try isKnown($0) }
        return known.isEmpty ? all : known
    }

    private func isKnown(_ subject: CustodySubject) throws -> Bool {
        let key: StatementArguments = [subject.kind.rawValue, subject.pseudonym.rawValue]
        return try count(of: subject) > 0
            || row("SELECT 1 FROM opted_out WHERE kind = ? AND pseudonym = ?", key) != nil
            || row("SELECT 1 FROM erasure_subject WHERE kind = ? AND pseudonym = ?", key) != nil
    }

    /// Clips of a device or account that are here.
    func count(of subject: CustodySubject) throws -> Int {
        Int(
            try number(
                "SELECT count(*) FROM clip WHERE \(subject.column) = ?",
                [subject.pseudonym.rawValue]) ?? 0)
    }

    /// Takes everything of a device or account out of queues and hands; answers how many clips
    /// that were, and their ids one after the other.
    private func withdraw(
        all subject: CustodySubject, _ report: inout OptOutReport
    ) throws -> (count: Int, ids: Data) {
        let those = "\(subject.column) = ? AND consent = 1 AND state <> \(State.erased)"
        let name: StatementArguments = [subject.pseudonym.rawValue]
        let found = try rows("SELECT id, state FROM clip WHERE \(those) ORDER BY seq", name)
        guard !found.isEmpty else { return (0, Data()) }
        // A hold outlives the consent: what is held is kept until the hold ends, drafts too.
        for table in ["lease", "draft"] {
            try run(
                """
                DELETE FROM \(table) WHERE clip IN
                    (SELECT seq FROM clip WHERE \(those) AND state <> \(State.held))
                """, name)
        }
        try run(
            """
            UPDATE clip SET consent = 0, state = CASE state
                WHEN \(State.held) THEN \(State.held) ELSE \(State.withdrawn) END
            WHERE \(those)
            """, name)
        report.clips += found.count
        report.inHands += found.count { $0[1] as Int == State.leased }
        report.held += found.count { $0[1] as Int == State.held }
        return (found.count, ids(of: found))
    }

    /// The ids in the first column, one after the other: what a digest of clips is made of.
    func ids(of rows: [Row]) -> Data {
        rows.reduce(into: Data()) { bytes, row in
            let id: UUID = row[0]
            withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) }
        }
    }
}

// MARK: - At the door

extension Database {
    /// Why a clip that is new may not come in, by what its people asked for.
    func refusal(of clip: SealedClip, into queue: Int64) throws -> IngestRefusal? {
        let subjects =
            [clip.device.map(CustodySubject.device), clip.account.map(CustodySubject.account)]
            .compactMap(\.self)
        for subject in subjects {
            let key: StatementArguments = [subject.kind.rawValue, subject.pseudonym.rawValue]
            let refusal: IngestRefusal? =
                if try row("SELECT 1 FROM opted_out WHERE kind = ? AND pseudonym = ?", key) != nil {
                    .optedOut
                } else if try row(Self.openErasure, key) != nil {
                    .beingErased
                } else {
                    nil
                }
            guard let refusal else { continue }
            // What is here already is no news.
            let known = try row(
                "SELECT 1 FROM clip WHERE queue = ? AND source = ?", [queue, clip.sourceDigest])
            return known == nil ? refusal : nil
        }
        return nil
    }

    /// An erasure of a device or account that is not finished; one that waits for a hold is, as
    /// far as what comes later goes.
    private static let openErasure = """
        SELECT 1 FROM erasure_subject JOIN erasing USING (erasure)
        WHERE kind = ? AND erasure_subject.pseudonym = ? AND part IS NULL AND step > 0
        """
}
