// The desk on a full screen: keys to its engine, its state to cells.
import Foundation
import Screens
import TerminalUI

/// The review desk on a terminal. Stays on the thread that made it.
public final class DeskProgram {
    let engine: DeskEngine
    private let screen: DeskScreen
    private let loop: ScreenLoop

    var state: DeskState { engine.state }

    init(engine: DeskEngine, screen: DeskScreen, terminal: Terminal, signals: SignalPipe) {
        self.engine = engine
        self.screen = screen
        loop = ScreenLoop(terminal: terminal, signals: signals)
    }

    /// Runs until the reviewer leaves or the terminal goes. Gives the terminal back in any case.
    public func run() -> DeskEnding {
        loop.run(self)
        return engine.ending ?? .left
    }
}

extension DeskProgram: LoopedScreen {
    var isOver: Bool { engine.ending != nil }

    var descriptors: [Int32] {
        [engine.mailbox.descriptor, engine.newsDescriptor].compactMap(\.self)
    }

    var nextDeadline: UInt64? { engine.nextDeadline }

    func begin(_ front: ScreenFront) {
        engine.front = front
        engine.begin()
    }

    func beginRound() -> Bool { engine.notePlayback() }

    func take(_ event: InputEvent) -> Bool {
        guard let action = screen.action(for: event, in: state) else { return false }
        engine.step(action)
        return true
    }

    func take(_ word: LoopWord) -> Bool {
        switch word {
        case .suspend: engine.step(.suspend)
        case .resumed: engine.step(.resumed)
        case .quit: engine.step(.quit)
        case .end: engine.endAtOnce(.ended)
        }
        return true
    }

    func take(readable: Set<Int32>) -> Bool {
        if let news = engine.newsDescriptor, readable.contains(news) { engine.takeNews() }
        let answered = readable.contains(engine.mailbox.descriptor) && engine.takeMessages()
        return engine.fireTimers() || answered
    }

    func frame() -> Frame { screen.frame(of: state) }

    func leave() { engine.leave() }
}
