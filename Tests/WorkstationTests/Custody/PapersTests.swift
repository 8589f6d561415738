// How long clips are kept, a person's own copy, and the record: each from a real workspace.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite("Retention, copies, the record")
struct PapersTests {
    private func rules(_ archive: Archive, after days: Double = 0) throws -> [RetentionRule] {
        try archive.seat.store.papers.retention(Timestamp.now.advanced(bySeconds: days * 86_400))
    }

    // MARK: - Retention

    @Test func withoutARuleNothingIsOverItsTime() throws {
        let archive = try Archive(3)
        #expect(try rules(archive, after: 10_000).map(\.due) == [0])
    }

    @Test func whatIsOverItsTimeGoesAndTheRestStays() throws {
        let archive = try Archive(3)
        let seat = archive.seat
        try seat.store.papers.setRetention(archive.queue.id, 30, 0, .now)
        #expect(try rules(archive, after: 29).map(\.due) == [0])
        let due = try rules(archive, after: 31)
        #expect(due.map(\.due) == [3])
        // Shown, and nothing done.
        #expect(try archive.states().allSatisfy { $0 != .erased })
        let later = Timestamp.now.advanced(bySeconds: 31 * 86_400)
        let run = RetentionRun(seat: seat, clockIsRight: true)
        let done = try run.apply(due, now: later)
        #expect(done.clips == 3 && done.outcome.receipts.count == 1)
        #expect(try archive.remains() == [])
        #expect(try archive.receipts().map(\.reason) == ["retention"])
        let again = try run.apply(due, now: later)
        #expect(again.clips == 0 && again.outcome.receipts.isEmpty)
        #expect(try archive.findings() == [])
    }

    @Test func accidentalWakeUpsGoAtTheNextTime() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one", "two"], into: queue)
        let seat = office.seat
        let claimed = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], count: 2, ttl: 60, now: .now))
        for (claim, activation) in zip(claimed, ["false_wake", "intended"]) {
            var random = SystemRandomNumberGenerator()
            let annotation = try seat.vault.openKeys(of: claim.clip).seal(
                AnnotationContent(judgments: Judgments(["activation": [activation]])),
                as: AnnotationID(at: .now, using: &random), by: seat.person.id,
                outcome: .annotated, effort: Effort(), at: .now)
            _ = try seat.store.work.submit(annotation, claim.lease.token)
        }
        #expect(try office.counts().deletionWanted == 1)
        let rules = try seat.store.papers.retention(.now)
        #expect(rules.map(\.due) == [1] && rules.map(\.dueAccidental) == [1])
        _ = try RetentionRun(seat: seat).apply(rules, now: .now)
        #expect(try seat.store.records.clip(claimed[0].clip.id)?.state == .erased)
        #expect(try seat.store.records.clip(claimed[1].clip.id)?.state == .annotated)
        let counts = try office.counts()
        #expect(counts.erased == 1 && counts.deletionWanted == 0)
        #expect(try seat.store.upkeep.health(true).problems == [])
    }

    // MARK: - A person's copy

    private func copy(
        _ archive: Archive, _ id: String = Archive.account, to name: String = "copy",
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> (count: Int?, folder: URL) {
        let folder = archive.office.folder.appending(path: name)
        let count = try SubjectExport(seat: archive.seat, isCancelled: isCancelled).run(
            .account, id, to: folder)
        return (count, folder)
    }

    @Test func aCopyHasEverythingInTheOpen() throws {
        let archive = try Archive(3)
        let (count, folder) = try copy(archive)
        #expect(count == 3)
        let lines = try String(
            contentsOf: folder.appending(path: "clips.jsonl"), encoding: .utf8
        ).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains(Archive.word) })
        #expect(lines.filter { $0.contains("a \(Archive.word) again") }.count == 2)
        let sounds = folder.appending(path: "audio")
        let names = try FileManager.default.contentsOfDirectory(atPath: sounds.path)
        #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix(".wav") })
        let original = try Data(
            contentsOf: archive.office.folder.appending(path: "sound.wav"))
        for name in names {
            #expect(try Data(contentsOf: sounds.appending(path: name)) == original)
            #expect(mode(of: sounds.appending(path: name).path) == 0o600)
        }
        #expect(mode(of: folder.path) == 0o700 && mode(of: sounds.path) == 0o700)
        // Who listened is theirs.
        let person = archive.seat.person.id.description
        #expect(lines.allSatisfy { !$0.contains(person) && !$0.contains("\"\(Office.first)\"") })
        let pseudonym = try archive.seat.vault.pseudonym(ofAccount: Archive.account)
        #expect(try copy(archive, pseudonym.rawValue, to: "again").count == 3)
        #expect(try archive.findings() == [])
    }

    @Test func noCopyIsMadeOfWhatIsHeldOrOfNobody() throws {
        let archive = try Archive(3)
        #expect(throws: SubjectExportError.nobody) { try copy(archive, "account-8") }
        try archive.seat.store.work.setAside([archive.clips[1]], .hold(.unstated), .now)
        #expect(throws: SubjectExportError.held) { try copy(archive) }
        try expectNothingLeft(archive)
    }

    @Test func interruptedNothingIsLeft() throws {
        let archive = try Archive(3)
        #expect(try copy(archive, isCancelled: { true }).count == nil)
        try expectNothingLeft(archive)
        let log = try archive.seat.store.audit.page(
            AuditFilter(action: .subjectExported), 0, 1000)
        #expect(log.entries.isEmpty)
    }

    @Test func whatStandsAtTheOutputIsNeitherReplacedNorFollowed() throws {
        let archive = try Archive(2)
        let folder = archive.office.folder
        let outside = folder.appending(path: "outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "copy"), withDestinationURL: outside)
        #expect(throws: SubjectExportError.outputThere) { try copy(archive) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }

    private func expectNothingLeft(_ archive: Archive) throws {
        let folder = archive.office.folder.path
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!left.contains { $0.contains("copy") }, "\(left)")
    }

    // MARK: - The record

    @Test func theRecordCountsWhatIsThere() throws {
        let archive = try Archive(4)
        try archive.seat.store.papers.setRetention(archive.queue.id, 90, 0, .now)
        let before = try ProcessingRecord(of: archive.seat)
        #expect(before.queues.map(\.clips) == [4] && before.queues.map(\.retentionDays) == [90])
        #expect(before.recipients?.map(\.clips) == [3])
        #expect(before.roles["custodian"] == 1)
        try archive.ask()
        try archive.seat.finishErasures()
        let after = try ProcessingRecord(of: archive.seat)
        #expect(after.queues.map(\.clips) == [0] && after.counts.erasedClips == 4)
        #expect(after.counts.erasuresFinished == 1 && after.counts.erasuresOpen == 0)
        #expect(after.recipients?.map(\.toTakeOut) == [3])
    }
}
