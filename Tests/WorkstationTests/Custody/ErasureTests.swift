// Erasure: wherever it was cut off it comes to one end, and nothing of anybody is left in any file.
import Foundation
import ReviewCore
import Store
import Synchronization
import Testing
import Vault

@testable import Workstation

@Suite("Erasure")
struct ErasureTests {
    private struct Killed: Error {}

    /// The end that every erasure of an archive comes to.
    private func expectGone(_ archive: Archive, exported: Int = 3) throws {
        #expect(try archive.states().allSatisfy { $0 == .erased })
        #expect(try archive.remains() == [])
        #expect(try archive.office.soundFiles() == [])
        #expect(try archive.receipts().count == 1)
        #expect(try archive.tombstones().count == exported)
        #expect(try archive.seat.store.erasures.open().isEmpty)
        #expect(try archive.findings() == [])
        let receipt = try #require(try archive.receipts().first)
        #expect(Set(receipt.clips) == Set(archive.clips.map(\.description)))
        #expect(receipt.counts.clips == archive.clips.count)
        #expect(receipt.counts.keys >= 2 * archive.clips.count)
        #expect(receipt.counts.annotations == archive.clips.count - 1)
        #expect(receipt.counts.names == exported)
        #expect(receipt.accounts.count == 1 && receipt.devices.isEmpty)
    }

    @Test func beforeItEverythingIsThere() throws {
        let archive = try Archive()
        let found = try archive.remains()
        for what in ["a wrapped key", "sealed sound", "an annotation", "the draft"] {
            #expect(found.contains { $0.hasPrefix(what) }, "\(what)")
        }
    }

    @Test func nothingOfItIsLeftInAnyFile() throws {
        let archive = try Archive()
        let answer = try archive.ask()
        #expect(answer.clips == 4 && answer.exported == 3 && answer.inHands == 1)
        try archive.seat.finishErasures()
        try expectGone(archive)
    }

    @Test(arguments: ErasureSaga.Point.allCases)
    func killedAnywhereItComesToTheSameEnd(_ point: ErasureSaga.Point) throws {
        let archive = try Archive()
        try archive.ask()
        #expect(throws: Killed.self) {
            try ErasureSaga(
                seat: archive.seat, passed: { if $0 == point { throw Killed() } }
            ).run()
        }
        // As the next process finds it.
        let seat = try archive.office.another()
        try seat.finishErasures()
        try expectGone(archive)
    }

    @Test func killedAtEveryStepInTurnItStillComesToTheEnd() throws {
        let archive = try Archive()
        try archive.ask()
        var kills = 0
        for point in ErasureSaga.Point.allCases {
            do {
                try ErasureSaga(
                    seat: archive.seat, passed: { if $0 == point { throw Killed() } }
                ).run()
            } catch is Killed {
                kills += 1
            }
        }
        #expect(kills > 6)
        try archive.seat.finishErasures()
        try expectGone(archive)
    }

    @Test func interruptedItSaysSoAndGoesOn() throws {
        let archive = try Archive()
        try archive.ask()
        let outcome = try archive.seat.finishErasures(isCancelled: { true })
        #expect(!outcome.isComplete && outcome.receipts.isEmpty)
        // Out of reach all the same.
        #expect(try archive.states().allSatisfy { $0 == .erased })
        #expect(try archive.seat.finishErasures().isComplete)
        try expectGone(archive)
    }

    @Test func againItChangesNothing() throws {
        let archive = try Archive()
        try archive.ask()
        try archive.seat.finishErasures()
        let log = try archive.seat.store.audit.head()
        let again = try archive.ask()
        #expect(again.clips == 0)
        #expect(try archive.seat.finishErasures().receipts.isEmpty)
        #expect(try archive.seat.store.audit.head() == log)
        try expectGone(archive)
    }

    @Test func aDryRunChangesNothing() throws {
        let archive = try Archive()
        let (log, states) = (try archive.seat.store.audit.head(), try archive.states())
        #expect(try archive.ask(dryRun: true).clips == 4)
        #expect(try archive.seat.store.audit.head() == log)
        #expect(try archive.states() == states)
        #expect(try archive.seat.store.erasures.open().isEmpty)
    }

    @Test func whoHasAClipInHandLosesItAtTheRequest() throws {
        let archive = try Archive()
        let seat = archive.seat
        let queue = try archive.office.queue("other")
        try archive.office.bring(["one more"], into: queue, prefix: "other")
        let held = try #require(
            try seat.store.work.claim(
                ClaimRequest(person: seat.person.id, queues: [queue.id], ttl: 60, now: .now)
            ).first)
        try archive.ask()
        #expect(
            try seat.store.work.heartbeat([held.lease], 60, .now) == [.lost(.erased)])
        #expect(try !seat.store.drafts.save(held.clip.id, seat.person.id, Data([1]), .now))
    }

    @Test func twoAtOnceLeaveOneReceipt() throws {
        let archive = try Archive()
        let office = archive.office
        let seats = try [office.another(), office.another()]
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            do {
                _ = try seats[index].requestErasure(
                    ErasureWish(accounts: [Archive.account]), id: UUID(), dryRun: false)
                try seats[index].finishErasures()
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        try expectGone(archive)
    }

    @Test func importedAgainNothingComesBack() throws {
        let archive = try Archive()
        let office = archive.office
        try archive.ask()
        // While it is under way, nothing of the account comes in.
        let during = try Importer(seat: office.seat, queue: archive.queue).run(
            path: try office.manifest([Office.line("new-1"), Office.line("clip-0")]), format: nil,
            onProgress: { _ in }, onProblem: { _ in })
        #expect(during.added == 0 && during.known == 1 && during.leftOut == 1)
        try office.seat.finishErasures()
        let texts = (0..<4).map { "\(Archive.word) \($0)" }
        let after = try office.bring(texts, into: archive.queue)
        #expect(after.added == 0 && after.known == 4)
        try expectGone(archive)
    }

    @Test func cellsStopCountingWhoIsErased() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.wave(seconds: 0.3, to: "sound.wav")
        let line = Office.line("x", more: #","context":{"location":{"lat":45.75,"lon":21.22}}"#)
        _ = try Importer(seat: office.seat, queue: queue).run(
            path: try office.manifest([line]), format: nil, onProgress: { _ in },
            onProblem: { Issue.record("\($0)") })
        let seat = office.seat
        let claimed = try #require(
            try seat.store.work.claim(
                ClaimRequest(person: seat.person.id, queues: [queue.id], ttl: 60, now: .now)
            ).first)
        let tokens = try seat.vault.cells(of: claimed.clip).map(\.token)
        #expect(!tokens.isEmpty)
        #expect(try seat.store.disclosures.shared(tokens, 1) == Set(tokens))
        _ = try seat.requestErasure(
            ErasureWish(clips: [claimed.clip.id]), id: UUID(), dryRun: false)
        try seat.finishErasures()
        #expect(try seat.store.disclosures.shared(tokens, 1).isEmpty)
    }

    // MARK: - Exports

    @Test func theListNamesWhatTheExportCallsIt() throws {
        let archive = try Archive(exported: false)
        let report = try archive.export(to: "maria's clips.jsonl")
        let text = try String(contentsOfFile: report.output, encoding: .utf8)
        try archive.ask()
        try archive.seat.finishErasures()
        let lines = try archive.tombstones()
        #expect(lines.count == 3)
        for line in lines {
            let fields = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            #expect(text.contains("\"id\":\"\(fields["id"] ?? "-")\""))
            #expect(fields["export"] == report.id)
            #expect(fields["manifest"] == "maria's clips.jsonl")
        }
        #expect(try archive.files(TombstoneFiles.folderName) == ["\(report.id).jsonl"])
        #expect(try archive.seat.store.exports.list().map(\.tombstones) == [3])
    }

    @Test func aThiefOfTheDatabaseCannotJoinAnExport() throws {
        let archive = try Archive(exported: false)
        let report = try archive.export(to: "maria.jsonl")
        let names = try String(contentsOfFile: report.output, encoding: .utf8)
            .matches(of: /"id":"([0-9a-f]{16})","audio"/).map { String($0.1) }
        #expect(names.count == 3)
        let root = archive.workspace.path
        for file in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let bytes = FileManager.default.contents(atPath: "\(root)/\(file)") ?? Data()
            for word in names + ["maria.jsonl"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(file)")
            }
        }
    }

    @Test func anExportThatAnOptOutOvertookDoesNotLeave() throws {
        let archive = try Archive(exported: false)
        let office = archive.office
        let store = office.seat.store
        let account = try office.seat.vault.pseudonym(ofAccount: Archive.account)
        // The last page is read, the files are not shown yet.
        let seat = office.seat { changed in
            changed.records.exportPage = { queue, cursor, limit throws(StoreError) in
                let page = try store.records.exportPage(queue, cursor, limit)
                let wish = OptOutWish(
                    clip: nil, pseudonym: account, device: account, account: account)
                _ = try store.consent.optOut([wish], false, .now)
                return page
            }
        }
        #expect(throws: TransferError.overtaken(3)) {
            try archive.export(to: "late.jsonl", from: seat)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
        #expect(!left.contains { $0.contains("late") }, "\(left)")
        let given = try store.exports.list()
        #expect(given.map(\.standing) == [.unfinished] && given.map(\.clips) == [0])
        // Again it goes, without them.
        #expect(try archive.export(to: "later.jsonl").written == 0)
    }
}
