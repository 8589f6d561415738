// A full disk and a locked database: the desk says so, goes on, and stores what it kept.

import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct TroubleTests {
    @Test(arguments: DiskShortage.possible)
    func aFullDiskIsSaidAndOvercome(kind: DiskShortage) throws {
        let workspace = try TestWorkspace()
        var disk: SmallDisk?
        if kind == .smallDisk {
            disk = try SmallDisk(kilobytes: 3072, at: workspace.folder.file("disk"))
            workspace.environment["EARSHOT_WORKSPACE"] = workspace.folder.file("disk/workspace")
        }
        try workspace.run("init")
        try workspace.importClips(TinyClip.many(12))
        let desk = try workspace.desk()
        try desk.waitForClip()
        if let disk { disk.fill() } else { try limitFiles(of: desk.terminal.process, to: 0) }
        let submitted = try submitUntilNothingFits(desk)
        // The desk is still at hand, and nothing is called done that is not stored.
        #expect(desk.done ?? 0 < submitted.count)
        if let disk { disk.empty() } else { try limitFiles(of: desk.terminal.process, to: nil) }
        try desk.waitUntil("what was kept, stored") {
            $0.done == submitted.count && !$0.screen.contains("Not saved")
        }
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
        #expect(try workspace.storeIsSound())
        let exported = try workspace.exported()
        for (text, reference) in submitted {
            #expect(exported[text]?.annotation.reference == reference, "\(text)")
        }
    }

    /// Submits long texts, by the machine's text, until the desk says that one was not stored.
    private func submitUntilNothingFits(_ desk: Desk) throws -> [String: String] {
        var submitted: [String: String] = [:]
        while !desk.screen.contains("Not saved:") {
            let text = try desk.waitForClip()
            try #require(submitted.count < 8, "nothing was said\n\(desk.terminal.picture)")
            // The database's log has some room of its own; this uses it up.
            submitted[text] = "heard \(text)" + String(repeating: " la", count: 4_000)
            try desk.press("c", .paste(submitted[text] ?? ""), .enter)
            try desk.waitUntil("news") {
                $0.screen.contains("Not saved:") || ($0.machine != text && ($0.heard ?? 0) > 95)
            }
        }
        return submitted
    }

    @Test func aLockedDatabaseHoldsNobodyUp() throws {
        let workspace = try TestWorkspace(TinyClip.many(6))
        let desk = try workspace.desk()
        let first = try desk.waitForClip()
        try desk.waitFor("ahead 2")
        let hold = try DatabaseHold(workspace)
        try desk.press(.enter)
        let second = try desk.waitForClip(after: first)
        try desk.press("e", .end)
        try desk.type(" while it was locked")
        try desk.waitUntil("typing goes on") { $0.reference?.hasSuffix("locked") == true }
        try desk.press(.enter)
        let third = try desk.waitForClip(after: second)
        #expect(desk.done == 0, "nothing is called done that is not stored")
        try desk.press("e", .end, " draft")
        try desk.waitUntil("the draft typed") { $0.reference?.hasSuffix(" draft") == true }
        #expect(!desk.isDraftSaved)
        try hold.release()
        try desk.waitForDone(2)
        try desk.waitUntil("the draft on disk") { $0.isDraftSaved }
        try desk.press(.escape)
        try desk.waitUntil("listening") { $0.isListening }
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
        let exported = try workspace.exported()
        #expect(exported[first]?.annotation.reference == first)
        #expect(exported[second]?.annotation.reference == second + " while it was locked")
        #expect(exported[third] == nil)
    }

    @Test func killedWhileLockedTheLastDraftIsTheOnlyLoss() throws {
        let workspace = try TestWorkspace(TinyClip.many(4))
        let desk = try workspace.desk()
        let first = try desk.waitForClip()
        try desk.press("c", "saved before")
        try desk.waitUntil("the draft") {
            $0.reference == "saved before" && $0.isDraftSaved
        }
        let hold = try DatabaseHold(workspace)
        try desk.press(" and lost after")
        try desk.waitFor("and lost after")
        desk.terminal.process.kill(SIGKILL)
        _ = try desk.terminal.wait(timeout: TestWorkspace.patience)
        try hold.release()
        let again = try workspace.desk()
        try again.waitUntil("the clip with its draft") {
            $0.machine == first && $0.reference == "saved before"
        }
        #expect(try again.leave() == .exited(0))
        #expect(try workspace.storeIsSound())
    }
}
