// Attempts on a running desk by somebody at the same machine: its core, its titles, its arguments.
import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct ProcessInStrangeHandsTests {
    private func openDesk(_ victim: Victim) throws -> Desk {
        let desk = try victim.workspace.desk()
        try desk.waitUntil("the first clip, heard") { ($0.heard ?? 0) >= 95 }
        return desk
    }

    /// Cores that a crash leaves in a folder.
    private func cores(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0 == "core" || $0.hasPrefix("core.") }
    }

    /// The limit is lifted from outside, as a thief with the account would, and a crash provoked.
    @Test func aCrashLeavesNoCore() throws {
        // Any other program leaves one here, unless the system sends cores elsewhere.
        let other = try TemporaryFolder()
        let script = "ulimit -c unlimited; kill -SEGV $$"
        var call = ProgramCall("/bin/sh", ["-c", script])
        call.directory = other.path
        _ = try PipedProcess(call).wait()
        let isKept = !cores(in: other.path).isEmpty
        let victim = try Victim()
        let desk = try openDesk(victim)
        let process = desk.terminal.process
        let tool = try PipedProcess(
            ProgramCall("prlimit", ["--pid", "\(process.processID)", "--core=unlimited:unlimited"]))
        _ = try tool.wait()
        process.kill(SIGSEGV)
        #expect(try desk.terminal.wait(timeout: TestWorkspace.patience) == .signaled(SIGSEGV))
        #expect(
            cores(in: victim.workspace.folder.path).isEmpty,
            "a core was left (cores are kept here: \(isKept))")
    }

    @Test func neitherTitleNorArgumentsTellOfTheClip() throws {
        let victim = try Victim()
        let desk = try openDesk(victim)
        let process = "/proc/\(desk.terminal.process.processID)"
        let seen = try ["cmdline", "comm", "environ"].map {
            try Data(contentsOf: URL(filePath: "\(process)/\($0)"))
        }
        try desk.press("z")
        try desk.waitUntil("the name shown") {
            $0.screen.contains(Victim.secret("name")) || $0.screen.contains("vermilion kettle")
        }
        #expect(try desk.leave() == .exited(0))
        let output = Data(desk.terminal.output)
        for title in ["\u{1B}]0;", "\u{1B}]1;", "\u{1B}]2;", "\u{1B}k"] {
            #expect(output.range(of: Data(title.utf8)) == nil, "a title was set")
        }
        for (what, secret) in Victim.secrets {
            for bytes in seen {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(what) is told to everybody")
            }
        }
        // What a request may need, and nobody asked for, was never sent to the terminal.
        for what in ["contact", "contact's phone", "latitude", "device id", "account id"] {
            let secret = Data(Victim.secret(what).utf8)
            #expect(output.range(of: secret) == nil, "\(what) reached the terminal")
        }
        for secret in Victim.secrets.values {
            #expect(!desk.screen.lines.joined().contains(secret), "the last screen tells")
        }
    }
}
