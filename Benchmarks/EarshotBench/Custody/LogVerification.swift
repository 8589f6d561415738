// How long a log of a million entries takes to grow and to be verified, first and ever after.
import Foundation
import ReviewCore
import Store
import Vault
import Workstation

enum LogVerification {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try Site(bench, "log")
        let entries = bench.isQuick ? 50_000 : 1_000_000
        let seat = try site.seat()
        bench.note("making a log of \(Table.number(Double(entries))) entries")
        let growing = try grow(seat, by: entries)
        // Whoever checks for the first time checks every signature; from then on, what hashes to
        // the same root is the same.
        let first = try verify(seat, inFull: true)
        let again = try Series.of(bench.runs(10)) { _ in _ = try verify(seat, inFull: false) }
        let size = try Double(seat.store.audit.length())
        try seat.store.upkeep.close()
        let count = Table.number(size)
        return [
            Figure(
                "log entries written", Series([Double(entries) / growing.seconds]),
                unit: .perSecond,
                "signed, chained and hashed, \(batch) to a transaction"),
            Figure(
                "audit verify --full", Series([size / first.seconds]), unit: .perSecond,
                "\(count) entries, every hash, link, role and signature, on every core;"
                    + " \(Table.number(first.seconds)) s in all"),
            Figure(
                "audit verify", Series(again.values.map { size * 1000 / $0 }), unit: .perSecond,
                "the same by somebody who had found it good before: every hash, link and role, and"
                    + " the signatures of what is new"),
            Figure(
                "audit verify, the whole log", again, aim: .medianBelow(10_000),
                "the same, in time for \(count) entries"),
        ]
    }

    private static let batch = 2000

    private static func grow(_ seat: Seat, by entries: Int) throws -> Duration {
        try timed {
            var random = SystemRandomNumberGenerator()
            for start in stride(from: 0, to: entries, by: batch) {
                let events = (start..<min(entries, start + batch)).map { _ in
                    AuditEvent(
                        .clipHeard, .clip(ClipID(at: .now, using: &random)), for: .review)
                }
                try seat.store.audit.append(events, .now)
            }
        }.time
    }

    private static func verify(_ seat: Seat, inFull: Bool) throws -> Duration {
        let (result, time) = try timed {
            try LogCheck(seat.workspace, seat: seat).run(inFull: inFull) { _, _ in }
        }
        guard result.report.isSound else {
            throw BenchFailure("the log is not sound: \(result.report.findings)")
        }
        return time
    }
}
