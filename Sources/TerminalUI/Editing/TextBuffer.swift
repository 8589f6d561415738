// The text being edited: grapheme clusters in chunks, so that a key costs the same in a long text.

/// Text addressed by grapheme offset. Every offset in `0...count` is a place for a caret.
///
/// Clusters live in chunks of bounded size: an insertion touches one chunk, and a copy of the
/// value shares all chunks that were not touched. Offsets out of range are clamped. Line ends
/// are `\n` only; `\r\n` and `\r` become `\n` on the way in.
public struct TextBuffer: Sendable {
    /// The number of grapheme clusters.
    public private(set) var count: Int
    /// Never empty; no chunk but a lone one is empty.
    private var chunks: [[Character]]

    private static let largest = 1024

    public init(_ text: String = "") {
        let clusters = Array(Self.normalized(text))
        chunks = Self.chunked(clusters)
        count = clusters.count
    }

    public var isEmpty: Bool { count == 0 }

    /// The whole text.
    public var text: String { text(in: 0..<count) }

    /// The cluster at `offset`, which must be in `0..<count`.
    public subscript(offset: Int) -> Character {
        var rest = offset
        var index = 0
        while rest >= chunks[index].count {
            rest -= chunks[index].count
            index += 1
        }
        return chunks[index][rest]
    }

    /// The clusters of `range` as a string.
    public func text(in range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(clamped(range).count)
        forEachChunk(in: range) { part in
            for cluster in part { bytes.append(contentsOf: cluster.utf8) }
            return true
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The clusters of `range`.
    public func characters(in range: Range<Int>) -> [Character] {
        var result: [Character] = []
        result.reserveCapacity(clamped(range).count)
        forEachChunk(in: range) { part in
            result.append(contentsOf: part)
            return true
        }
        return result
    }

    /// The first offset in `range` whose cluster satisfies `predicate`.
    public func firstOffset(in range: Range<Int>, where predicate: (Character) -> Bool) -> Int? {
        var base = clamped(range).lowerBound
        var found: Int?
        forEachChunk(in: range) { part in
            if let index = part.firstIndex(where: predicate) {
                found = base + index - part.startIndex
                return false
            }
            base += part.count
            return true
        }
        return found
    }

    /// The last offset in `range` whose cluster satisfies `predicate`.
    public func lastOffset(in range: Range<Int>, where predicate: (Character) -> Bool) -> Int? {
        let range = clamped(range)
        guard !range.isEmpty else { return nil }
        var (index, end) = locate(range.upperBound)
        var base = range.upperBound - end
        while true {
            let start = max(0, range.lowerBound - base)
            if start < end, let hit = chunks[index][start..<end].lastIndex(where: predicate) {
                return base + hit
            }
            guard base > range.lowerBound else { return nil }
            index -= 1
            end = chunks[index].count
            base -= end
        }
    }

    /// The logical line around `offset`, without its line end.
    public func line(at offset: Int) -> Range<Int> {
        let place = clamped(offset)
        let start = lastOffset(in: 0..<place, where: \.isLineEnd).map { $0 + 1 } ?? 0
        let end = firstOffset(in: place..<count, where: \.isLineEnd) ?? count
        return start..<end
    }

    public func clamped(_ offset: Int) -> Int { min(max(0, offset), count) }

    public func clamped(_ range: Range<Int>) -> Range<Int> {
        clamped(range.lowerBound)..<clamped(range.upperBound)
    }

    /// Replaces clusters as they are given; whether the seams are cluster borders is the
    /// caller's concern (see `replace`).
    mutating func splice(_ range: Range<Int>, with clusters: some Collection<Character>) {
        let (first, start) = locate(range.lowerBound)
        let (last, end) = locate(range.upperBound)
        let growth = clusters.count - range.count
        if first == last, chunks[first].count + growth <= Self.largest {
            chunks[first].replaceSubrange(start..<end, with: clusters)
        } else {
            let all = Array(chunks[first][..<start]) + Array(clusters) + Array(chunks[last][end...])
            chunks.replaceSubrange(first...last, with: Self.chunked(all))
        }
        count += growth
        joinSmall(around: first)
    }

    static func normalized(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if !(scalar == "\n" && afterReturn) {
                result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(result)
    }

    /// Calls `body` with the part of each chunk that lies in `range` until it answers `false`.
    private func forEachChunk(in range: Range<Int>, _ body: (ArraySlice<Character>) -> Bool) {
        let range = clamped(range)
        guard !range.isEmpty else { return }
        var (index, start) = locate(range.lowerBound)
        var left = range.count
        while left > 0 {
            let end = min(chunks[index].count, start + left)
            if start < end, !body(chunks[index][start..<end]) { return }
            left -= end - start
            start = 0
            index += 1
        }
    }

    /// The chunk in which `offset` lies or which it ends, and the place in that chunk.
    private func locate(_ offset: Int) -> (chunk: Int, place: Int) {
        var rest = offset
        var index = 0
        while rest > chunks[index].count {
            rest -= chunks[index].count
            index += 1
        }
        return (index, rest)
    }

    private mutating func joinSmall(around index: Int) {
        guard index < chunks.count, chunks[index].count < Self.largest / 4, chunks.count > 1 else {
            return
        }
        let left = index > 0 ? index - 1 : index
        let joined = chunks[left] + chunks[left + 1]
        if joined.count <= Self.largest { chunks.replaceSubrange(left...left + 1, with: [joined]) }
    }

    /// Chunks half full, so that what follows finds room.
    private static func chunked(_ clusters: [Character]) -> [[Character]] {
        guard clusters.count > largest else { return [clusters] }
        let step = largest / 2
        return stride(from: 0, to: clusters.count, by: step).map {
            Array(clusters[$0..<min($0 + step, clusters.count)])
        }
    }
}

extension TextBuffer: Equatable {
    /// Same scalars; canonically equivalent texts differ, as a transcript's do.
    public static func == (left: TextBuffer, right: TextBuffer) -> Bool {
        guard left.count == right.count else { return false }
        if left.chunks.count == right.chunks.count,
            zip(left.chunks, right.chunks).allSatisfy({ pair in
                pair.0.withUnsafeBufferPointer { first in
                    pair.1.withUnsafeBufferPointer { $0.baseAddress == first.baseAddress }
                }
            })
        {
            return true
        }
        return left.text.utf8.elementsEqual(right.text.utf8)
    }
}

extension Character {
    /// The only line end a buffer holds.
    var isLineEnd: Bool { utf8.first == 0x0A }
}
