// kill -9 after two keys: no flag evaporates, whether the store was there or locked.

import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct FlagKillTests {
    private struct Status: Decodable {
        struct Incidents: Decodable { let open: Int }
        let incidents: Incidents
    }

    private func openIncidents(_ workspace: TestWorkspace) throws -> Int {
        let answer = try workspace.run("status", "--json")
        return try JSONDecoder().decode(Status.self, from: Data(answer.utf8)).incidents.open
    }

    private func kept(_ workspace: TestWorkspace) -> [String] {
        let folder = workspace.folder.file("state/earshot/flags")
        let names = try? FileManager.default.subpathsOfDirectory(atPath: folder)
        return (names ?? []).filter { $0.hasSuffix(".flag") }
    }

    @Test(arguments: [false, true])
    func aFlagIsSentByTheNextStart(isLocked: Bool) throws {
        let workspace = try TestWorkspace(TinyClip.many(4))
        let desk = try workspace.desk()
        let first = try desk.waitForClip()
        let hold = isLocked ? try DatabaseHold(workspace) : nil
        try desk.press("x", "c", "0")
        try desk.waitFor("It goes by itself")
        try desk.waitUntil("the flag on disk") { _ in !kept(workspace).isEmpty }
        desk.terminal.process.kill(SIGKILL)
        _ = try desk.terminal.wait(timeout: TestWorkspace.patience)
        try hold?.release()
        #expect(try openIncidents(workspace) == 0, "it was killed before it could send")
        let again = try workspace.desk()
        try again.waitForClip(after: first)
        #expect(try openIncidents(workspace) == 1)
        #expect(kept(workspace).isEmpty)
        #expect(try again.leave() == .exited(0))
        #expect(try workspace.storeIsSound())
    }

    @Test func aStoreThatIsLockedHoldsUpNobodyAndIsToldOfTheFlagLater() throws {
        let workspace = try TestWorkspace(TinyClip.many(4))
        let desk = try workspace.desk()
        try desk.waitForClip()
        let hold = try DatabaseHold(workspace)
        try desk.press("x", "c", "0", .enter)
        try desk.waitFor("That was a hard one")
        try desk.waitUntil("the flag on disk") { _ in kept(workspace).count == 1 }
        try hold.release()
        try desk.waitFor("Your flag is stored")
        #expect(try openIncidents(workspace) == 1)
        #expect(kept(workspace).isEmpty)
        try desk.press(.enter)
        #expect(try desk.leave() == .exited(0))
    }
}
