// The loop of a full screen: what it hands on, in which order, and when it draws.
import Foundation
import TerminalUI
import Testing

@testable import Workstation

/// A screen that writes down what it was handed, and leaves at `q`.
private final class Notebook: LoopedScreen {
    let mailbox: Mailbox<Int>
    var notes: [String] = []
    var isOver = false
    var nextDeadline: UInt64?
    var front = ScreenFront()
    private var gone = false

    init() throws { mailbox = try Mailbox() }

    var descriptors: [Int32] { [mailbox.descriptor] }

    func begin(_ front: ScreenFront) {
        self.front = front
        notes.append("begin")
    }

    func take(_ event: InputEvent) -> Bool {
        notes.append("\(event)")
        if event == .key(KeyChord(.character("q"))) { isOver = true }
        // Spaces mean nothing here, so nothing is to be drawn for them.
        return event != .key(KeyChord(.character(" ")))
    }

    func take(_ word: LoopWord) -> Bool {
        notes.append("\(word)")
        if word == .end { isOver = true }
        return true
    }

    func take(readable: Set<Int32>) -> Bool {
        guard readable.contains(mailbox.descriptor) else { return false }
        notes += mailbox.drain().map { "message \($0)" }
        return true
    }

    func frame() -> Frame {
        notes.append("frame")
        return Frame(canvas: Canvas(size: Size(width: 4, height: 1)))
    }

    func leave() { notes.append("leave") }
}

@Suite struct ScreenLoopTests {
    private func key(_ character: Character) -> InputEvent {
        .key(KeyChord(.character(character)))
    }

    /// Runs `screen` on a terminal whose person presses, after each frame, the next of `presses`.
    private func run(
        _ screen: Notebook, presses: [[InputEvent]], isGone: @escaping () -> Bool = { false }
    ) throws -> ScreenLoop {
        let scripted = try ScriptedTerminal(size: Size(width: 4, height: 1))
        var presses = presses
        scripted.reviewer = { presses.isEmpty ? [] : presses.removeFirst() }
        var terminal = scripted.terminal
        terminal.isGone = isGone
        terminal.close = { screen.notes.append("close") }
        let loop = ScreenLoop(terminal: terminal, signals: try Signals.quiet())
        loop.run(screen)
        return loop
    }

    @Test func whatCameTogetherIsDrawnOnceAndTheTerminalIsGivenBackLast() throws {
        let screen = try Notebook()
        screen.mailbox.post(7)
        _ = try run(screen, presses: [[key("a"), key("b")], [key("q")]])
        #expect(
            screen.notes == [
                "begin", "frame", "\(key("a"))", "\(key("b"))", "message 7", "frame",
                "\(key("q"))", "leave", "close",
            ])
    }

    @Test func nothingNewIsNotDrawnAndWakesNobody() throws {
        let screen = try Notebook()
        let loop = try run(screen, presses: [[key(" "), key("q")]])
        #expect(screen.notes.filter { $0 == "frame" }.count == 1)
        #expect(loop.rounds == 1)
    }

    @Test func aTerminalThatWentAwayEndsTheScreenAtOnce() throws {
        let screen = try Notebook()
        _ = try run(screen, presses: [[key("a")]], isGone: { true })
        #expect(screen.notes.suffix(3) == ["end", "leave", "close"])
    }
}
