// Lists of who opts out: what is no list of ids does not pass for one, and says where.
import Foundation
import ReviewCore
import Store
import Testing

@testable import Workstation

@Suite("A list of who opts out")
struct OptOutListTests {
    private let office: Office

    init() throws { office = try Office() }

    private func list(_ text: String) throws -> OptOutList {
        try OptOutList(text, office.seat.vault)
    }

    @Test(arguments: ["account-7,2026", "account-7;2026", "\"account-7\"", "'account-7'", "a\tb"])
    func aTableIsRefusedByLine(_ line: String) {
        // Blank lines count, whatever ends a line.
        #expect(throws: OptOutListError.notOneID(4)) { try list("one\r\n\r\n\n\(line)\n") }
    }

    @Test func aLongLineIsNamedAsAnEditorCountsIt() {
        let long = String(repeating: "x", count: OptOutList.longestLine + 1)
        #expect(throws: OptOutListError.longLine(3)) { try list("\n\n\(long)\n") }
    }

    @Test func aMarkAtTheBeginningIsNoPartOfAnID() throws {
        let queue = try office.queue()
        try office.bring(["one"], into: queue)
        let report = try list("\u{FEFF}account-7\r\n").carryOut(in: office.seat, dryRun: false)
        #expect(report.report.clips == 1 && report.report.unmatched == 0)
    }

    @Test func whatIsLongerThanAgreedIsNotRead() throws {
        let path = office.folder.appending(path: "list.txt").path
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(truncate(path, off_t(OptOutList.longest) + 1) == 0)
        #expect(throws: BoundedFile.TooLong.self) {
            try BoundedFile.read(path, longest: OptOutList.longest)
        }
        // What has no end has no length either.
        #expect(throws: BoundedFile.TooLong.self) {
            try BoundedFile.read("/dev/zero", longest: 1 << 20)
        }
        #expect(try BoundedFile.read("/dev/zero", longest: 1 << 20, plainOnly: true) == nil)
        #expect(mkfifo(path + ".pipe", 0o600) == 0)
        #expect(try BoundedFile.read(path + ".pipe", longest: 9, plainOnly: true) == nil)
    }

    @Test func aClockThatTheLogSpeaksAgainstErasesNothing() throws {
        let queue = try office.queue()
        try office.bring(["one"], into: queue)
        let seat = office.seat
        try seat.store.papers.setRetention(queue.id, 1, 0, .now)
        for (days, refusal) in [(-1.0, true), (1.5, false), (3.0, true)] {
            let now = Timestamp.now.advanced(bySeconds: days * 86_400)
            let rules = try seat.store.papers.retention(now)
            let run = RetentionRun(seat: seat)
            if refusal {
                #expect(throws: StoreError.self) { try run.apply(rules, now: now) }
                #expect(throws: StoreError.self) { try run.requireClock(rules, now: now) }
            } else {
                try run.requireClock(rules, now: now)
            }
        }
        let later = Timestamp.now.advanced(bySeconds: 3 * 86_400)
        let rules = try seat.store.papers.retention(later)
        #expect(
            try RetentionRun(seat: seat, clockIsRight: true).apply(rules, now: later).clips == 1)
    }
}
