// A terminal without a person: keys come from a script, frames are kept.
import CEventLoop
import Foundation
import TerminalUI

/// A `Terminal` whose reviewer is a closure, asked after every frame which keys to press.
final class ScriptedTerminal {
    private(set) var lastFrame: Frame?
    private var waiting: [InputEvent] = []
    private let descriptor: Int32
    private let size: Size
    /// Asked after each frame; what it answers is typed.
    var reviewer: () -> [InputEvent] = { [] }

    init(size: Size) throws(SystemError) {
        self.size = size
        descriptor = earshot_wake_open()
        if descriptor < 0 { throw SystemError("open an event descriptor") }
    }

    deinit { close(descriptor) }

    var terminal: Terminal {
        Terminal(
            size: { self.size },
            present: { frame in
                self.lastFrame = frame
                self.waiting += self.reviewer()
                if !self.waiting.isEmpty { earshot_wake(self.descriptor) }
            },
            readEvents: {
                earshot_wake_clear(self.descriptor)
                defer { self.waiting = [] }
                return self.waiting
            },
            inputDescriptor: descriptor, pendingTimeout: { nil }, suspend: {}, resume: {},
            noteResize: {}, repaint: {}, close: {}, isGone: { false })
    }
}
