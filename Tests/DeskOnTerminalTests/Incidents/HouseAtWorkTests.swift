// Everybody at once on one workspace: two boards, an incident desk, three desks and the watch.

import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct HouseAtWorkTests {
    private static let reviewers = ["rea", "ron", "rob"]
    private static let wide = TerminalSize(columns: 120, rows: 40)
    private let workspace: TestWorkspace

    init() throws {
        workspace = try TestWorkspace(TinyClip.many(30))
        let founder = try #require(workspace.status().people.first).name
        workspace.environment["EARSHOT_PERSON"] = founder
        for name in Self.reviewers { try workspace.run("person", "add", name) }
        for name in ["sam", "sue"] {
            try workspace.run("person", "add", name, "--role", "supervisor")
        }
        try workspace.run("person", "add", "olga", "--role", "officer")
        try workspace.configure(
            """
            [notify.supervisor]
            command = ["/bin/sh", "-c", "cat >> \(workspace.folder.file("told"))"]
            """)
    }

    private var told: [Substring] {
        let text = try? String(contentsOfFile: workspace.folder.file("told"), encoding: .utf8)
        return text?.split(separator: "\n") ?? []
    }

    private func screen(_ command: String, by person: String) throws -> PseudoTerminal {
        try PseudoTerminal(
            workspace.call([command], ["EARSHOT_PERSON": person]), size: Self.wide)
    }

    private func wait(
        _ terminal: PseudoTerminal, _ what: String, _ isSo: (VirtualScreen) -> Bool
    ) throws {
        try terminal.waitUntil(what, timeout: TestWorkspace.patience, isSo)
    }

    private func leave(_ terminal: PseudoTerminal) throws {
        try terminal.send(text: "q")
        #expect(try terminal.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(try terminal.lineSettings().isSane)
    }

    @Test func theySeeEachOtherAndNothingIsDoneTwice() throws {
        let watch = try PipedProcess(workspace.call(["watch"], ["EARSHOT_PERSON": "sue"]))
        let boards = try ["sam", "sue"].map { try screen("board", by: $0) }
        let answering = try screen("incidents", by: "olga")
        let desks = try Self.reviewers.map { try workspace.desk(with: ["EARSHOT_PERSON": $0]) }
        for desk in desks { try desk.waitForClip() }
        for board in boards {
            try wait(board, "three at work") { screen in
                Self.reviewers.allSatisfy { screen.contains($0) }
            }
        }
        // Each reviewer flags one clip at the same time, and goes on.
        for desk in desks { try desk.press("x", "w", "1", .enter) }
        for terminal in boards + [answering] {
            try wait(terminal, "three incidents") { screen in
                screen.lines.count { $0.contains("P1") } >= 3
            }
        }
        // The officer takes the one that is first, and everybody sees whose it is.
        try answering.send(text: "a")
        for terminal in boards + [answering] {
            try wait(terminal, "who has it") { $0.contains("olga") }
        }
        for desk in desks {
            try desk.waitFor("That was a hard one")
            try desk.press(.enter)
            try desk.waitForClip()
            #expect(try desk.leave() == .exited(0))
        }
        for terminal in boards + [answering] { try leave(terminal) }
        for _ in 0..<6000 where told.count < 3 { usleep(10_000) }
        watch.process.kill(SIGTERM)
        #expect(try watch.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(told.count == 3, "\(told)")
        let verified = try workspace.attempt(
            "audit", "verify", with: ["EARSHOT_PERSON": "olga"])
        #expect(verified.status == .exited(0), "\(verified.output)\(verified.errors)")
        #expect(try workspace.status().incidents.unacknowledged == 2)
        #expect(try workspace.storeIsSound())
    }
}
