// Commands that are told: what they get, what they do not, and that they end.
import Foundation
import Notify
import ReviewCore
import TerminalHarness
import Testing

@Suite struct CommandHookTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func shell(_ script: String) throws -> NoticeChannel {
        .command(try CommandHook(["/bin/sh", "-c", script, "hook", folder.path]))
    }

    private func written(_ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    @Test func theWholeMessageIsOnStandardInput() throws {
        #expect(Notices.failure(try shell("cat > $1/told")) == nil)
        let told = try written("told")
        #expect(told.hasSuffix("}\n"))
        let read = try JSONDecoder().decode(NoticeMessage.self, from: Data(told.utf8))
        #expect(read == Notices.message())
    }

    @Test func argumentsReachItAsTheyAre() throws {
        let words = ["$HOME", "a b", "; touch \(folder.file("made"))", "'"]
        let hook = try CommandHook(
            ["/bin/sh", "-c", "printf '%s|' \"$@\" > $0", folder.file("words")] + words)
        #expect(Notices.failure(.command(hook)) == nil)
        #expect(try written("words") == words.map { $0 + "|" }.joined())
        #expect(!FileManager.default.fileExists(atPath: folder.file("made")))
    }

    @Test func nothingOfOursIsLeftInIt() throws {
        // A descriptor that anything started would inherit, and a signal that it would not get.
        let open = dup(STDERR_FILENO)
        defer { close(open) }
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let script = """
            test -e /proc/$$/fd/\(open) && echo open
            grep -E 'SigBlk|SigIgn' /proc/self/status
            cut -d ' ' -f 5 /proc/$$/stat
            echo $$
            pwd
            """
        #expect(Notices.failure(try shell("{ \(script); } > $1/state")) == nil)
        let lines = try written("state").split(separator: "\n")
        try #require(lines.count == 5, "\(lines)")
        #expect(lines[0].hasSuffix("0000000000000000") && lines[1].hasSuffix("0000000000000000"))
        #expect(lines[2] == lines[3], "it leads no group of its own")
        #expect(lines[4] == "/")
    }

    @Test(arguments: [
        ("exit 3", SendFailure.exit(3)), ("kill -9 $$", .signal(9)), ("exit 0", nil),
        // More than anybody would keep; nobody reads it.
        ("head -c 50000000 /dev/zero; echo sad >&2; exit 7", .exit(7)),
    ])
    func itsEndIsTheAnswer(script: String, failure: SendFailure?) throws {
        #expect(Notices.failure(try shell(script)) == failure)
    }

    @Test func whatCannotBeStartedSaysSo() throws {
        let missing = try CommandHook([folder.file("missing")])
        #expect(Notices.failure(.command(missing)) == .cannotStart(folder.file("missing"), ENOENT))
        let plain = try CommandHook([folder.write("plain", "exit 0\n".utf8)])
        #expect(Notices.failure(.command(plain)) == .cannotStart(folder.file("plain"), EACCES))
    }

    /// A pipe whose other end is open as long as anything that was started with it runs.
    private func fifo() throws -> (path: String, waitForAll: () -> Bool) {
        let path = folder.file("running")
        try #require(mkfifo(path, 0o600) == 0)
        let end = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        return (
            path,
            {
                var watched = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
                let over = poll(&watched, 1, 20_000) == 1 && watched.revents & Int16(POLLHUP) != 0
                close(end)
                return over
            }
        )
    }

    @Test(arguments: ["exec sleep 600", "trap '' TERM; while :; do sleep 1; done", "yes"])
    func whatHangsIsEnded(script: String) throws {
        let (path, isOver) = try fifo()
        let channel = try shell("exec 9> \(path); \(script)")
        #expect(Notices.failure(channel, within: 0.2) == .timedOut)
        #expect(isOver())
    }

    @Test func whatItLeavesRunningEndsWithIt() throws {
        let (path, isOver) = try fifo()
        #expect(Notices.failure(try shell("exec 9> \(path); sleep 600 & exit 0")) == nil)
        #expect(isOver())
    }

    @Test func whatNobodyWaitsForAnyLongerIsEnded() throws {
        let (path, isOver) = try fifo()
        let channel = try shell("exec 9> \(path); exec sleep 600")
        let sender = Notices.sender(within: 600)
        Thread.detachNewThread {
            // Opens once the command has opened its end.
            let end = open(path, O_RDONLY | O_CLOEXEC)
            sender.halt()
            close(end)
        }
        #expect(throws: SendFailure.halted) { try sender.send(Notices.message(), by: channel) }
        #expect(isOver())
        // Said before one begins, it is heard all the same.
        let late = try shell("exec sleep 600")
        #expect(throws: SendFailure.halted) { try sender.send(Notices.message(), by: late) }
    }

    @Test(arguments: [[], ["notify"], ["./notify"], [""], ["/bin/a\0b"]])
    func onlyAnAbsolutePathIsACommand(arguments: [String]) {
        #expect(throws: ChannelFault.self) { try CommandHook(arguments) }
    }
}
