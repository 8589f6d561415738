// A list in the order a query asks for: best fit first, then what was used lately.

/// Something a person finds by typing a part of its name.
public protocol Searchable: Hashable, Sendable {
    /// The text that queries are matched against and that is shown with the matches marked.
    var searchText: String { get }
}

extension String: Searchable {
    public var searchText: String { self }
}

/// An item that fits a query, and how.
public struct Ranked<Item: Searchable>: Hashable, Sendable {
    public var item: Item
    public var match: FuzzyMatch

    public init(item: Item, match: FuzzyMatch) {
        self.item = item
        self.match = match
    }
}

extension FuzzyMatcher {
    /// The items that fit `query`, best first. Among equals, and with an empty query, those in
    /// `recentFirst` come first in its order, and the rest keep the order they came in.
    public static func rank<Item: Searchable>(
        _ query: String, _ items: [Item], recentFirst: [Item] = []
    ) -> [Ranked<Item>] {
        let matcher = FuzzyMatcher(query)
        let recency = Dictionary(
            zip(recentFirst, 0...), uniquingKeysWith: { first, _ in first })
        let found = items.enumerated().compactMap { index, item in
            matcher.match(item.searchText).map { match in
                (index, recency[item] ?? Int.max, Ranked(item: item, match: match))
            }
        }
        return found.sorted { left, right in
            // Descending by score, ascending by the rest.
            (right.2.match.score, left.1, left.0) < (left.2.match.score, right.1, right.0)
        }.map(\.2)
    }
}
