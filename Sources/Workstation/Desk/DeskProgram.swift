// The desk on a full screen: one thread that waits, steps the state and draws.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import TerminalUI

/// The review desk on a terminal. Owns the terminal; lives on the thread that made it, and sleeps
/// in `poll(2)` whenever there is nothing to do.
public final class DeskProgram {
    let engine: DeskEngine
    private let terminal: Terminal
    private let screen: DeskScreen
    private let signals: SignalPipe
    private var needsDrawing = true

    var state: DeskState { engine.state }

    init(engine: DeskEngine, screen: DeskScreen, terminal: Terminal, signals: SignalPipe) {
        self.engine = engine
        self.terminal = terminal
        self.screen = screen
        self.signals = signals
    }

    /// Runs until the reviewer leaves or the terminal goes. Gives the terminal back in any case.
    public func run() -> DeskEnding {
        defer { terminal.close() }
        engine.front = DeskEngine.Front(
            suspend: { [unowned self] in suspend() },
            repaint: { [unowned self] in terminal.repaint() })
        engine.begin()
        while engine.ending == nil {
            draw()
            let (readable, gone) = waitForInput(
                on: [
                    terminal.inputDescriptor, signals.descriptor, engine.mailbox.descriptor,
                    engine.newsDescriptor,
                ].compactMap(\.self),
                until: nextDeadline())
            take(readable, gone)
        }
        engine.leave()
        return engine.ending ?? .left
    }

    /// One round: signals first, then keys, then answers, then timers. What came together is
    /// drawn together.
    private func take(_ readable: Set<Int32>, _ gone: Set<Int32>) {
        note(engine.notePlayback())
        if readable.contains(signals.descriptor) { signals.drain().forEach(take) }
        for event in terminal.readEvents() {
            if let action = screen.action(for: event, in: state) { step(action) }
        }
        if terminal.isGone() || gone.contains(terminal.inputDescriptor) {
            return engine.endAtOnce(.ended)
        }
        if let news = engine.newsDescriptor, readable.contains(news) { engine.takeNews() }
        if readable.contains(engine.mailbox.descriptor) { note(engine.takeMessages()) }
        note(engine.fireTimers())
    }

    private func nextDeadline() -> UInt64? {
        let keys = terminal.pendingTimeout().map { monotonicNow() + UInt64(max(0, $0)) * 1_000_000 }
        return [engine.nextDeadline, keys].compactMap(\.self).min()
    }

    private func step(_ action: DeskAction) {
        engine.step(action)
        note(true)
    }

    private func note(_ changed: Bool) {
        needsDrawing = needsDrawing || changed
    }

    private func draw() {
        guard needsDrawing else { return }
        needsDrawing = false
        terminal.present(screen.frame(of: state))
    }

    private func take(_ signal: SystemSignal) {
        switch signal {
        case .windowChanged:
            terminal.noteResize()
            needsDrawing = true
        case .stop: step(.suspend)
        case .proceed: break
        case .interrupt: step(.quit)
        case .hangUp, .terminate: engine.endAtOnce(.ended)
        }
    }

    private func suspend() {
        terminal.suspend()
        signals.stopProcess()
        terminal.resume()
        step(.resumed)
    }
}
