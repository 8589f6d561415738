// The board on a full screen: keys to its engine, its state to cells.
import Foundation
import Screens
import TerminalUI

/// The supervisor's board on a terminal. Stays on the thread that made it.
public final class BoardProgram {
    let engine: BoardEngine
    private let input: BoardInput
    private let theme: Theme
    private let loop: ScreenLoop

    /// How often the loop woke.
    var rounds: Int { loop.rounds }

    init(
        engine: BoardEngine, commands: BoardCommandTable, theme: Theme, terminal: Terminal,
        signals: SignalPipe
    ) {
        self.engine = engine
        self.theme = theme
        input = BoardInput(table: commands)
        loop = ScreenLoop(terminal: terminal, signals: signals)
    }

    /// Runs until the supervisor leaves or the terminal goes.
    public func run() -> DeskEnding {
        loop.run(self)
        return engine.ending ?? .left
    }
}

extension BoardProgram: LoopedScreen {
    var isOver: Bool { engine.ending != nil }

    var descriptors: [Int32] {
        [engine.mailbox.descriptor, engine.newsDescriptor].compactMap(\.self)
    }

    var nextDeadline: UInt64? { engine.nextDeadline }

    func begin(_ front: ScreenFront) {
        engine.front = front
        engine.begin()
    }

    func take(_ event: InputEvent) -> Bool {
        guard let action = input.action(for: event, in: engine.state) else { return false }
        engine.step(action)
        return true
    }

    func take(_ word: LoopWord) -> Bool {
        switch word {
        case .suspend: engine.step(.suspend)
        case .resumed: engine.step(.resumed)
        case .quit: engine.step(.quit)
        case .end: engine.end(.ended)
        }
        return true
    }

    func take(readable: Set<Int32>) -> Bool {
        if let news = engine.newsDescriptor, readable.contains(news) { engine.takeNews() }
        let answered = readable.contains(engine.mailbox.descriptor) && engine.takeMessages()
        return engine.fireTimers() || answered
    }

    func frame() -> Frame { engine.state.view(theme: theme, commands: input.table) }

    func leave() { engine.leave() }
}
