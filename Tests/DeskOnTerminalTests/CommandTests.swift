// The commands as scripts meet them: exit codes, one line on standard error, nothing half-done.

import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct CommandTests {
    /// Exit 1 and one line that says all of `words`.
    private func expectRefusal(_ outcome: CommandOutcome, _ words: String...) {
        #expect(outcome.status == .exited(1), "\(outcome.status): \(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        #expect(!outcome.errors.contains("Error:"), "\(outcome.errors)")
    }

    @Test func withoutAWorkspaceEachCommandSaysHowToMakeOne() throws {
        let workspace = try TestWorkspace()
        for arguments in [
            ["status"], ["review"], ["export", "--queue", "q", "--output", "x"],
            ["person", "list"],
        ] {
            let process = try PipedProcess(workspace.call(arguments))
            let status = try process.wait(timeout: TestWorkspace.patience)
            let outcome = CommandOutcome(
                status: status, output: process.outputText, errors: process.errorText)
            if arguments == ["review"] {
                #expect(status == .exited(1))
                continue
            }
            expectRefusal(outcome, "earshot init", workspace.folder.file("workspace"))
        }
    }

    @Test func anUnknownQueueIsNamedAndSoAreTheKnown() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let outcome = try workspace.attempt("export", "--queue", "french", "--output", "x")
        expectRefusal(outcome, "french")
        #expect(!FileManager.default.fileExists(atPath: workspace.folder.file("x")))
    }

    @Test func aWorkspaceOthersCanReadIsRefused() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        chmod(workspace.folder.file("workspace"), 0o755)
        expectRefusal(try workspace.attempt("status"), "chmod 700")
    }

    @Test func wrongUsageIsTwo() throws {
        let workspace = try TestWorkspace()
        for arguments in [["no-such-command"], ["import"], ["status", "--no-such-flag"]] {
            let process = try PipedProcess(workspace.call(arguments))
            #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(2), "\(arguments)")
            #expect(!process.errorText.isEmpty)
            #expect(process.outputText.isEmpty)
        }
        let help = try workspace.attempt("--help")
        #expect(help.status == .exited(0))
        #expect(help.output.contains("earshot demo"))
    }

    @Test func whatIsWrongInAManifestIsNamedAndTheRestGoesIn() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let clips = TinyClip.many(4)
        let manifest = try workspace.writeManifest(clips, name: "mixed")
        var lines = try String(contentsOfFile: manifest, encoding: .utf8).split(separator: "\n")
        lines.insert("{not json", at: 1)
        try workspace.folder.write("mixed/manifest.jsonl", lines.joined(separator: "\n").utf8)
        unlink(workspace.folder.file("mixed/\(clips[3].file)"))
        let first = try workspace.attempt("import", manifest, "--queue", TestWorkspace.queue)
        #expect(first.status == .exited(3))
        #expect(first.errorLines.count == 2, "\(first.errors)")
        #expect(first.errors.contains("2"), "the line's number is said")
        #expect(try workspace.counts().waiting == 3)
        // Again adds nothing.
        let second = try workspace.attempt("import", manifest, "--queue", TestWorkspace.queue)
        #expect(second.status == .exited(3))
        #expect(try workspace.counts().waiting == 3)
    }

    @Test func anInterruptedImportGoesOnWhereItWas() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let clips = (0..<1200).map { TinyClip("clip", number: $0, seconds: 0.05) }
        let manifest = try workspace.writeManifest(clips, name: "many")
        let run = try PipedProcess(
            workspace.call(["import", manifest, "--queue", TestWorkspace.queue]))
        let sealed = workspace.folder.file("workspace/clips")
        // It has begun to write when the first clip's sound is there.
        let deadline = ContinuousClock.now + TestWorkspace.patience
        while run.process.isRunning, ContinuousClock.now < deadline {
            let files = try? FileManager.default.subpathsOfDirectory(atPath: sealed)
            if (files?.count ?? 0) > 4 { break }
            usleep(1000)
        }
        run.process.kill(SIGINT)
        let status = try run.wait(timeout: TestWorkspace.patience)
        let part = try workspace.counts().waiting
        #expect(status == .exited(130))
        #expect(part < clips.count)
        try workspace.run("import", manifest, "--queue", TestWorkspace.queue)
        #expect(try workspace.counts().waiting == clips.count)
        #expect(try workspace.storeIsSound())
    }

    @Test func aKilledImportGoesOnWhereItWas() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let clips = (0..<600).map { TinyClip("clip", number: $0, seconds: 0.05) }
        let manifest = try workspace.writeManifest(clips, name: "many")
        var random = SeededNumbers(seed: 5)
        for _ in 0..<5 {
            let run = try PipedProcess(
                workspace.call(["import", manifest, "--queue", TestWorkspace.queue]))
            usleep(UInt32.random(in: 5_000...150_000, using: &random))
            run.process.kill(SIGKILL)
            _ = try run.wait(timeout: TestWorkspace.patience)
        }
        try workspace.run("import", manifest, "--queue", TestWorkspace.queue)
        #expect(try workspace.counts().waiting == clips.count)
        #expect(try workspace.storeIsSound())
        let counted = try workspace.run("import", manifest, "--queue", TestWorkspace.queue)
        #expect(counted.contains("0 new"), "\(counted)")
    }

    @Test func jsonIsOneDocumentAndNothingElse() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let manifest = try workspace.writeManifest(TinyClip.many(2), name: "two")
        let path = workspace.folder.file("out.jsonl")
        for arguments in [
            ["import", manifest, "--queue", "q", "--json"], ["status", "--json"],
            ["doctor", "--json"], ["export", "--queue", "q", "--output", path, "--json"],
        ] {
            let process = try PipedProcess(workspace.call(arguments))
            _ = try process.wait(timeout: TestWorkspace.patience)
            _ = try JSONSerialization.jsonObject(with: Data(process.outputBytes))
            #expect(process.errorText.isEmpty, "\(arguments): \(process.errorText)")
        }
    }

    // MARK: - Where there is no terminal

    @Test func theDeskNeedsATerminalAndNamesWhatServes() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        expectRefusal(try workspace.attempt("review"), "terminal", "earshot status")
        #expect(try workspace.counts().leased == 0)
    }

    @Test func aDumbTerminalIsToldWhatServes() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let desk = try workspace.desk(with: ["TERM": "dumb"])
        #expect(try desk.terminal.wait(timeout: TestWorkspace.patience) == .exited(1))
        let said = String(decoding: desk.terminal.output, as: UTF8.self)
        #expect(said.hasPrefix("earshot: "))
        #expect(said.contains("dumb"))
        #expect(!said.contains("\u{1B}"), "no escape code reaches a dumb terminal")
        #expect(try workspace.counts().leased == 0)
    }

    @Test func theDemonstrationPlaysARecordedShift() throws {
        let workspace = try TestWorkspace()
        // As on a machine that has no sound and where nobody said so.
        workspace.environment["EARSHOT_AUDIO"] = nil
        var call = try workspace.call(["demo"])
        call.directory =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let demo = try PipedProcess(call)
        #expect(try demo.wait(timeout: TestWorkspace.patience) == .exited(0), "\(demo.errorText)")
        #expect(demo.outputText.contains("3 of 1000"))
        #expect(demo.outputText.contains("\"annotation\""))
        #expect(!demo.outputText.contains("\u{1B}"))
        #expect(!FileManager.default.fileExists(atPath: workspace.folder.file("workspace")))
    }

    @Test func colourObeysTheEnvironment() throws {
        let workspace = try TestWorkspace()
        let plain = try workspace.attempt("theme", "show", "dusk")
        #expect(plain.status == .exited(0))
        #expect(!plain.output.contains("\u{1B}"), "a pipe gets no colour")
        let forced = try workspace.attempt("theme", "show", "dusk", with: ["CLICOLOR_FORCE": "1"])
        #expect(forced.output.contains("\u{1B}["))
    }
}
