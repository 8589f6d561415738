// One finished picture of the screen: cells and where the cursor stands.

/// What a view returns and a terminal presents.
public struct Frame: Sendable, Equatable {
    public var canvas: Canvas
    /// Where the terminal's cursor is shown; `nil` hides it.
    public var cursor: Point?

    public init(canvas: Canvas, cursor: Point? = nil) {
        self.canvas = canvas
        self.cursor = cursor
    }
}
