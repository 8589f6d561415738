// The real program is killed while it exports and while it copies: known beforehand, taken away after.
import Foundation
import GRDB
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct ExportKillTests {
    private let victim: Victim
    private let outside: String
    /// A pipe in place of the last clip's sound: a program that comes to it waits there.
    private let trap: String

    private var workspace: TestWorkspace { victim.workspace }

    init() throws {
        victim = try Victim()
        outside = victim.workspace.folder.file("leaves")
        try FileManager.default.createDirectory(
            atPath: outside, withIntermediateDirectories: false)
        let desk = try victim.workspace.desk()
        for done in 1...3 {
            try desk.waitForClip()
            try desk.waitUntil("the clip, heard") { ($0.heard ?? 0) >= 95 }
            if done == 3 {
                try desk.submitLast()
            } else {
                try desk.press(.enter)
                try desk.waitForDone(done)
            }
        }
        #expect(try desk.leave() == .exited(0))
        trap = try Self.lastSound(of: victim.workspace)
        try FileManager.default.moveItem(atPath: trap, toPath: trap + ".kept")
        try #require(mkfifo(trap, 0o600) == 0)
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
        try FileManager.default.removeItem(atPath: trap)
        try FileManager.default.moveItem(atPath: trap + ".kept", toPath: trap)
    }

    private func files() -> [String] {
        (FileManager.default.enumerator(atPath: outside)?.compactMap { $0 as? String } ?? [])
    }

    /// Runs until two sounds lie there, opened, and kills.
    private func kill(_ command: [String]) throws {
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

    private func log() throws -> String { try workspace.run("audit", "list", "--last", "30") }

    @Test func aKilledExportIsKnownAndTakenAway() throws {
        try kill(["export", "--queue", "english", "--output", "\(outside)/english.jsonl"])
        #expect(try log().contains("export.begun"))
        let seen = try workspace.attempt("doctor").output
        #expect(seen.contains("was cut off") && seen.contains(outside), "\(seen)")
        let listed = try workspace.attempt("exports", "list")
        #expect(listed.status == .exited(0))
        #expect(listed.errors.contains("had been cut off"), "\(listed.errors)")
        #expect(listed.output.contains("3 clips") && listed.output.contains("unfinished"))
        #expect(files() == [])
        #expect(try log().contains("export.unfinished"))
        #expect(try !workspace.attempt("doctor").output.contains("was cut off"))
        // What they were called in it is called back all the same.
        try workspace.run("erase", "--account", Victim.secret("account id"), "--yes")
        let lists = try FileManager.default.contentsOfDirectory(
            atPath: workspace.folder.file("workspace/tombstones"))
        #expect(lists.count == 1)
        try workspace.run("audit", "verify")
    }

    @Test func theNextExportTakesAwayWhatAKilledOneLeft() throws {
        try kill(["export", "--queue", "english", "--output", "\(outside)/english.jsonl"])
        let next = workspace.folder.file("elsewhere.jsonl")
        let run = try workspace.attempt("export", "--queue", "english", "--output", next)
        #expect(run.status == .exited(0))
        #expect(run.errors.contains("had been cut off"), "\(run.errors)")
        #expect(files() == [])
    }

    @Test func aKilledCopyIsKnownAndTakenAway() throws {
        let copy = ["subject", "export", "--account", Victim.secret("account id"), "--output"]
        try kill(copy + ["\(outside)/copy"])
        #expect(try log().contains("subject.begun"))
        #expect(try workspace.attempt("doctor").output.contains("was cut off"))
        let next = try PipedProcess(workspace.call(copy + ["\(outside)/again"]))
        #expect(try next.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(next.errorText.contains("had been cut off"), "\(next.errorText)")
        #expect(files().filter { $0.hasPrefix(".") } == [])
        #expect(files().count(where: { $0.hasSuffix(".wav") }) == 3)
        let said = try log()
        #expect(said.contains("export.unfinished") && said.contains("subject.exported"))
        try workspace.run("audit", "verify")
    }
}
