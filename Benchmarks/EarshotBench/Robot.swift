// A reviewer made of keys: the real program on a real pseudo-terminal.
import Foundation
import TerminalHarness

/// The desk as a person has it before them.
final class Robot {
    /// What followed a key.
    struct Answer {
        /// From the key's write to the first and to the last byte of the redrawn screen.
        let first: Duration
        let last: Duration
        let bytes: Int
    }

    static let size = TerminalSize(columns: 120, rows: 40)

    let terminal: PseudoTerminal
    let started: ContinuousClock.Instant
    /// The clip that was submitted last.
    private var before: String?

    /// Starts the desk on the site's queue.
    init(_ site: Site, queue: String = Site.queue, _ environment: [String: String] = [:]) throws {
        var environment = environment
        environment["COLORTERM"] = "truecolor"
        let call = site.call(["review", "--queue", queue], environment)
        started = .now
        terminal = try PseudoTerminal(call, size: Self.size)
    }

    deinit {
        terminal.process.kill(SIGTERM)
        _ = try? terminal.wait(timeout: .seconds(5))
    }

    private var screen: VirtualScreen { terminal.screen }

    /// The short name of the clip on the desk.
    var clip: String? {
        screen.line(0).split(separator: " ").drop { $0 != "clip" }.dropFirst().first
            .map(String.init)
    }

    /// Waits for the first picture that shows a clip; answers how long after the start its last
    /// byte came.
    func firstFrame() throws -> Duration {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            guard let output = terminal.nextOutput(within: .seconds(20)) else { break }
            if clip != nil { return output.at - started }
        }
        throw BenchFailure("the desk did not open\n\(terminal.picture)")
    }

    /// Waits until the clip on the desk was heard to its end and those ahead are there.
    func hearOut(ahead: Int = 2) throws {
        // While sound moves the playhead, something is drawn every 33 ms.
        settle(.milliseconds(100))
        try terminal.waitUntil("a clip heard to its end") { screen in
            screen.line(0).contains("ahead \(ahead)") && screen.contains("heard 100 %")
        }
    }

    /// Waits until nothing was drawn for a while.
    func settle(_ quiet: Duration) {
        while terminal.nextOutput(within: quiet) != nil {}
    }

    /// Takes in what is drawn for so long.
    func watch(for time: Duration) {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            _ = terminal.nextOutput(within: end - ContinuousClock.now)
        }
    }

    /// Presses a key and times the picture that follows.
    func answer(to key: KeyBytes) throws -> Answer {
        terminal.drain()
        let pressed = ContinuousClock.now
        try terminal.press(key)
        guard let first = terminal.nextOutput(within: .seconds(5)) else {
            throw BenchFailure("nothing was drawn after a key\n\(terminal.picture)")
        }
        var last = first.at
        var bytes = first.bytes
        // A picture may come in several writes, close behind each other.
        while let more = terminal.nextOutput(within: .milliseconds(3)) {
            last = more.at
            bytes += more.bytes
        }
        return Answer(first: first.at - pressed, last: last - pressed, bytes: bytes)
    }

    /// Submits the clip on the desk; answers when the key was pressed.
    @discardableResult
    func submit() throws -> ContinuousClock.Instant {
        before = clip
        let pressed = ContinuousClock.now
        try terminal.press(.enter)
        return pressed
    }

    /// Waits until another clip than the submitted one is on the desk.
    func waitForNext() throws {
        try terminal.waitUntil("the next clip") { _ in clip != nil && clip != before }
    }

    /// Submits as soon as the desk allows it: what is refused as not heard is offered again.
    func submitInHaste() throws {
        let before = clip
        let deadline = ContinuousClock.now + .seconds(20)
        while clip == before {
            guard ContinuousClock.now < deadline else {
                throw BenchFailure("the clip was not taken\n\(terminal.picture)")
            }
            if screen.contains("heard 100 %") { try terminal.press(.enter) }
            while clip == before, terminal.nextOutput(within: .milliseconds(30)) != nil {}
        }
    }
}
