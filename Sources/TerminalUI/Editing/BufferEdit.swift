// Replacing text so that cluster borders stay right, and the record that takes it back.

/// One replacement that happened, enough to undo and redo it.
struct BufferEdit: Sendable, Equatable {
    /// Where the replaced clusters began.
    var offset: Int
    var removed: String
    var removedCount: Int
    var inserted: String
    var insertedCount: Int
    /// The caret's place behind what was inserted.
    var caret: Int

    var changesNothing: Bool { removed.utf8.elementsEqual(inserted.utf8) }
    /// Bytes kept for undo.
    var weight: Int { removed.utf8.count + inserted.utf8.count }
}

extension TextBuffer {
    /// Replaces `range` by `text`. A mark that was typed joins the cluster before it, and what
    /// stood apart may join when the text between goes: the seams are segmented anew.
    @discardableResult
    mutating func replace(_ range: Range<Int>, with text: String) -> BufferEdit {
        let range = clamped(range)
        let seam = Seam(self, range, Self.normalized(text))
        let old = seam.old
        let removed = self.text(in: old)
        splice(old, with: seam.clusters)
        return BufferEdit(
            offset: old.lowerBound, removed: removed, removedCount: old.count,
            inserted: String(seam.clusters), insertedCount: seam.clusters.count,
            caret: seam.caret)
    }

    mutating func undo(_ edit: BufferEdit) {
        splice(edit.offset..<edit.offset + edit.insertedCount, with: Array(edit.removed))
    }

    mutating func redo(_ edit: BufferEdit) {
        splice(edit.offset..<edit.offset + edit.removedCount, with: Array(edit.inserted))
    }
}

/// A replacement widened until it begins and ends at borders that hold, then cut down to what
/// truly changes.
private struct Seam {
    /// The clusters that go.
    private(set) var old: Range<Int>
    /// What comes instead.
    private(set) var clusters: ArraySlice<Character>
    private(set) var caret: Int

    /// One cluster to the left is context enough: no rule of segmentation looks past a border
    /// that held before. To the right a border may move along a run of flags, so the context
    /// doubles until it holds.
    init(_ buffer: TextBuffer, _ range: Range<Int>, _ text: String) {
        let left = max(0, range.lowerBound - 1)
        let head = buffer.text(in: left..<range.lowerBound)
        var reach = 1
        while true {
            let right = min(buffer.count, range.upperBound + reach)
            let tail = buffer.text(in: range.upperBound..<right)
            let joined = Array(head + text + tail)
            if right == buffer.count || Self.holds(joined.last, buffer[right]) {
                old = left..<right
                clusters = joined[...]
                caret = left + Self.countBefore(tail: tail.utf8.count, in: joined)
                break
            }
            reach *= 2
        }
        trim(buffer, to: range)
    }

    private static func holds(_ left: Character?, _ right: Character) -> Bool {
        guard let left else { return true }
        let joined = String(left) + String(right)
        return joined.first?.utf8.count == left.utf8.count
    }

    /// How many clusters do not lie wholly in the last `tail` bytes.
    private static func countBefore(tail: Int, in clusters: [Character]) -> Int {
        var rest = tail
        var index = clusters.count
        while index > 0, clusters[index - 1].utf8.count <= rest {
            rest -= clusters[index - 1].utf8.count
            index -= 1
        }
        return index
    }

    /// Drops context that came out as it went in.
    private mutating func trim(_ buffer: TextBuffer, to range: Range<Int>) {
        while old.upperBound > range.upperBound, let last = clusters.last,
            last.isIdentical(to: buffer[old.upperBound - 1])
        {
            clusters.removeLast()
            old = old.lowerBound..<old.upperBound - 1
        }
        while old.lowerBound < range.lowerBound, let first = clusters.first,
            first.isIdentical(to: buffer[old.lowerBound])
        {
            clusters.removeFirst()
            old = old.lowerBound + 1..<old.upperBound
        }
    }
}

extension Character {
    /// The same scalars, not merely canonically equivalent ones.
    fileprivate func isIdentical(to other: Character) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
