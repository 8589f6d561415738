// The real program erases, is killed at any moment, and goes on: nothing is left, one receipt is.
import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct ErasureKillTests {
    /// What of the victim lies in any file of the workspace, readable or not.
    private func remains(_ victim: Victim, _ sealed: [Data]) -> [String] {
        let files = RawBytes(below: [victim.workspace.folder.file("workspace")])
        return Victim.secrets.values.flatMap { files.places(of: $0) }
            + sealed.flatMap { files.places(of: $0) }
    }

    /// The first bytes of every sealed sound.
    private func sealedSounds(_ victim: Victim) -> [Data] {
        let clips = victim.workspace.folder.file("workspace/clips")
        let names =
            FileManager.default.enumerator(atPath: clips)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".sealed") }.compactMap { name in
            FileManager.default.contents(atPath: "\(clips)/\(name)")?.prefix(64)
        }
    }

    private func receipts(_ victim: Victim) -> [String] {
        let folder = victim.workspace.folder.file("workspace/receipts")
        return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    @Test(arguments: 0..<4)
    func killedAtAnyMomentItComesToOneEnd(_ seed: Int) throws {
        let victim = try Victim()
        let workspace = victim.workspace
        let sealed = sealedSounds(victim)
        #expect(sealed.count == 3)
        let erase = ["erase", "--account", Victim.secret("account id"), "--yes"]
        var random = SeededNumbers(seed: UInt64(seed) + 11)
        for _ in 0..<5 {
            let run = try PipedProcess(workspace.call(erase))
            usleep(UInt32.random(in: 10_000...180_000, using: &random))
            run.process.kill(SIGKILL)
            _ = try run.wait(timeout: TestWorkspace.patience)
        }
        let last = try PipedProcess(workspace.call(erase))
        #expect(try last.wait(timeout: TestWorkspace.patience) == .exited(0), "\(last.errorText)")
        #expect(remains(victim, sealed) == [])
        #expect(receipts(victim).count == 1)
        let verified = try workspace.run("audit", "verify")
        #expect(verified.contains("Receipts     1 of erasures, all agree"), "\(verified)")
        #expect(try workspace.storeIsSound())
        // Nothing is left to resume, and nothing comes of trying.
        let again = try workspace.run("erase", "--resume")
        #expect(again.contains("Nothing is left to do"), "\(again)")
        #expect(receipts(victim).count == 1)
    }

    @Test func withoutSomebodyToAskNothingIsErased() throws {
        let victim = try Victim()
        let outcome = try victim.workspace.attempt(
            "erase", "--device", Victim.secret("device id"))
        #expect(outcome.status == .exited(1))
        #expect(outcome.errors.contains("--yes"), "\(outcome.errors)")
        #expect(try victim.workspace.counts().waiting == 3)
    }

    @Test func aListFromStandardInputsFileTakesThemOutAndTheirNamesAreRefused() throws {
        let victim = try Victim()
        let workspace = victim.workspace
        let list = try workspace.folder.write(
            "list.txt", Data("\(Victim.secret("device id"))\n".utf8))
        let told = try workspace.run("consent", "opt-out", list, "--dry-run")
        #expect(told.contains("3 clips would be taken out"), "\(told)")
        #expect(try workspace.counts().waiting == 3)
        try workspace.run("consent", "opt-out", list)
        #expect(try workspace.counts().waiting == 0)
        let listed = try workspace.run("consent", "list")
        #expect(!listed.contains(Victim.secret("device id")))
        let more = try workspace.attempt(
            "import", workspace.folder.file("outside/manifest.jsonl"), "--queue", "second")
        #expect(more.status == .exited(3))
        #expect(more.errors.contains("opted out"), "\(more.errors)")
        #expect(try workspace.counts(queue: "second").waiting == 0)
    }
}
