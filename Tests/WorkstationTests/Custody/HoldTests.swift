// A legal hold keeps a clip from being erased, and the erasure runs when it ends.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite("A hold and an erasure")
struct HoldTests {
    private func officer(_ archive: Archive) throws -> Seat {
        let office = archive.office
        _ = try office.seat.add(
            person: "olga", roles: [.officer], surroundings: office.surroundings, now: .now)
        return try office.another("olga")
    }

    @Test func theErasureWaitsAndRunsWhenTheHoldEnds() throws {
        let archive = try Archive(4, exported: false)
        let olga = try officer(archive)
        let held = archive.clips[0]
        try olga.store.work.setAside([held], .hold(try #require(HoldReason("case-17"))), .now)
        let answer = try archive.ask()
        #expect(answer.clips == 3 && answer.deferred == 1)
        try archive.seat.finishErasures()
        // Sealed, and still whole.
        let kept = try #require(try archive.seat.store.records.clip(held))
        #expect(kept.state == .held && !kept.clip.wrappedKeys.isEmpty)
        #expect(throws: Never.self) { try archive.seat.workspace.audioFiles.read(held) }
        #expect(try archive.receipts().map(\.deferred) == [[held.description]])
        #expect(try olga.store.consent.holds().map(\.erasureWaits) == [true])
        // The officer ends it, and finishes what the custodian asked for.
        try olga.store.work.endHold([held], .now)
        #expect(try archive.states().allSatisfy { $0 == .erased })
        #expect(try olga.finishErasures().receipts.count == 1)
        #expect(try archive.remains() == [])
        let receipts = try archive.receipts()
        #expect(receipts.map(\.part) == [1, 2])
        #expect(Set(receipts.map(\.erasure)).count == 1)
        #expect(receipts[1].clips == [held.description])
        #expect(receipts[1].finished.by == olga.person.id.description)
        #expect(try archive.findings() == [])
    }

    @Test func namesInExportsWaitForACustodian() throws {
        let archive = try Archive(4)
        let olga = try officer(archive)
        try olga.store.work.setAside(archive.clips, .hold(.unstated), .now)
        try archive.ask()
        try olga.store.work.endHold(archive.clips, .now)
        let outcome = try olga.finishErasures()
        #expect(outcome.isComplete && outcome.awaitingNames == 3 && outcome.receipts.isEmpty)
        // All that can be heard or read is gone at once.
        #expect(try archive.remains() == [])
        try archive.seat.finishErasures()
        #expect(try archive.tombstones().count == 3)
        #expect(try archive.receipts().count == 1)
        #expect(try archive.findings() == [])
    }

    @Test func anOfficerErasesNothingThatNobodyAskedFor() throws {
        let archive = try Archive(2)
        let olga = try officer(archive)
        let refusal = StoreError(.refused(DeedRefusal(.erase, roles: [.officer])))
        #expect(throws: refusal) {
            try olga.store.erasures.request(
                ErasureRequest(scope: .asked([], archive.clips)), false, .now)
        }
        try olga.finishErasures()
        #expect(try archive.states().allSatisfy { $0 != .erased })
        // Nor does an entry of their own make it so.
        let entry = AuditEvent(.erasureFinished, .matter(.erasure, UUID()), for: .privacy)
        try olga.store.audit.append([entry], .now)
        #expect(
            try archive.findings().contains { finding in
                if case .erasureUnasked = finding { true } else { false }
            })
    }

    @Test func keysOfClipsWithALocationWaitForACustodian() throws {
        let archive = try Archive(1, exported: false)
        let office = archive.office
        let line = Office.line("x", more: #","context":{"location":{"lat":45.75,"lon":21.22}}"#)
        _ = try Importer(seat: office.seat, queue: archive.queue).run(
            path: try office.manifest([line]), format: nil, onProgress: { _ in },
            onProblem: { Issue.record("\($0)") })
        let olga = try officer(archive)
        let seat = archive.seat
        let claimed = try #require(
            try seat.store.work.claim(
                ClaimRequest(
                    person: seat.person.id, queues: [archive.queue.id], ttl: 60, now: .now,
                    excluding: Set(archive.clips))
            ).first)
        let tokens = try seat.vault.cells(of: claimed.clip).map(\.token)
        #expect(!tokens.isEmpty)
        try olga.store.work.setAside([claimed.clip.id], .hold(.unstated), .now)
        try archive.ask()
        try olga.store.work.endHold([claimed.clip.id], .now)
        // Out of reach, and whole until the cells can be told which they are.
        let outcome = try olga.finishErasures()
        #expect(outcome.awaitingCells == 1 && outcome.receipts.isEmpty)
        #expect(try seat.store.records.clip(claimed.clip.id)?.clip.wrappedKeys.isEmpty == false)
        #expect(try seat.store.disclosures.shared(tokens, 1) == Set(tokens))
        #expect(try seat.finishErasures().awaitingCells == 0)
        #expect(try seat.store.records.clip(claimed.clip.id)?.clip.wrappedKeys.isEmpty == true)
        #expect(try seat.store.disclosures.shared(tokens, 1).isEmpty)
        #expect(try archive.findings() == [])
    }

    @Test func aHoldThatStopsAnErasureIsNoFindingOfTheLog() throws {
        let archive = try Archive(2, exported: false)
        let olga = try officer(archive)
        try archive.ask()
        let answers = try olga.store.work.setAside(archive.clips, .hold(.unstated), .now)
        #expect(answers == [.stoppedErasure, .stoppedErasure])
        try archive.seat.finishErasures()
        #expect(try archive.states() == [.held, .held])
        try olga.store.work.endHold(archive.clips, .now)
        try archive.seat.finishErasures()
        #expect(try archive.remains() == [])
        #expect(try archive.findings() == [])
    }

    @Test func tablesThatWereEditedAreHeldToTheLog() throws {
        let archive = try Archive(3, exported: false)
        let olga = try officer(archive)
        try olga.store.work.setAside(Array(archive.clips.prefix(2)), .hold(.unstated), .now)
        let list = try OptOutList("somebody-else", archive.seat.vault)
        _ = try list.carryOut(in: archive.seat, dryRun: false)
        #expect(try archive.findings() == [])
        let attacks: [(sql: String, codes: [String])] = [
            ("DELETE FROM hold WHERE clip = 1", ["hold_gone"]),
            ("UPDATE clip SET state = 0 WHERE seq = 2", ["hold_gone", "hold_gone"]),
            (
                "INSERT INTO hold VALUES (3, 'own', randomblob(16), NULL, 0);"
                    + "UPDATE clip SET state = (SELECT state FROM clip WHERE seq = 1) WHERE seq = 3",
                ["hold_gone", "hold_gone", "hold_unlogged"]
            ),
            (
                "DELETE FROM opted_out WHERE kind = 'device'",
                ["hold_gone", "hold_gone", "opt_out_gone", "hold_unlogged"]
            ),
            (
                "INSERT INTO opted_out VALUES ('device', 'abcdefghijklmnop', 0, x'00')",
                [
                    "hold_gone", "hold_gone", "opt_out_gone", "hold_unlogged",
                    "opt_out_unlogged",
                ]
            ),
        ]
        for attack in attacks {
            try DatabaseQueue(path: archive.workspace.appending(path: "earshot.db").path).write {
                try $0.execute(sql: attack.sql)
            }
            #expect(try archive.findings().map(\.code).sorted() == attack.codes.sorted())
        }
    }

    @Test func aClockThatWasSetBackIsNotedAndNoFinding() throws {
        let archive = try Archive(2, exported: false)
        let early = Timestamp.now.advanced(bySeconds: -7200)
        try archive.seat.store.papers.setRetention(archive.queue.id, 9, 0, early)
        let report = try LogCheck(archive.seat.workspace, seat: archive.seat)
            .run(inFull: true) { _, _ in }.report
        #expect(report.isSound)
        let steps = try #require(report.clockSteps)
        #expect(steps.count == 1 && steps.seconds > 7100 && steps.first > 0)
    }
}
