// Terminals of every size, and sizes that change all the time.

import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct SizeTests {
    @Test func aStormOfSizesLeavesTheRightScreen() throws {
        let workspace = try TestWorkspace([TinyClip("a long clip", seconds: 20)])
        let desk = try workspace.desk()
        try desk.waitForClip(heard: 1)
        try desk.press("e", .end)
        var random = SeededNumbers(seed: 7)
        var typed = ""
        let corners = [(1, 1), (300, 100), (40, 10), (39, 9), (1, 100), (300, 1), (2, 2), (80, 24)]
        for round in 0..<400 {
            let (columns, rows) =
                round % 3 == 0
                ? corners[round / 3 % corners.count]
                : (Int.random(in: 1...200, using: &random), Int.random(in: 1...60, using: &random))
            try desk.terminal.resize(TerminalSize(columns: columns, rows: rows))
            if round % 16 == 0 {
                try desk.type(" x")
                typed += " x"
            }
            desk.terminal.drain()
        }
        try desk.terminal.resize(TerminalSize(columns: 120, rows: 40))
        let wanted = "a long clip" + typed
        try desk.waitUntil("all that was typed") { $0.reference == wanted }
        try desk.press(.tab)
        try desk.waitFor("‖ ")
        try desk.waitUntil("the draft on disk") { $0.isDraftSaved }
        #expect(desk.screen.line(0).hasPrefix(" \(TestWorkspace.queue)"))
        #expect(desk.screen.line(39).contains("Enter submit"))
        try desk.waitUntilRepaintIsSame()
        try desk.press(.escape)
        try desk.waitUntil("listening") { $0.isListening }
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
    }

    @Test func aTerminalOfOneCellRunsAndLeaves() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk(size: TerminalSize(columns: 1, rows: 1))
        try desk.terminal.waitUntil("the screen taken", timeout: TestWorkspace.patience) {
            $0.modes.alternateScreen
        }
        // Work goes on blind, and the sight comes back with the size.
        try desk.terminal.resize(TerminalSize(columns: 80, rows: 24))
        try desk.waitForClip()
        try desk.terminal.resize(TerminalSize(columns: 1, rows: 1))
        try desk.press(.enter)
        try desk.terminal.resize(TerminalSize(columns: 80, rows: 24))
        try desk.waitForDone(1)
        try desk.terminal.resize(TerminalSize(columns: 1, rows: 1))
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
    }

    @Test func theSmallestDeskIsWhole() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk(size: TerminalSize(columns: 40, rows: 10))
        try desk.waitFor("amber badger")
        try desk.waitUntil("mode and hints") {
            $0.isListening && $0.screen.line(9).contains("Enter submit")
        }
        #expect(try desk.leave() == .exited(0))
    }

    @Test func belowTheSmallestItSaysSo() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk(size: TerminalSize(columns: 39, rows: 9))
        try desk.waitFor("too small")
        try desk.waitFor("40x10")
        #expect(!desk.screen.contains("amber"))
        #expect(try desk.leave() == .exited(0))
    }
}
