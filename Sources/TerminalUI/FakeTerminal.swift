// A terminal without a screen, for tests and the recorded demonstration.

/// Plays scripted events and keeps the frames it was shown. Stays on the thread that made it.
public final class FakeTerminal {
    public private(set) var frames: [Frame] = []
    public private(set) var isSuspended = false
    public private(set) var closeCount = 0
    public private(set) var repaintCount = 0
    public var size: Size
    /// What `pendingTimeout` answers, in milliseconds.
    public var pendingTimeout: Int?
    private var batches: [[InputEvent]]

    /// Each call of `readEvents` hands out the next batch; when all are out, none.
    public init(size: Size, batches: [[InputEvent]] = []) {
        self.size = size
        self.batches = batches
    }

    /// Queues events to be read together.
    public func feed(_ events: InputEvent...) {
        batches.append(events)
    }

    /// Queues key chords, each to be read on its own: `type("ctrl-x")`, or text one key at a time.
    public func type(_ text: String) {
        for character in text {
            let key: Key = character == "\n" ? .enter : .character(character)
            feed(.key(KeyChord(key)))
        }
    }

    /// Queues chords by their names, each to be read on its own.
    public func press(_ names: String...) throws(KeyNameError) {
        for name in names { feed(.key(try KeyChord(parsing: name))) }
    }

    /// Changes the window's size; the event is queued as a real terminal would.
    public func resize(to size: Size) {
        self.size = size
        feed(.resize(size))
    }

    public var isDrained: Bool { batches.isEmpty }
    public var lastFrame: Frame? { frames.last }

    /// The port that screens use.
    public var terminal: Terminal {
        Terminal(
            size: { self.size },
            present: { self.frames.append($0) },
            readEvents: { self.batches.isEmpty ? [] : self.batches.removeFirst() },
            inputDescriptor: -1,
            pendingTimeout: { self.pendingTimeout },
            suspend: { self.isSuspended = true },
            resume: { self.isSuspended = false },
            noteResize: {},
            repaint: { self.repaintCount += 1 },
            close: { self.closeCount += 1 })
    }
}
