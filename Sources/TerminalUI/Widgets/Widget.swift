// What draws itself into a rectangle of a canvas.

/// A value that knows how to draw itself; it never draws outside the rectangle given.
public protocol Widget: Sendable {
    func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme)
}

extension Canvas {
    public mutating func draw(_ widget: some Widget, in rect: Rect, theme: Theme) {
        widget.draw(on: &self, in: rect, theme: theme)
    }
}
