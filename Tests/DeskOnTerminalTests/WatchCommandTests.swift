// `earshot watch` as a process: it tells, it goes on after it was killed, it ends when it is told to.
import Foundation
import GRDB
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct WatchCommandTests {
    private let workspace: TestWorkspace

    init() throws {
        workspace = try TestWorkspace(TinyClip.many(3))
    }

    /// The supervisor is told by a script; `$D` is the test's folder.
    private func tell(by script: String) throws {
        try workspace.configure(
            """
            [notify.supervisor]
            command = ["/bin/sh", "-c", '''D=\(workspace.folder.path); \(script)''']
            """)
    }

    private static let noting = "cat >> $D/told"

    /// What the supervisor was told, a line each.
    private var told: [Substring] {
        let text = try? String(contentsOfFile: workspace.folder.file("told"), encoding: .utf8)
        return text?.split(separator: "\n") ?? []
    }

    private func watch(_ arguments: String...) throws -> PipedProcess {
        let process = try PipedProcess(workspace.call(["watch", "--json"] + arguments))
        return process
    }

    /// A reviewer flags the next clip at the desk, as an emergency.
    private func flag() throws {
        let before = try incidents()
        let desk = try workspace.desk()
        try desk.waitForClip()
        try desk.press("f", "m", "0", .enter)
        try desk.waitUntil("the incident") { _ in (try? incidents()) ?? 0 > before }
        _ = try desk.leave()
    }

    /// Looks again and again until something is so that no descriptor tells of.
    private func waitUntil(_ isSo: () -> Bool) throws {
        for _ in 0..<6000 where !isSo() { usleep(10_000) }
        try #require(isSo())
    }

    private func database<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: workspace.folder.file("workspace/earshot.db")).write(body)
    }

    private func incidents() throws -> Int {
        try database { try Int.fetchOne($0, sql: "SELECT count(*) FROM incident") ?? 0 }
    }

    @Test func twoOfThemTellOnceAndEndWhenToldTo() throws {
        try tell(by: Self.noting)
        let watchers = [try watch(), try watch()]
        for watcher in watchers {
            // They are up: nobody reaches the other groups, which each says first.
            try #require(watcher.waitForOutput { $0.contains(#""event":"unreached""#) })
        }
        try flag()
        let isTold = { (text: String) in text.contains(#""event":"told""#) }
        let hasHeard = (0..<600).contains { _ in
            watchers.contains { $0.waitForOutput(timeout: .milliseconds(100), isTold) }
        }
        try #require(hasHeard)
        for watcher in watchers {
            watcher.process.kill(SIGTERM)
            #expect(try watcher.wait() == .exited(0), "\(watcher.errorText)")
        }
        #expect(told.count == 1 && told[0].contains(#""severity":"P0""#))
        #expect(watchers.count { isTold($0.outputText) } == 1)
        #expect(try workspace.attempt("audit", "verify").status == .exited(0))
    }

    @Test func whatAKilledOneHeldIsToldByTheNext() throws {
        try tell(by: "echo $$ > $D/pid; mv $D/pid $D/hung; exec sleep 600")
        try flag()
        let watcher = try watch()
        let mark = workspace.folder.file("hung")
        try waitUntil { FileManager.default.fileExists(atPath: mark) }
        watcher.process.kill(SIGKILL)
        _ = try watcher.wait()
        let hung = try String(contentsOfFile: mark, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if let number = pid_t(hung), number > 1 { kill(number, SIGKILL) }

        // It died holding the notice: nobody else has it before the lease is over.
        try tell(by: Self.noting)
        #expect(try workspace.attempt("watch", "--once").status == .exited(0))
        #expect(told.isEmpty)
        try database { try $0.execute(sql: "UPDATE notice SET leased_until = 1") }
        #expect(try workspace.attempt("watch", "--once").status == .exited(0))
        #expect(told.count == 1)
        #expect(try workspace.attempt("watch", "--once").status == .exited(0))
        #expect(told.count == 1)
    }

    @Test func aLookThatDidNotReachEverybodySaysSo() throws {
        try tell(by: "exit 3")
        try flag()
        let outcome = try workspace.attempt("watch", "--once", "--quiet")
        #expect(outcome.status == .exited(3))
        #expect(outcome.output.contains("was not told by command (exit-3); again in 5 s"))
    }

    /// As the role that may do nothing else, before there is any way and after.
    @Test func whatNobodyCouldBeToldWaitsForAWay() throws {
        try workspace.run("person", "add", "watch", "--role", "watcher")
        workspace.environment["EARSHOT_PERSON"] = "tess"
        try flag()
        let watcher = ["EARSHOT_PERSON": "watch"]
        let before = try workspace.attempt("watch", "--once", with: watcher)
        #expect(before.status == .exited(3), "\(before.errors)")
        try tell(by: Self.noting)
        let after = try workspace.attempt("watch", "--once", with: watcher)
        #expect(after.status == .exited(0), "\(after.output)\(after.errors)")
        #expect(told.count == 1)
    }

    @Test func settingsAreReadAgainOnAHangUp() throws {
        let watcher = try watch()
        try #require(watcher.waitForOutput { $0.contains(#""event":"unreached""#) })
        try workspace.configure("[notify.supervisor]\nsms = \"1\"")
        watcher.process.kill(SIGHUP)
        try #require(watcher.waitForOutput { $0.contains(#""event":"settings_refused""#) })
        try tell(by: Self.noting)
        watcher.process.kill(SIGHUP)
        try #require(watcher.waitForOutput { $0.contains(#""event":"settings_taken""#) })
        try flag()
        try #require(watcher.waitForOutput { $0.contains(#""event":"told""#) })
        watcher.process.kill(SIGINT)
        #expect(try watcher.wait() == .exited(130))
        #expect(told.count == 1)
    }

    @Test func theTrialNamesEveryWayAndWhoHasNone() throws {
        try tell(by: Self.noting)
        let outcome = try workspace.attempt("watch", "--check")
        #expect(outcome.status == .exited(3))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("supervisor  command  works") == true, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("safety") && $0.contains("[notify.safety]") })
        #expect(told.count == 1 && told[0].contains(#""test":true"#))
        let one = try workspace.attempt("watch", "--check", "--group", "supervisor")
        #expect(one.status == .exited(0))
        let none = try workspace.attempt("watch", "--check", "--group", "legal")
        #expect(none.status == .exited(1) && none.errors.contains("[notify.legal]"))
    }
}
