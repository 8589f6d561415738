// A nine-hour shift of a thousand clips, by a robot at the real desk. The clock on the wall runs
// hundreds of times as fast for the program (libfaketime), the clips are a twentieth of a second.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct NineHourShiftTests {
    private static let clips = 1000
    private let workspace: TestWorkspace

    init() throws {
        workspace = try TestWorkspace()
        workspace.environment["TZ"] = "UTC"
        workspace.environment["LD_PRELOAD"] = try Self.faketime()
        workspace.startsByShell = true
        // What waits and what plays goes by the clock that nobody sets.
        workspace.environment["DONT_FAKE_MONOTONIC"] = "1"
        setClock("@2027-03-02 06:00:00")
        try workspace.run("init")
        try workspace.configure("[review]\nlease_minutes = 240\nlock_minutes = 240\n")
        try workspace.importClips(
            (0..<Self.clips).map {
                TinyClip("clip number \($0)", number: $0, seconds: 0.05)
            })
    }

    private static func faketime() throws -> String {
        let folders = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib")
        let places = folders.map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
        return try #require(
            places.first(where: FileManager.default.fileExists),
            "libfaketime is not installed; scripts/install-packages test does that")
    }

    /// - Parameter text: a moment it stands at, or begins at with a rate.
    private func setClock(_ text: String) {
        workspace.environment["FAKETIME"] = text
    }

    private struct Report: Decodable {
        struct Work: Decodable {
            var submitted: Int
            var details: Details
        }
        struct Details: Decodable {
            var annotated: Int
            var flags: [String: Int]
        }
        var work: Work
    }

    @Test func everySubmitIsStoredEveryFlagAnIncidentAndMemoryStaysFlat() throws {
        // Nine hours in some hundred seconds.
        setClock("@2027-03-02 08:00:00 x320")
        let desk = try workspace.desk(size: TerminalSize(columns: 80, rows: 24))
        try desk.waitUntil("a clip") { $0.clip != nil }
        var (flags, skips, breaksOffered) = (0, 0, 0)
        var early = 0
        var isOffered = false
        for number in 0..<Self.clips {
            let clip = try #require(desk.clip)
            switch number {
            case _ where number % 97 == 50:
                try desk.press("x", "w", "1", .enter)
                try desk.waitFor("That was a hard one")
                try desk.press(.enter)
                flags += 1
            case _ where number % 41 == 7:
                try desk.press("s", .enter)
                skips += 1
            default: try submit(desk, clip)
            }
            try desk.waitUntil("the next clip or the end") {
                $0.clip != clip || $0.screen.contains("The queue is empty")
            }
            let offers = desk.screen.contains("time for a break")
            if offers, !isOffered { breaksOffered += 1 }
            isOffered = offers
            if number == 200 { early = try desk.terminal.process.usage().residentBytes }
        }
        let late = try desk.terminal.process.usage().residentBytes
        #expect(late < early + 16_000_000, "\(early) bytes, then \(late)")
        #expect(breaksOffered > 0)
        #expect(try desk.leave() == .exited(0))

        setClock("@2027-03-02 23:00:00")
        let counts = try workspace.counts()
        #expect(counts.annotated + counts.skipped == Self.clips && counts.skipped == skips)
        #expect(counts.flagged == flags)
        #expect(try workspace.status().incidents.open == flags)
        let text = try workspace.run("report", "shift", "--day", "2027-03-02", "--json")
        let report = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
        #expect(report.work.submitted == Self.clips)
        #expect(report.work.details.annotated == Self.clips - skips)
        #expect(report.work.details.flags["P1"] == flags)
        #expect(try workspace.attempt("audit", "verify").status == .exited(0))
    }

    /// Enter once the sound is there; again where it was not ready to be judged yet.
    private func submit(_ desk: Desk, _ clip: String) throws {
        for _ in 0..<400 where desk.clip == clip {
            try desk.press(.enter)
            try? desk.terminal.waitUntil("another clip", timeout: .milliseconds(100)) { _ in
                desk.clip != clip
            }
        }
    }
}
