// Choosing one of many by typing a part of its name.

/// A query, the items that fit it, and the one chosen.
public struct PickerState<Item: Searchable>: Sendable, Equatable {
    public private(set) var query: LineEditor
    /// What fits the query, best first.
    public private(set) var ranked: [Ranked<Item>]
    /// Selection and scroll offset over `ranked`.
    public private(set) var list: ListState

    private var items: [Item]
    private var recent: [Item]

    /// `recent` holds items used lately, the latest first.
    public init(_ items: [Item], recent: [Item] = [], query: String = "") {
        self.items = items
        self.recent = recent
        self.query = LineEditor(query)
        ranked = FuzzyMatcher.rank(query, items, recentFirst: recent)
        list = ListState(count: ranked.count)
    }

    /// The chosen item; `nil` when nothing fits.
    public var selected: Item? { list.selected.map { ranked[$0].item } }

    /// Edits the query. When its text changes, the best fit becomes the choice.
    public mutating func apply(_ command: EditCommand) {
        let before = query.revision
        query.apply(command)
        guard query.revision != before else { return }
        ranked = FuzzyMatcher.rank(query.text, items, recentFirst: recent)
        list = ListState(count: ranked.count)
    }

    public mutating func setCaret(_ offset: Int) {
        query.setCaret(offset)
    }

    /// Moves the choice; `height` is the number of lines shown.
    public mutating func move(_ motion: ListMotion, height: Int) {
        list.move(motion, height: height)
    }

    /// Chooses the line of `ranked` at `index`, as a click does.
    public mutating func select(_ index: Int, height: Int) {
        list.select(index, height: height)
    }

    /// Exchanges the items under the hand; the chosen item stays chosen if it still fits.
    public mutating func setItems(_ items: [Item], recent: [Item]? = nil, height: Int) {
        let chosen = selected
        self.items = items
        self.recent = recent ?? self.recent
        ranked = FuzzyMatcher.rank(query.text, items, recentFirst: self.recent)
        list.setCount(ranked.count)
        if let chosen, let index = ranked.firstIndex(where: { $0.item == chosen }) {
            list.select(index, height: height)
        }
    }
}
