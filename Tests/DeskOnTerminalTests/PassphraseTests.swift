// A passphrase as it is asked for: on the terminal, unseen, and on a descriptor for scripts.

import Foundation
import Glibc
import TerminalHarness
import Testing

@Suite(.serialized, .manyAtOnce) struct PassphraseTests {
    static let phrase = "four plain words here"
    private static let question = "Passphrase of your keys:"

    /// A workspace whose keys are behind `phrase`.
    static func workspace(_ clips: [TinyClip] = []) throws -> TestWorkspace {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        if !clips.isEmpty { try workspace.importClips(clips) }
        let terminal = try terminal(workspace, "person", "passphrase")
        try terminal.waitFor("New passphrase")
        try terminal.send(text: phrase + "\r")
        try terminal.waitFor("The same again:")
        try terminal.send(text: phrase + "\r")
        #expect(try terminal.wait() == .exited(0))
        #expect(terminal.screen.contains("behind this passphrase now"))
        return workspace
    }

    static func terminal(
        _ workspace: TestWorkspace, _ arguments: String...
    ) throws -> PseudoTerminal {
        try PseudoTerminal(workspace.call(arguments))
    }

    private func scripted(
        _ workspace: TestWorkspace, _ lines: String, _ command: String
    ) throws -> CommandOutcome {
        let program = try workspace.call([]).executable
        try workspace.folder.write("lines", lines.utf8)
        var call = try workspace.call([])
        call.executable = "sh"
        call.arguments = ["-c", "\(program) \(command) 3< \(workspace.folder.file("lines"))"]
        let process = try PipedProcess(call)
        let status = try process.wait(timeout: TestWorkspace.patience)
        return CommandOutcome(
            status: status, output: process.outputText, errors: process.errorText)
    }

    @Test func itIsAskedForUnseenAndThreeTimes() throws {
        let workspace = try Self.workspace()
        let terminal = try Self.terminal(workspace, "audit", "list")
        try terminal.waitFor(Self.question)
        try terminal.send(text: "not those words\r")
        try terminal.waitFor("That is not it")
        try terminal.send(text: Self.phrase + "\r")
        #expect(try terminal.wait() == .exited(0))
        let shown = String(decoding: terminal.output, as: UTF8.self)
        #expect(!shown.contains("words"))
        #expect(try terminal.lineSettings().isSane)

        let third = try Self.terminal(workspace, "audit", "list")
        for count in 1...3 {
            try third.waitUntil("question \(count)") { screen in
                screen.lines.filter { $0.contains(Self.question) }.count == count
            }
            try third.send(text: "\r")
        }
        #expect(try third.wait() == .exited(1))
        #expect(third.screen.contains("that is not the passphrase"))
    }

    /// Nobody's shell is left without an echo, and nobody's passphrase in its input.
    @Test func aSignalGivesTheTerminalBack() throws {
        let workspace = try Self.workspace()
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            let terminal = try Self.terminal(workspace, "audit", "list")
            try terminal.waitFor(Self.question)
            try terminal.send(text: "four plain")
            terminal.process.kill(signal)
            #expect(try terminal.wait() == .signaled(signal))
            #expect(try terminal.lineSettings().isSane)
            #expect(!String(decoding: terminal.output, as: UTF8.self).contains("plain"))
        }
    }

    @Test func withoutATerminalItIsRefusedInOneLine() throws {
        let workspace = try Self.workspace()
        let outcome = try workspace.attempt("audit", "list")
        #expect(outcome.status == .exited(1))
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("--passphrase-fd"))
        // What takes no key goes on.
        #expect(try workspace.attempt("status").status == .exited(0))
        // The log is checked all the same, and it is said why nobody's key was held against it.
        let verified = try workspace.attempt("audit", "verify")
        #expect(verified.status == .exited(0))
        #expect(verified.output.contains("not held against it: these keys are behind a passphrase"))
        #expect(!verified.output.contains("you have none"))
        #expect(try workspace.attempt("doctor").output.contains("behind a passphrase"))
    }

    @Test func aScriptGivesItOnADescriptor() throws {
        let workspace = try Self.workspace()
        let good = Self.phrase + "\n"
        #expect(
            try scripted(workspace, good, "audit list --passphrase-fd 3").status == .exited(0))
        workspace.environment["EARSHOT_PASSPHRASE_FD"] = "3"
        #expect(try scripted(workspace, good, "audit list").status == .exited(0))
        let wrong = try scripted(workspace, "something else\n", "audit list")
        #expect(wrong.status == .exited(1) && !wrong.errors.contains("something"))
        #expect(try scripted(workspace, "", "audit list").errors.contains("nothing came"))
        workspace.environment["EARSHOT_PASSPHRASE_FD"] = "77"
        #expect(try scripted(workspace, good, "audit list").errors.contains("cannot be read"))
    }

    @Test func itIsChangedAndTakenOff() throws {
        let workspace = try Self.workspace()
        workspace.environment["EARSHOT_PASSPHRASE_FD"] = "3"
        let next = "other words, as long"
        let change = try scripted(workspace, "\(Self.phrase)\n\(next)\n", "person passphrase")
        #expect(change.status == .exited(0), "\(change.errors)")
        #expect(try scripted(workspace, Self.phrase + "\n", "audit list").status == .exited(1))
        let short = try scripted(workspace, "\(next)\nshort\n", "person passphrase")
        #expect(short.status == .exited(1) && short.errors.contains("12 characters"))
        let remove = "person passphrase --remove"
        #expect(try scripted(workspace, next + "\n", remove).status == .exited(0))
        workspace.environment["EARSHOT_PASSPHRASE_FD"] = nil
        try workspace.run("audit", "list")
        #expect(
            try workspace.attempt("person", "passphrase", "--remove").errors.contains("no pass"))
    }

    @Test func initAndAddOfferOne() throws {
        let workspace = try TestWorkspace()
        workspace.environment["EARSHOT_PASSPHRASE_FD"] = "3"
        let made = try scripted(workspace, Self.phrase + "\n", "init --passphrase")
        #expect(made.status == .exited(0), "\(made.errors)")
        let other = "the words of somebody else"
        let added = try scripted(
            workspace, "\(Self.phrase)\n\(other)\n", "person add bo --passphrase")
        #expect(added.status == .exited(0), "\(added.errors)")
        workspace.environment["EARSHOT_PERSON"] = "bo"
        #expect(try scripted(workspace, Self.phrase + "\n", "review").status == .exited(1))
        // A reviewer may not read the log; that they were asked is what shows.
        #expect(try scripted(workspace, other + "\n", "audit list").errors.contains("role"))
    }
}
