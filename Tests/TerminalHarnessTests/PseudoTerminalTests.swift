// The harness against programs everyone knows.

import Glibc
import TerminalHarness
import Testing

private func shell(
    _ script: String, size: TerminalSize = .standard, environment: [String: String] = [:]
) throws -> PseudoTerminal {
    try PseudoTerminal(
        ProgramCall(
            "bash", ["--norc", "--noprofile", "-c", script], environment: environment,
            directory: "/"),
        size: size)
}

@Suite struct PseudoTerminalTests {
    @Test func whatIsTypedComesBack() throws {
        let terminal = try PseudoTerminal(ProgramCall("cat"))
        try terminal.send("hello")
        try terminal.send(.enter)
        try terminal.waitUntil("the echo and the line") {
            $0.line(0) == "hello" && $0.line(1) == "hello"
        }
        #expect(terminal.screen.cursor == (0, 2))
        try terminal.send(.control("d"))
        #expect(try terminal.wait() == .exited(0))
        #expect(String(decoding: terminal.output, as: UTF8.self) == "hello\r\nhello\r\n")
    }

    @Test func exitsAreTold() throws {
        #expect(try shell("exit 3").wait() == .exited(3))
        #expect(try shell("kill -SEGV $$").wait() == .signaled(SIGSEGV))
        let terminal = try shell("echo ready; exec cat")
        try terminal.waitFor("ready")
        terminal.process.kill(SIGKILL)
        #expect(try terminal.wait() == .signaled(SIGKILL))
        #expect(!terminal.process.isRunning)
        #expect(throws: HarnessFailure.self) { try terminal.process.usage() }
    }

    @Test func whatCannotBeStartedSaysWhy() throws {
        let failure = #expect(throws: HarnessFailure.self) {
            try PseudoTerminal(ProgramCall("/no/such/program"))
        }
        #expect(failure?.description.contains("No such file") == true)
        #expect(throws: HarnessFailure.self) {
            try PseudoTerminal(ProgramCall("cat", directory: "/no/such/folder"))
        }
    }

    @Test func aWaitInVainShowsTheScreen() throws {
        let terminal = try shell("echo so far; exit")
        let failure = #expect(throws: HarnessFailure.self) { try terminal.waitFor("never") }
        #expect(failure?.description.contains("|so far") == true)
        #expect(failure?.description.contains("has ended") == true)
        #expect(failure?.description.contains("PseudoTerminalTests.swift") == true)
        let idle = try PseudoTerminal(ProgramCall("cat"))
        #expect(throws: HarnessFailure.self) { try idle.waitFor("x", timeout: .milliseconds(1)) }
        #expect(throws: HarnessFailure.self) { try idle.process.wait(timeout: .zero) }
    }

    @Test func programsStartWithACleanSlate() throws {
        // A blocked signal, an ignored one and an open descriptor in the process of the tests.
        let file = open("/dev/null", O_RDONLY)
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR1)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        signal(SIGPIPE, SIG_IGN)
        defer {
            pthread_sigmask(SIG_SETMASK, &before, nil)
            close(file)
        }
        let terminal = try shell(
            "grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd | tr '\\n' ' '")
        #expect(try terminal.wait() == .exited(0))
        #expect(terminal.screen.line(0).hasSuffix("0000000000000000"))
        #expect(terminal.screen.line(1).hasSuffix("0000000000000000"))
        // Descriptor 3 is the folder that ls reads.
        #expect(terminal.screen.line(2) == "0 1 2 3")
    }

    @Test func surroundingsAreOnlyThoseGiven() throws {
        setenv("EARSHOT_HARNESS_LEAK", "1", 1)
        let terminal = try shell(
            "env | sort; pwd", environment: ["GIVEN": "yes", "LANG": "ro_RO.UTF-8"])
        #expect(try terminal.wait() == .exited(0))
        #expect(terminal.screen.lines.contains("/"))
        #expect(terminal.screen.contains("GIVEN=yes"))
        #expect(terminal.screen.contains("TERM=xterm-256color"))
        #expect(terminal.screen.contains("LANG=ro_RO.UTF-8"))
        #expect(!terminal.screen.contains("EARSHOT_HARNESS_LEAK"))
    }

    @Test func sizesArriveAndChange() throws {
        let size = TerminalSize(columns: 40, rows: 10)
        let terminal = try shell(
            "trap 'stty size' WINCH; stty size; until read -r -t 0.1 l; do :; done; trap - WINCH; "
                + "while read -r line; do stty size; done", size: size)
        try terminal.waitFor("10 40")
        // The signal alone is enough.
        try terminal.resize(TerminalSize(columns: 132, rows: 50))
        try terminal.waitFor("50 132")
        try terminal.send(.enter)
        try terminal.resize(TerminalSize(columns: 1, rows: 1))
        try terminal.resize(TerminalSize(columns: 61, rows: 7))
        try terminal.send(.enter)
        try terminal.waitFor("7 61")
    }

    @Test func aLongPasteDoesNotLockBothSides() throws {
        let terminal = try shell("stty raw -echo; echo ready; head -c 200000 | cat; printf DONE")
        try terminal.waitFor("ready")
        try terminal.send([UInt8](repeating: UInt8(ascii: "x"), count: 200_000))
        try terminal.waitFor("DONE")
        #expect(terminal.output.count { $0 == UInt8(ascii: "x") } == 200_000)
    }

    @Test func aClosedTerminalHangsUp() throws {
        let folder = try TemporaryFolder()
        let mark = folder.file("hung-up")
        let terminal = try shell(
            "trap 'touch \(mark); exit 7' HUP; echo ready; while :; do read -r l; done")
        try terminal.waitFor("ready")
        terminal.hangUp()
        #expect(try terminal.wait() == .exited(7))
        #expect(access(mark, F_OK) == 0)
    }

    @Test func jobsAreSuspendedAndResumed() throws {
        let terminal = try PseudoTerminal(.jobs("cat; echo back $?; fg; echo end"))
        try terminal.send("one")
        try terminal.send(.enter)
        try terminal.waitUntil("cat's echo") { $0.line(1) == "one" }
        try terminal.send(.control("z"))
        try terminal.waitFor("back 148")
        try terminal.waitUntil("cat in front again") { $0.lines.contains("cat") }
        try terminal.send("two")
        try terminal.send(.enter)
        try terminal.waitUntil("cat's second echo") {
            $0.lines.count { $0.hasSuffix("two") } == 2
        }
        try terminal.send(.control("d"))
        try terminal.waitFor("end")
        #expect(try terminal.wait() == .exited(0))
    }

    @Test func productsAreFoundBesideTheTests() throws {
        let own = try #require(CommandLine.arguments.first?.split(separator: "/").last)
        let call = try? ProgramCall.built(String(own))
        #expect(call?.executable.hasPrefix("/") == true)
        #expect(throws: HarnessFailure.self) { try ProgramCall.built("no-such-product") }
    }

    @Test func usageIsReadable() throws {
        let terminal = try shell(
            "i=0; while ((i < 200000)); do ((i++)); done; echo done; read -r l")
        try terminal.waitFor("done")
        let usage = try terminal.process.usage()
        #expect(usage.residentBytes > 100_000)
        #expect(usage.processorTime > .zero)
        #expect(usage.threads == 1)
        #expect(usage.openDescriptors >= 3)
    }
}

@Suite struct VirtualScreenTests {
    @Test func wideTextKeepsTheGrid() throws {
        let terminal = try shell("printf '漢字|\\n👍|\\ne\\u0301|\\nनमस्ते|\\n'")
        #expect(try terminal.wait() == .exited(0))
        let screen = terminal.screen
        #expect(screen.line(0) == "漢字|")
        #expect(screen.cell(column: 0, row: 0).width == 2)
        #expect(screen.cell(column: 1, row: 0).text.isEmpty)
        #expect(screen.find("|")?.column == 4)
        #expect(screen.cell(column: 2, row: 1).text == "|")
        #expect(screen.line(2) == "e\u{301}|")
        #expect(screen.cell(column: 1, row: 2).text == "|")
        #expect(screen.line(3) == "नमस्ते|")
        #expect(screen.find("नमस्ते")?.row == 3)
        #expect(screen.find("absent") == nil)
    }

    @Test func looksAreSeen() throws {
        let screen = try VirtualScreen(size: TerminalSize(columns: 20, rows: 3))
        _ = screen.write(
            Array(
                "\u{1B}[1;31ma\u{1B}[0;7mb\u{1B}[0;38;5;200;48;2;1;2;3mc\u{1B}[0;3;4md\u{1B}[me"
                    .utf8))
        let cells = (0..<6).map { screen.cell(column: $0, row: 0) }
        #expect(cells[0].bold && cells[0].foreground == .indexed(1))
        #expect(cells[1].reverse && !cells[1].bold)
        #expect(cells[2].foreground == .indexed(200) && cells[2].background == .rgb(1, 2, 3))
        #expect(cells[3].italic && cells[3].underline)
        #expect(cells[4].foreground == .terminal && cells[4].background == .terminal)
        #expect(cells[5].text == " ")
        #expect(screen.cell(column: 99, row: 99).text == " ")
        #expect(screen.text == "abcde")
    }

    @Test func modesAreSeenOnAndOff() throws {
        let terminal = try shell(
            "printf 'x\\e[?1049h\\e[?25l\\e[?1006h\\e[?1002h\\e[?2004h\\e]2;hi\\a\\ayz'; read -r l; printf '\\e[?2004l\\e[?1002l\\e[?25h\\e[?1049l'"
        )
        try terminal.waitFor("yz")
        let on = terminal.screen.modes
        #expect(on.alternateScreen && on.mouse && on.bracketedPaste && !on.cursorVisible)
        #expect(terminal.screen.title == "hi")
        #expect(terminal.screen.bells == 1)
        try terminal.send(.enter)
        #expect(try terminal.wait() == .exited(0))
        #expect(terminal.screen.modes == .plain)
        #expect(terminal.screen.text.hasPrefix("x"))
    }

    @Test func queriesAreAnswered() throws {
        let terminal = try shell(
            "stty raw -echo; printf 'ab\\e[6n'; IFS= read -r -d R reply; stty sane; printf '%q\\n' \"$reply\""
        )
        try terminal.waitFor("1;3")
    }

    @Test func lineSettingsTellSaneFromRaw() throws {
        let terminal = try shell("stty raw -echo; printf raw; read -r l; kill -KILL $$")
        try terminal.waitFor("raw")
        #expect(try !terminal.lineSettings().isSane)
        #expect(try !terminal.lineSettings().echoes)
        try terminal.send("\n")
        #expect(try terminal.wait() == .signaled(SIGKILL))
        // Nobody put it back: that must show.
        #expect(try !terminal.lineSettings().isSane)
        let polite = try shell("stty raw -echo; stty sane")
        #expect(try polite.wait() == .exited(0))
        #expect(try polite.lineSettings().isSane)
    }

    @Test(arguments: [
        (KeyBytes.up, "^[[A"), (.function(1), "^[OP"), (.function(12), "^[[24~"),
        (.cursor("C", [.control]), "^[[1;5C"), (.alt("b"), "^[b"), (.backspace, "^?"),
        (.paste("a\nb"), "^[[200~a^Mb^[[201~"), (.mouse(column: 3, row: 1), "^[[<0;4;2M"),
        (.shiftTab, "^[[Z"), (.control("w"), "^W"),
    ])
    func keysTravelAsXtermSendsThem(key: KeyBytes, shown: String) throws {
        let terminal = try shell("stty raw -echo; printf 'go\\r\\n'; exec cat -v")
        try terminal.waitFor("go")
        try terminal.send(key)
        try terminal.waitUntil("the key's bytes") { $0.line(1) == shown }
    }
}
