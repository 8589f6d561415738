// What was cut last, newest first, for yank.

/// A few killed texts. It belongs to one editor, so nothing of a clip reaches the next one.
struct KillRing: Sendable, Equatable {
    private var entries: [String] = []
    private var turn = 0

    private static let most = 16

    /// The text that yank inserts.
    var current: String? { entries.isEmpty ? nil : entries[turn] }

    enum Side { case before, after }

    /// Keeps `text`; with `joining` it grows the newest entry on the side it was cut from.
    mutating func keep(_ text: String, joining side: Side?) {
        guard !text.isEmpty else { return }
        turn = 0
        switch (side, entries.isEmpty) {
        case (.before, false): entries[0] = text + entries[0]
        case (.after, false): entries[0] += text
        default:
            entries.insert(text, at: 0)
            if entries.count > Self.most { entries.removeLast() }
        }
    }

    /// Turns to the entry before the current one, round to the newest.
    mutating func rotate() {
        if !entries.isEmpty { turn = (turn + 1) % entries.count }
    }

    mutating func rewind() { turn = 0 }
}
