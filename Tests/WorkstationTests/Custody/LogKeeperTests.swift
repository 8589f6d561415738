// The log of a real workspace: begun with it, kept with it, and missed when it is put back.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct LogKeeperTests {
    /// The workspace itself, and its founder's keys.
    private let founding = Int64(1 + KeyClass.allCases.count)

    private func actions(_ office: Office) throws -> [AuditAction] {
        try office.workspace.store.audit.page(AuditFilter(), 0, 1000).entries.compactMap {
            AuditEntryFormat.decode($0.entry.bytes)?.event.action
        }
    }

    private func check(
        _ office: Office, inFull: Bool = false, against others: [KeptCheckpoint] = []
    ) throws -> LogCheckResult {
        try LogCheck(office.workspace, seat: office.seat).run(
            inFull: inFull, against: others, onProgress: { _, _ in })
    }

    @Test func aWorkspaceIsLoggedFromItsFirstMomentAndItsCheckpointsAgree() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        #expect(
            try actions(office) == [
                .workspaceCreated
            ] + Array(repeating: .grantGiven, count: KeyClass.allCases.count) + [
                .queueCreated, .clipImported, .personAdded, .grantGiven, .grantGiven,
            ])
        let result = try check(office)
        #expect(result.report.findings == [])
        // One at the making, one after the import, one after Bogdan came, and what Ana last saw.
        #expect(result.report.checkpointsAgreeing == 4)
        let folder = office.workspace.directory.appending(path: "log")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let facts = try FileManager.default.attributesOfItem(
                atPath: folder.appending(path: name).path)
            #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test func whatWasFoundGoodIsNotCheckedTwiceUnlessAskedFor() throws {
        let office = try Office()
        _ = try office.queue()
        #expect(try check(office).report.signaturesChecked == founding + 1)
        _ = try office.queue("another")
        let second = try check(office)
        #expect(second.report.signaturesChecked == 1 && second.rememberedEntries == founding + 1)
        #expect(try check(office, inFull: true).report.signaturesChecked == founding + 2)
        // A memory that somebody else wrote is none.
        let memory = Workspace.keyFile(
            of: Office.first, workspace: office.workspace.id, office.surroundings
        ).deletingPathExtension().appendingPathExtension("verified")
        try Data("earshot/verified\n1\n\n".utf8).write(to: memory)
        #expect(try check(office).report.signaturesChecked == founding + 2)
    }

    @Test func aWorkspacePutBackWholeIsNoticedByWhoeverSawMore() throws {
        let office = try Office()
        _ = try office.queue()
        try office.workspace.store.upkeep.close()
        let older = office.folder.appending(path: "older")
        try FileManager.default.copyItem(at: office.workspace.directory, to: older)
        office.seat = try office.another()
        _ = try office.queue("another")
        try office.seat.log.checkpoint()
        try office.seat.store.upkeep.close()
        // The whole directory goes back, checkpoints and all.
        try FileManager.default.removeItem(at: office.workspace.directory)
        try FileManager.default.moveItem(at: older, to: office.workspace.directory)
        office.seat = try office.another()
        #expect(throws: LogTrouble.cutShort(seen: founding + 2, have: founding + 1)) {
            try office.seat.log.requireSamePast()
        }
        #expect(throws: LogTrouble.self) { try office.seat.log.checkpoint() }
        let found = try LogCheck(office.seat.workspace, seat: office.seat).run(
            inFull: false, onProgress: { _, _ in })
        #expect(
            found.report.findings == [
                .checkpointAhead(name: "you last saw", size: founding + 2, have: founding + 1)
            ])
        // As long again, but another past.
        _ = try office.queue("a third")
        #expect(throws: LogTrouble.otherPast(seen: founding + 2)) {
            try office.seat.log.requireSamePast()
        }
        // A backup that was restored on purpose is gone on from.
        try office.seat.log.checkpoint(anew: true)
        try office.seat.log.requireSamePast()
    }

    @Test func anExportIsLoggedBeforeItIsThere() throws {
        let office = try Office()
        let queue = try office.queue()
        let output = office.folder.appending(path: "out.jsonl").path
        let seat = office.seat(changing: { store in
            store.exports.finish = { _, _, _, _, _ throws(StoreError) in
                throw StoreError(.diskFull)
            }
        })
        #expect(throws: StoreError(.diskFull)) {
            try Exporter(seat: seat, queue: queue).run(
                to: output, format: .nemo, withAudio: true, onProgress: { _ in },
                onProblem: { _ in })
        }
        #expect(!FileManager.default.fileExists(atPath: output))
        _ = try Exporter(seat: office.seat, queue: queue).run(
            to: output, format: .nemo, withAudio: true, onProgress: { _ in },
            onProblem: { _ in })
        #expect(
            try actions(office).suffix(4) == [
                .exportBegun, .exportUnfinished, .exportBegun, .exportMade,
            ])
    }

    @Test func aCheckpointOnceKeptIsNeverReplaced() throws {
        let office = try Office()
        let folder = office.workspace.directory.appending(path: "log")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
        try Data("another past".utf8).write(to: folder.appending(path: name))
        try office.seat.log.checkpoint()
        let kept = try Data(contentsOf: folder.appending(path: name))
        #expect(kept == Data("another past".utf8))
        #expect(try !check(office).report.isSound)
    }
}
