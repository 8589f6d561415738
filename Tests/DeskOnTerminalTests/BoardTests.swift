// The board of the built program beside desks, commands and another board, each a process.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct BoardTests {
    private func board(
        _ workspace: TestWorkspace, size: TerminalSize = TerminalSize(columns: 120, rows: 40)
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(workspace.call(["board"]), size: size)
        try wait(terminal, "english")
        return terminal
    }

    private func wait(
        _ terminal: PseudoTerminal, _ text: String, file: StaticString = #fileID,
        line: UInt = #line
    ) throws {
        try terminal.waitFor(text, timeout: TestWorkspace.patience, file: file, line: line)
    }

    @Test func twoBoardsAndADeskSeeEachOther() throws {
        let workspace = try TestWorkspace(TinyClip.many(4))
        let boards = try [board(workspace), board(workspace)]
        let desk = try workspace.desk()
        try desk.waitForClip()
        for board in boards { try wait(board, "at work") }
        // One closes the queue; the other and the store know of it, and the desk finishes its clip.
        try boards[0].send(text: "2o")
        for board in boards { try wait(board, "closed") }
        #expect(try workspace.run("status").contains("closed"))
        try boards[0].send(text: "u")
        for board in boards {
            try board.waitUntil("the queue open again", timeout: TestWorkspace.patience) {
                !$0.contains("closed")
            }
        }
        try desk.press(.enter)
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
        for board in boards {
            try wait(board, "Nobody sits at a desk")
            try board.send(text: "q")
            #expect(try board.wait(timeout: TestWorkspace.patience) == .exited(0))
            #expect(try board.lineSettings().isSane)
        }
    }

    @Test func aCommandIsSeenOnTheBoard() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        workspace.environment["EARSHOT_PERSON"] = try #require(workspace.status().people.first).name
        let board = try board(workspace)
        #expect(
            try workspace.run("queue", "rank", "english", "7") == "english has priority 7.\n")
        try board.waitUntil("its priority", timeout: TestWorkspace.patience) {
            $0.lines.contains {
                $0.contains("english") && $0.contains(" 7 ")
            }
        }
        workspace.environment["EARSHOT_PERSON"] = try #require(workspace.status().people.first).name
        try workspace.run("person", "add", "bo", "--role", "reviewer")
        #expect(
            try workspace.run("queue", "reserve", "english", "--for", "bo")
                == "english is for bo alone.\n")
        try wait(board, "0/1")
        let refused = try workspace.attempt("review", "--queue", "english", "--linear")
        #expect(refused.status == .exited(1) && refused.errors.contains("kept for others"))
        try board.send(text: "q")
        #expect(try board.wait(timeout: TestWorkspace.patience) == .exited(0))
    }

    @Test func withoutATerminalItSaysWhatServes() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let outcome = try workspace.attempt("board")
        #expect(outcome.status == .exited(1))
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains("status --watch"))
    }

    @Test func theStatusIsShownAgainInLinesWhenItChanged() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let watching = try PipedProcess(workspace.call(["status", "--watch"]))
        func waitUntil(_ text: String) throws {
            let end = ContinuousClock.now + TestWorkspace.patience
            while !watching.outputText.contains(text) {
                guard ContinuousClock.now < end else { throw HarnessFailure("no '\(text)'") }
                usleep(10_000)
            }
        }
        try waitUntil("english  en-US   open")
        try workspace.run("queue", "close", "english")
        try waitUntil("english  en-US   closed")
        #expect(!watching.outputText.contains("\u{1B}"))
        watching.process.kill(SIGINT)
        #expect(try watching.wait(timeout: TestWorkspace.patience) == .exited(130))
    }

    @Test func theFiguresAreWrittenForACollectorWhenTheyChange() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let file = workspace.folder.file("earshot.prom")
        try workspace.run("status", "--prometheus", file)
        let first = try String(contentsOfFile: file, encoding: .utf8)
        #expect(first.contains("state=\"waiting\"} 2\n"))
        var facts = stat()
        #expect(stat(file, &facts) == 0 && facts.st_mode & 0o777 == 0o644)
        let refused = try workspace.attempt("status", "--prometheus", "/nowhere/x.prom")
        #expect(refused.status == .exited(1) && refused.errors.contains("may write"))
        let watching = try PipedProcess(
            workspace.call(["status", "--prometheus", file, "--watch"]))
        try workspace.importClips(TinyClip.many(3), queue: "more")
        let end = ContinuousClock.now + TestWorkspace.patience
        while try !String(contentsOfFile: file, encoding: .utf8).contains("queue=\"more\"") {
            try #require(ContinuousClock.now < end)
            usleep(10_000)
        }
        watching.process.kill(SIGTERM)
        #expect(try watching.wait(timeout: TestWorkspace.patience) == .exited(130))
        #expect(watching.outputText.isEmpty)
    }
}
