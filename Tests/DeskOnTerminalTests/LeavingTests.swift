// Ways out of the desk: suspend and resume, a closed terminal, the system's signals, crashes.

import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct LeavingTests {
    /// A desk whose clip has a half-typed text, not yet known to be saved.
    private func typing(_ workspace: TestWorkspace) throws -> Desk {
        let desk = try workspace.desk()
        try desk.waitForClip()
        try desk.press("c")
        try desk.type("half a sentence")
        try desk.waitUntil("the text") { $0.reference == "half a sentence" }
        return desk
    }

    private func expectDraft(_ workspace: TestWorkspace) throws {
        let desk = try workspace.desk()
        try desk.waitUntil("the draft") { $0.reference == "half a sentence" }
        #expect(try desk.leave() == .exited(0))
    }

    @Test func aClosedTerminalSavesTheDraftAndEndsTheDesk() throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        let desk = try typing(workspace)
        desk.terminal.hangUp()
        _ = try desk.terminal.process.wait(timeout: TestWorkspace.patience)
        try expectDraft(workspace)
        #expect(
            try workspace.counts().leased == 1, "the draft's clip alone stays with its reviewer")
    }

    @Test(arguments: [SIGHUP, SIGTERM])
    func aSignalToEndSavesTheDraftAndGivesTheTerminalBack(signal: Int32) throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        let desk = try typing(workspace)
        desk.terminal.process.kill(signal)
        #expect(try desk.terminal.wait(timeout: TestWorkspace.patience) == .exited(130))
        #expect(try desk.terminalIsSane)
        try expectDraft(workspace)
    }

    @Test func suspendedAndResumedTheDeskIsAsItWas() throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        var call = try workspace.call([])
        // Not in a loop: bash leaves it when a job of it is stopped.
        let again = (1...3).map { "echo stop number \($0); read -r line; fg; status=$?" }
        let script =
            "'\(call.executable)' review; \(again.joined(separator: "; ")); echo ended $status"
        call = .jobs(script, environment: call.environment, directory: call.directory)
        let desk = try Desk(PseudoTerminal(call, size: TerminalSize(columns: 100, rows: 30)))
        try desk.waitForClip()
        try desk.press("e", .end, " and more")
        try desk.waitUntil("the draft on disk") {
            $0.reference?.hasSuffix(" and more") == true && $0.isDraftSaved
        }
        let before = desk.screen.lines[1...]
        for stop in 1...3 {
            try desk.press(.control("z"))
            // The shell says so when the program has stopped with 128 and SIGTSTP.
            try desk.waitFor("stop number \(stop)")
            #expect(try desk.terminalIsSane)
            try desk.press(.enter)
            try desk.waitUntil("the desk again") {
                $0.isTyping && $0.screen.modes.alternateScreen && $0.screen.modes.bracketedPaste
            }
        }
        try desk.waitUntil("the screen as before") { $0.screen.lines[1...] == before }
        try desk.press(" still")
        try desk.waitUntil("typing goes on") { $0.reference?.hasSuffix(" and more still") == true }
        try desk.press(.enter)
        try desk.waitForDone(1)
        try desk.press("q")
        try desk.waitFor("ended 0")
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE])
    func aCrashGivesTheTerminalBack(signal: Int32) throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        let desk = try typing(workspace)
        #expect(desk.screen.modes.alternateScreen && desk.screen.modes.bracketedPaste)
        desk.terminal.process.kill(signal)
        let status = try desk.terminal.wait(timeout: TestWorkspace.patience)
        #expect(status == .signaled(signal))
        #expect(try desk.terminal.lineSettings().isSane)
        #expect(desk.screen.modes == .plain)
        #expect(try workspace.storeIsSound())
    }
}
