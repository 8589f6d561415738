// A shift clocked in and out by commands and by the desk, and told to nobody else.

import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct ShiftCommandTests {
    @Test func clockedInAndOutAndOverTheDesk() throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        #expect(try workspace.run("shift").contains("You are not on shift"))
        let refused = try workspace.attempt("shift", "break")
        #expect(refused.status == .exited(1) && refused.errorLines.count == 1)
        #expect(try workspace.run("shift", "in").contains("Clocked in."))
        #expect(try workspace.run("shift", "break").contains("A break."))
        #expect(try workspace.run("shift", "status").contains(", now"))
        // The desk goes on with it, ends the break, and does not end the shift.
        let desk = try workspace.desk()
        try desk.waitForClip()
        try desk.press(.enter)
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
        let status = try workspace.run("shift", "status")
        #expect(!status.contains(", now"))
        #expect(status.contains("Clips") && status.contains("Flagged   nothing"))
        #expect(try workspace.run("shift", "out").contains("Clocked out"))
        #expect(try workspace.run("shift").contains("You are not on shift"))
    }

    @Test func aBreakAtTheDeskIsKept() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk()
        let clip = try desk.waitForClip()
        try desk.press("B")
        try desk.waitFor("A break.")
        #expect(!desk.screen.contains(clip))
        #expect(try workspace.run("shift", "status").contains(", now"))
        try desk.press("g")
        try desk.waitUntil("pieces") { $0.screen.contains("██") }
        try desk.press(.escape)
        try desk.waitFor("fit pieces")
        try desk.press(.enter)
        try desk.waitUntil("the clip") { $0.machine == clip }
        #expect(try desk.leave() == .exited(0))
        #expect(try !workspace.run("shift", "status").contains(", now"))
    }

    @Test func preferencesAreKeptAndCheckedByName() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let shown = try workspace.run(
            "shift", "preferences", "--avoid", "child_abuse", "--after-grave", "benign")
        #expect(shown.contains("child_abuse") && shown.contains("benign"))
        #expect(try workspace.run("shift", "preferences").contains("child_abuse"))
        let allowed = try workspace.run("shift", "preferences", "--allow", "child_abuse")
        #expect(allowed.contains("nothing is left out"))
        let wrong = try workspace.attempt("shift", "preferences", "--avoid", "mondays")
        #expect(wrong.status == .exited(2))
    }
}
