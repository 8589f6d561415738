// The real program is killed while it exports and while it copies: known beforehand, taken away after.
import Foundation
import GRDB
import Glibc
import TerminalHarness
import Testing

/// A workspace whose three clips are submitted, and the last one's sound a pipe: a program that comes
/// to it waits there.
private struct Trap {
    let workspace: TestWorkspace
    let outside: String
    let clip: String
    private let sound: String

    init(_ workspace: TestWorkspace) throws {
        self.workspace = workspace
        outside = workspace.folder.file("leaves")
        try FileManager.default.createDirectory(
            atPath: outside, withIntermediateDirectories: false)
        let desk = try workspace.desk()
        var last: String?
        for done in 1...3 {
            last = try desk.waitForClip(after: last)
            if done == 3 {
                try desk.submitLast()
            } else {
                try desk.press(.enter)
                try desk.waitForDone(done)
            }
        }
        #expect(try desk.leave() == .exited(0))
        sound = try Self.lastSound(of: workspace)
        clip = URL(filePath: sound).deletingPathExtension().lastPathComponent
        try FileManager.default.moveItem(atPath: sound, toPath: sound + ".kept")
        try #require(mkfifo(sound, 0o600) == 0)
    }

    /// Exports and copies go through clips in the order of their rows.
    private static func lastSound(of workspace: TestWorkspace) throws -> String {
        let database = try DatabaseQueue(path: workspace.folder.file("workspace/earshot.db"))
        let id = try database.read { db in
            try UUID.fetchOne(db, sql: "SELECT id FROM clip ORDER BY seq DESC LIMIT 1")
        }
        try database.close()
        let clips = workspace.folder.file("workspace/clips")
        let files = FileManager.default.enumerator(atPath: clips)
        let name = "\(try #require(id).uuidString.lowercased()).sealed"
        while let file = files?.nextObject() as? String {
            if file.hasSuffix(name) { return "\(clips)/\(file)" }
        }
        throw HarnessFailure("the last clip has no sound")
    }

    private func spring() throws {
        try FileManager.default.removeItem(atPath: sound)
        try FileManager.default.moveItem(atPath: sound + ".kept", toPath: sound)
    }

    func files() -> [String] {
        (FileManager.default.enumerator(atPath: outside)?.compactMap { $0 as? String } ?? [])
    }

    /// Runs until two sounds lie there, opened, and kills.
    func kill(_ command: [String]) throws {
        let run = try PipedProcess(workspace.call(command))
        let deadline = ContinuousClock.now + TestWorkspace.patience
        while files().count(where: { $0.hasSuffix(".wav") }) < 2 {
            guard ContinuousClock.now < deadline else {
                run.process.kill(SIGKILL)
                throw HarnessFailure("it never came to the trap: \(run.errorText)")
            }
            usleep(5000)
        }
        // It goes on, and is not to be swept.
        let seen = try workspace.attempt("doctor").output
        #expect(!seen.contains("was cut off"), "\(seen)")
        run.process.kill(SIGKILL)
        _ = try run.wait(timeout: TestWorkspace.patience)
        #expect(files().count(where: { $0.hasSuffix(".wav") }) == 2)
        try spring()
    }

    func log() throws -> String { try workspace.run("audit", "list", "--last", "30") }
}

@Suite(.manyAtOnce) struct ExportKillTests {
    @Test func aKilledExportIsKnownAndTakenAway() throws {
        let trap = try Trap(TestWorkspace(TinyClip.many(3)))
        let workspace = trap.workspace
        try trap.kill(
            ["export", "--queue", "english", "--output", "\(trap.outside)/english.jsonl"])
        #expect(try trap.log().contains("export.begun"))
        let seen = try workspace.attempt("doctor").output
        #expect(seen.contains("was cut off") && seen.contains(trap.outside), "\(seen)")
        let listed = try workspace.attempt("exports", "list")
        #expect(listed.status == .exited(0))
        #expect(listed.errors.contains("had been cut off"), "\(listed.errors)")
        #expect(listed.output.contains("3 clips") && listed.output.contains("unfinished"))
        #expect(trap.files() == [])
        #expect(try trap.log().contains("export.unfinished"))
        #expect(try !workspace.attempt("doctor").output.contains("was cut off"))
        // What they were called in it is called back all the same.
        try workspace.run("erase", "--clip", trap.clip, "--yes")
        let lists = try FileManager.default.contentsOfDirectory(
            atPath: workspace.folder.file("workspace/tombstones"))
        #expect(lists.count == 1)
        try workspace.run("audit", "verify")
    }

    @Test func theNextExportTakesAwayWhatAKilledOneLeft() throws {
        let trap = try Trap(TestWorkspace(TinyClip.many(3)))
        let workspace = trap.workspace
        try trap.kill(
            ["export", "--queue", "english", "--output", "\(trap.outside)/english.jsonl"])
        let next = workspace.folder.file("elsewhere.jsonl")
        let run = try workspace.attempt("export", "--queue", "english", "--output", next)
        #expect(run.status == .exited(0))
        #expect(run.errors.contains("had been cut off"), "\(run.errors)")
        #expect(trap.files() == [])
    }

    @Test func aKilledCopyIsKnownAndTakenAway() throws {
        let trap = try Trap(Victim().workspace)
        let workspace = trap.workspace
        let copy = ["subject", "export", "--account", Victim.secret("account id"), "--output"]
        try trap.kill(copy + ["\(trap.outside)/copy"])
        #expect(try trap.log().contains("subject.begun"))
        #expect(try workspace.attempt("doctor").output.contains("was cut off"))
        let next = try PipedProcess(workspace.call(copy + ["\(trap.outside)/again"]))
        #expect(try next.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(next.errorText.contains("had been cut off"), "\(next.errorText)")
        #expect(trap.files().filter { $0.hasPrefix(".") } == [])
        #expect(trap.files().count(where: { $0.hasSuffix(".wav") }) == 3)
        let said = try trap.log()
        #expect(said.contains("export.unfinished") && said.contains("subject.exported"))
        try workspace.run("audit", "verify")
    }
}
