// A screen on a terminal: one thread that waits, hands on what came, and draws once a round.
import Foundation
import TerminalUI

/// What stands behind a screen, as its loop sees it. Each `take` says whether there is something
/// new to draw.
protocol LoopedScreen: AnyObject {
    /// Whether the screen was left; the loop ends after the round in which it was.
    var isOver: Bool { get }
    /// What may wake the loop besides keys and signals, as of now.
    var descriptors: [Int32] { get }
    /// When the loop must wake though nothing came; monotonic, in nanoseconds.
    var nextDeadline: UInt64? { get }

    func begin(_ front: ScreenFront)
    /// Called first in every round, for what is read and not told.
    func beginRound() -> Bool
    func take(_ event: InputEvent) -> Bool
    func take(_ word: LoopWord) -> Bool
    /// Takes in what is readable of `descriptors`, and does what is due.
    func take(readable: Set<Int32>) -> Bool
    func frame() -> Frame
    /// Called once, when it is over and before the terminal is given back.
    func leave()
}

extension LoopedScreen {
    func beginRound() -> Bool { false }
}

/// What the system or the terminal said, as far as it concerns what stands behind a screen.
enum LoopWord: Equatable {
    /// The person wants the shell for a while; answered with `ScreenFront.suspend`, if at all.
    case suspend
    /// The screen is theirs again.
    case resumed
    /// Asked to leave, with time for questions.
    case quit
    /// The terminal is gone or the process must go: no time for questions.
    case end
}

/// What only the loop can do for what stands behind the screen.
struct ScreenFront {
    /// Gives the terminal back and stops the process until the shell continues it.
    var suspend: () -> Void = {}
    /// Sends the next frame whole.
    var repaint: () -> Void = {}
}

/// The loop of every full screen. Owns the terminal; lives on the thread that made it, and sleeps
/// in `poll(2)` whenever there is nothing to do.
final class ScreenLoop {
    private let terminal: Terminal
    private let signals: SignalPipe
    private var needsDrawing = true
    /// How often it woke, so that a test can tell a quiet screen from a busy one.
    private(set) var rounds = 0

    init(terminal: Terminal, signals: SignalPipe) {
        self.terminal = terminal
        self.signals = signals
    }

    /// Runs until the screen is left or the terminal goes. Gives the terminal back in any case.
    func run(_ screen: some LoopedScreen) {
        defer { terminal.close() }
        screen.begin(
            ScreenFront(
                suspend: { [unowned self, unowned screen] in suspend(screen) },
                repaint: { [unowned self] in terminal.repaint() }))
        while !screen.isOver {
            draw(screen)
            let (readable, gone) = waitForInput(
                on: [terminal.inputDescriptor, signals.descriptor] + screen.descriptors,
                until: nextDeadline(screen))
            rounds += 1
            take(readable, gone, for: screen)
        }
        screen.leave()
    }

    /// One round: signals first, then keys, then answers, then timers. What came together is
    /// drawn together.
    private func take(_ readable: Set<Int32>, _ gone: Set<Int32>, for screen: some LoopedScreen) {
        note(screen.beginRound())
        if readable.contains(signals.descriptor) {
            for signal in signals.drain() { take(signal, for: screen) }
        }
        for event in terminal.readEvents() { note(screen.take(event)) }
        if terminal.isGone() || gone.contains(terminal.inputDescriptor) {
            return note(screen.take(.end))
        }
        note(screen.take(readable: readable))
    }

    private func nextDeadline(_ screen: some LoopedScreen) -> UInt64? {
        let keys = terminal.pendingTimeout().map { monotonicNow() + UInt64(max(0, $0)) * 1_000_000 }
        return [screen.nextDeadline, keys].compactMap(\.self).min()
    }

    private func note(_ changed: Bool) {
        needsDrawing = needsDrawing || changed
    }

    private func draw(_ screen: some LoopedScreen) {
        guard needsDrawing else { return }
        needsDrawing = false
        terminal.present(screen.frame())
    }

    private func take(_ signal: SystemSignal, for screen: some LoopedScreen) {
        switch signal {
        case .windowChanged:
            terminal.noteResize()
            needsDrawing = true
        case .stop: note(screen.take(.suspend))
        case .proceed: break
        case .interrupt: note(screen.take(.quit))
        case .hangUp, .terminate: note(screen.take(.end))
        }
    }

    private func suspend(_ screen: some LoopedScreen) {
        terminal.suspend()
        signals.stopProcess()
        terminal.resume()
        note(screen.take(.resumed))
    }
}
