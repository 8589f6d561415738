// Nothing but the desk writes on the screen, whatever the libraries under it have to say.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct CalmScreenTests {
    /// An MP3 of the samples with damaged frames in its middle: libmpg123 has much to say of it.
    private func damagedMP3() throws -> [UInt8] {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let samples = package.appending(path: "sample-audio").path
        let files = FileManager.default.enumerator(atPath: samples)?.compactMap { $0 as? String }
        let name = try #require(files?.filter { $0.hasSuffix(".mp3") }.min())
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(samples)/\(name)")))
        var random = SeededNumbers(seed: 3)
        for index in bytes.indices where index > bytes.count / 3 && index % 7 == 0 {
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    @Test func librariesDoNotWriteOnTheScreen() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let clips = [
            TinyClip("a damaged clip", number: 0, sound: try damagedMP3(), ending: "mp3"),
            TinyClip("a whole clip", number: 1),
        ]
        let manifest = try workspace.writeManifest(clips, name: "two")
        let imported = try workspace.attempt("import", manifest, "--queue", TestWorkspace.queue)
        #expect(imported.errors.isEmpty || imported.errorLines.allSatisfy { $0.contains("line") })
        let desk = try workspace.desk()
        for text in clips.map(\.text) {
            try desk.waitUntil(text) {
                $0.machine == text
                    && (($0.heard ?? 0) > 95 || $0.screen.contains("cannot be opened"))
            }
            try desk.waitUntilRepaintIsSame()
            try desk.press(.enter)
        }
        try desk.waitFor("The queue is empty")
        try desk.waitForDone(2)
        try desk.waitUntilRepaintIsSame()
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
        #expect(desk.screen.text.isEmpty, "a shell finds its screen as it left it")
    }

    @Test func standardErrorMayGoElsewhere() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        var call = try workspace.call([])
        let errors = workspace.folder.file("errors")
        call = ProgramCall(
            "bash", ["-c", "exec '\(call.executable)' review 2>'\(errors)'"],
            environment: call.environment, directory: call.directory)
        let desk = try Desk(PseudoTerminal(call, size: TerminalSize(columns: 100, rows: 30)))
        try desk.waitForClip()
        try desk.press(.enter)
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
        #expect(try String(contentsOfFile: errors, encoding: .utf8).isEmpty)
    }

    @Test func nothingOfAClipIsInTheWindowTitle() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk()
        try desk.waitForClip()
        #expect(!desk.screen.title.contains("amber"))
        #expect(desk.screen.bells == 0)
        #expect(try desk.leave() == .exited(0))
        #expect(!desk.screen.text.contains("amber"), "nothing of it stays in the scrollback")
    }

    @Test func withoutColourNoColourIsSent() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk(with: ["NO_COLOR": "1"])
        try desk.waitForClip()
        let cells = (0..<desk.screen.size.rows).flatMap { row in
            (0..<desk.screen.size.columns).map { desk.screen.cell(column: $0, row: row) }
        }
        #expect(cells.allSatisfy { $0.foreground == .terminal && $0.background == .terminal })
        #expect(try desk.leave() == .exited(0))
    }

    @Test(arguments: ["xterm", "linux", "screen-256color", "tmux-256color", "vt220"])
    func everyTerminalIsLeftAsItWas(type: String) throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk(with: ["TERM": type])
        try desk.waitForClip(heard: 1)
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
    }

    @Test func underTmuxTheDeskIsWhole() throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        let call = try workspace.call([])
        let script = "'\(call.executable)' review; echo left $?; read -r line"
        let tmux = ProgramCall(
            "tmux",
            [
                "-S", workspace.folder.file("socket"), "-f", "/dev/null", "new-session",
                "-x", "100", "-y", "30", script,
            ], environment: call.environment, directory: call.directory)
        let desk = try Desk(PseudoTerminal(tmux, size: TerminalSize(columns: 100, rows: 31)))
        let text = try desk.waitForClip()
        try desk.press("e", .end)
        try desk.type(" naïve नमस्ते")
        try desk.waitUntil("the text") { $0.reference == text + " naïve नमस्ते" }
        try desk.press(.enter)
        try desk.waitForDone(1)
        try desk.press("q")
        try desk.waitFor("left 0")
        try desk.press(.enter)
        #expect(try desk.terminal.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(try workspace.exported()[text]?.annotation.reference == text + " naïve नमस्ते")
    }
}
