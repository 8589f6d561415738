// Which line of a list is chosen and which lines are shown; it scrolls no more than it must.

/// A way through a list.
public enum ListMotion: String, Hashable, Sendable, CaseIterable {
    case up, down, pageUp, pageDown, first, last
}

/// Selection and scroll offset of a list. The lines stay where they are under the eyes until
/// the selection would leave the window; then they move by as little as brings it back.
public struct ListState: Hashable, Sendable {
    public private(set) var count: Int
    /// The chosen line; `nil` exactly when the list is empty.
    public private(set) var selected: Int?
    /// The first line shown at the height of the last move.
    public private(set) var offset: Int

    public init(count: Int = 0) {
        self.count = max(0, count)
        selected = count > 0 ? 0 : nil
        offset = 0
    }

    /// Moves the selection; `height` is the number of lines shown. It stops at the ends.
    public mutating func move(_ motion: ListMotion, height: Int) {
        guard let selected else { return }
        let page = max(1, height - 1)
        switch motion {
        case .up: select(selected - 1, height: height)
        case .down: select(selected + 1, height: height)
        case .pageUp: select(selected - page, height: height)
        case .pageDown: select(selected + page, height: height)
        case .first: select(0, height: height)
        case .last: select(count - 1, height: height)
        }
    }

    /// Chooses a line (clamped) and brings it into the window.
    public mutating func select(_ index: Int, height: Int) {
        guard count > 0 else { return }
        selected = min(max(0, index), count - 1)
        offset = window(height: height).lowerBound
    }

    /// Takes note that the list has `count` lines now; the selection stays as near as it can.
    public mutating func setCount(_ count: Int) {
        self.count = max(0, count)
        selected = self.count == 0 ? nil : min(selected ?? 0, self.count - 1)
        offset = min(offset, max(0, self.count - 1))
    }

    /// The lines to show in `height` rows: a full window where there are enough, the selection
    /// inside, as near to `offset` as that allows. Safe to call with any height while drawing.
    public func window(height: Int) -> Range<Int> {
        guard height > 0, let selected else { return 0..<0 }
        var start = min(offset, max(0, count - height))
        if selected < start { start = selected }
        if selected >= start + height { start = selected - height + 1 }
        return start..<min(count, start + height)
    }
}
