// Attempts on a workspace's files by somebody who has them all, and no key.
import Foundation
import GRDB
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct FilesInStrangeHandsTests {
    /// What is on disk in the middle of a shift, after it, and in a copy taken meanwhile.
    @Test func nothingOfAPersonIsReadable() throws {
        let victim = try Victim()
        let folder = victim.workspace.folder
        let own = ["workspace", "config", "state", "data"].map(folder.file)
        let desk = try victim.workspace.desk()
        try desk.waitUntil("the first clip, heard") { ($0.heard ?? 0) >= 95 }
        try desk.press("e", .end)
        try desk.type(" " + Victim.submitted)
        try desk.waitUntil("the draft on disk") { $0.isDraftSaved }
        try desk.press(.enter)
        try desk.waitForDone(1)
        try desk.waitUntil("the second clip, heard") { ($0.heard ?? 0) >= 95 }
        try desk.press("e", .end)
        try desk.type(" " + Victim.drafted)
        try desk.waitUntil("the second draft on disk") {
            $0.isDraftSaved && $0.reference?.hasSuffix(Victim.drafted) == true
        }
        // A backup as people make it: the files as they lie, the database's log with them.
        try FileManager.default.copyItem(
            atPath: folder.file("workspace"), toPath: folder.file("backup"))
        desk.terminal.process.kill(SIGKILL)
        _ = try desk.terminal.wait(timeout: TestWorkspace.patience)
        try victim.workspace.run("audit", "checkpoint")
        try victim.workspace.run("status")

        let outside = RawBytes(below: [folder.file("outside")])
        let stolen = RawBytes(below: own + [folder.file("backup")])
        #expect(!stolen.isEmpty)
        for (what, secret) in Victim.secrets {
            #expect(!outside.places(of: secret).isEmpty, "\(what) was never there to be found")
            #expect(stolen.places(of: secret).isEmpty, "\(what) can be read")
        }
        for words in [Victim.submitted, Victim.drafted] {
            #expect(stolen.places(of: words).isEmpty, "\(words) can be read")
        }
        #expect(!outside.places(of: victim.soundBytes).isEmpty)
        #expect(stolen.places(of: victim.soundBytes).isEmpty, "the sound can be heard")
    }

    @Test func textMovedToAnotherClipDoesNotOpen() throws {
        let workspace = try Victim().workspace
        try database(workspace) { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT clip, bytes FROM sealed_field WHERE field = 'machineText'")
            try #require(rows.count == 3)
            for (to, from) in [(0, 1), (1, 2), (2, 0)] {
                try db.execute(
                    sql:
                        "UPDATE sealed_field SET bytes = ? WHERE clip = ? AND field = 'machineText'",
                    arguments: [rows[from][1] as Data, rows[to][0] as Int64])
            }
        }
        let desk = try workspace.desk()
        try desk.waitUntil("that nothing opens") { $0.screen.contains("does not open") }
        #expect(!desk.terminal.output.contains(text: "kettle"))
    }

    @Test func keysAndSoundMovedToAnotherClipDoNotOpen() throws {
        for moved in ["wrapped_key", "sound"] {
            let workspace = try TestWorkspace(TinyClip.many(2))
            if moved == "sound" {
                try swapSounds(workspace)
            } else {
                try database(workspace) { db in
                    let clips = try Int64.fetchAll(db, sql: "SELECT seq FROM clip ORDER BY seq")
                    for (name, clip) in zip(["a", "b"], clips) {
                        try db.execute(
                            sql: "CREATE TEMP TABLE \(name) AS SELECT * FROM wrapped_key"
                                + " WHERE clip = \(clip) AND class = 'audio'")
                    }
                    for (name, clip) in zip(["b", "a"], clips) {
                        try db.execute(
                            sql: "UPDATE wrapped_key SET bytes = (SELECT bytes FROM \(name))"
                                + " WHERE clip = \(clip) AND class = 'audio'")
                    }
                }
            }
            let desk = try workspace.desk()
            try desk.waitUntil("that the sound does not open: \(moved)") {
                $0.screen.contains("sound cannot be opened")
            }
        }
    }

    private func swapSounds(_ workspace: TestWorkspace) throws {
        let clips = workspace.folder.file("workspace/clips")
        let files =
            (FileManager.default.enumerator(atPath: clips)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".sealed") }.map { "\(clips)/\($0)" }
        try #require(files.count == 2)
        let sounds = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        for (file, sound) in zip(files, sounds.reversed()) {
            try sound.write(to: URL(fileURLWithPath: file))
        }
    }

    private func database(_ workspace: TestWorkspace, _ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: workspace.folder.file("workspace/earshot.db"))
        try queue.write(body)
        try queue.close()
    }
}

extension [UInt8] {
    func contains(text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}
