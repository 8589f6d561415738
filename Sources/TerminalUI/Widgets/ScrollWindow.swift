// Which part of something longer than its room is shown.

/// A window of `height` rows over `count` rows.
public struct ScrollWindow: Sendable, Equatable {
    public private(set) var top: Int
    public let height: Int
    public let count: Int

    /// `top` is moved to where the window is full, or at the beginning.
    public init(top: Int = 0, height: Int, count: Int) {
        self.height = max(0, height)
        self.count = max(0, count)
        self.top = min(max(0, top), max(0, self.count - self.height))
    }

    public var rows: Range<Int> { top..<min(count, top + height) }
    public var isAll: Bool { count <= height }

    /// The window moved as little as needed to show `row`, with `margin` rows around it.
    public func showing(_ row: Int, margin: Int = 0) -> ScrollWindow {
        let margin = min(max(0, margin), max(0, (height - 1) / 2))
        var top = self.top
        if row - margin < top { top = row - margin }
        if row + margin >= top + height { top = row + margin - height + 1 }
        return ScrollWindow(top: top, height: height, count: count)
    }

    public func moved(by rows: Int) -> ScrollWindow {
        ScrollWindow(top: top + rows, height: height, count: count)
    }
}

/// The bar beside something that scrolls; empty where all is shown.
public struct Scrollbar: Widget {
    public let window: ScrollWindow
    public var ground: StyleRole

    public init(_ window: ScrollWindow, ground: StyleRole = .text) {
        self.window = window
        self.ground = ground
    }

    /// Draws in the last column of `rect`.
    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !window.isAll, rect.height > 0, rect.width > 0 else { return }
        let thumb = max(1, rect.height * window.height / window.count)
        let travel = rect.height - thumb
        let hidden = window.count - window.height
        // Only the very ends of the list put the thumb at the very ends of the bar.
        var offset = travel * window.top / hidden
        if window.top > 0 && offset == 0 && travel > 1 { offset = 1 }
        if window.top < hidden && offset == travel && travel > 1 { offset = travel - 1 }
        canvas.fill(
            Rect(x: rect.maxX - 1, y: rect.y + offset, width: 1, height: thumb),
            with: theme.glyphs == .unicode ? "┃" : "#", style: theme.style(.dim, on: ground))
    }
}
