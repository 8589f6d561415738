// The port to a terminal: show frames, hand over what was typed. Live and test values exist.

/// A terminal in full-screen use. Not Sendable: it stays on the thread that opened it.
public struct Terminal {
    /// Current size in cells.
    public var size: () -> Size
    /// Shows a frame, sending only what changed since the last.
    public var present: (Frame) -> Void
    /// Everything typed since the last call; never blocks.
    public var readEvents: () -> [InputEvent]
    /// The descriptor to poll for input.
    public var inputDescriptor: Int32
    /// Milliseconds after which `readEvents` must be called again though nothing arrived (a
    /// lone Esc, half a character); `nil` when nothing is pending.
    public var pendingTimeout: () -> Int?
    /// Gives the screen back (job control) and takes it again.
    public var suspend: () -> Void
    public var resume: () -> Void
    /// Takes note of the window's new size after SIGWINCH; the event follows from `readEvents`.
    public var noteResize: () -> Void
    /// Forgets what is on the screen, so that the next frame is sent whole: for the moment when
    /// another program has written over it.
    public var repaint: () -> Void
    /// Gives the terminal back for good; safe to call twice.
    public var close: () -> Void
    /// Whether the terminal went away (closed window, lost connection): nothing more will come,
    /// and its descriptor must not be polled any longer.
    public var isGone: () -> Bool

    public init(
        size: @escaping () -> Size, present: @escaping (Frame) -> Void,
        readEvents: @escaping () -> [InputEvent], inputDescriptor: Int32,
        pendingTimeout: @escaping () -> Int?, suspend: @escaping () -> Void,
        resume: @escaping () -> Void, noteResize: @escaping () -> Void,
        repaint: @escaping () -> Void, close: @escaping () -> Void,
        isGone: @escaping () -> Bool = { false }
    ) {
        self.size = size
        self.present = present
        self.readEvents = readEvents
        self.inputDescriptor = inputDescriptor
        self.pendingTimeout = pendingTimeout
        self.suspend = suspend
        self.resume = resume
        self.noteResize = noteResize
        self.repaint = repaint
        self.close = close
        self.isGone = isGone
    }
}
