// One cell of the screen: a grapheme cluster, its width, its look.

/// A cell of the canvas. A wide cluster owns its first cell; the next one is a continuation.
public struct Cell: Hashable, Sendable {
    /// The cluster shown, already known to survive the terminal; empty in a continuation.
    public var text: String
    public var style: Style

    public init(_ text: String = " ", style: Style = Style()) {
        self.text = text
        self.style = style
    }

    public var isContinuation: Bool { text.isEmpty }
}
