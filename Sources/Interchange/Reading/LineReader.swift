// Cuts a stream of bytes into numbered lines without ever holding more than one of them.
import Foundation

/// Lines of a byte stream: `\n` or `\r\n` ends one, a byte-order mark before the first is dropped.
///
/// A line over the limit is reported by number and skipped as it streams by, never held.
struct LineReader {
    enum Line: Equatable {
        /// A range of `bytes`, good until the next call.
        case whole(number: Int, Range<Int>)
        case tooLong(number: Int)
    }

    /// Fills a buffer and says how many bytes it put there; 0 is the end.
    typealias Source = (UnsafeMutableRawBufferPointer) throws(InterchangeError) -> Int

    /// What has been read and not yet passed on; ranges of lines point into it.
    private(set) var bytes: [UInt8]
    /// Bytes of the stream consumed so far, line ends included.
    private(set) var consumed: Int64 = 0
    /// Lines seen so far, blank ones included.
    private(set) var number = 0

    /// The longest line passed on, in bytes.
    let limit: Int
    private let source: Source
    /// The part of `bytes` not yet passed on.
    private var start = 0
    private var end = 0
    private var ended = false

    /// - Parameters:
    ///   - limit: the longest line passed on, in bytes without its end.
    ///   - chunk: how much to ask the source for at a time.
    init(limit: Int = 1 << 20, chunk: Int = 1 << 18, source: @escaping Source) {
        self.limit = limit
        self.source = source
        bytes = [UInt8](repeating: 0, count: limit + 2 + max(1, chunk))
    }

    /// The next line, blank ones included; `nil` at the end.
    mutating func next() throws(InterchangeError) -> Line? {
        var scanned = start
        var overlong = false
        while true {
            if let newline = newline(from: scanned) {
                let line = finish(contentEnd: newline, next: newline + 1, overlong: overlong)
                return line
            }
            scanned = end
            if end - start > limit + 1 {
                // Too long already, even if the last byte is half of a line end: let it go by.
                overlong = true
                consumed += Int64(end - start)
                (start, end, scanned) = (0, 0, 0)
            }
            guard !ended else {
                guard overlong || end > start else { return nil }
                return finish(contentEnd: end, next: end, overlong: overlong)
            }
            scanned -= makeRoom()
            try fill()
        }
    }

    private func newline(from index: Int) -> Int? {
        guard index < end else { return nil }
        return bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress,
                let found = memchr(base + index, 0x0A, end - index)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }

    private mutating func finish(contentEnd: Int, next: Int, overlong: Bool) -> Line {
        number += 1
        var lower = start
        var upper = contentEnd
        consumed += Int64(next - start)
        start = next
        guard !overlong else { return .tooLong(number: number) }
        if upper > lower, bytes[upper - 1] == 0x0D { upper -= 1 }
        guard upper - lower <= limit else { return .tooLong(number: number) }
        if number == 1, upper - lower >= 3, bytes[lower] == 0xEF, bytes[lower + 1] == 0xBB,
            bytes[lower + 2] == 0xBF
        {
            lower += 3
        }
        return .whole(number: number, lower..<upper)
    }

    /// Moves what is unread to the front when the room behind it runs out; says by how much.
    private mutating func makeRoom() -> Int {
        guard start > 0, bytes.count - end < bytes.count / 4 || start == end else { return 0 }
        let moved = start
        bytes.withUnsafeMutableBytes { all in
            guard let base = all.baseAddress else { return }
            memmove(base, base + start, end - start)
        }
        end -= moved
        start = 0
        return moved
    }

    private mutating func fill() throws(InterchangeError) {
        let free = end..<bytes.count
        let source = source
        let result = bytes.withUnsafeMutableBytes { all -> Result<Int, InterchangeError> in
            do throws(InterchangeError) {
                return .success(try source(UnsafeMutableRawBufferPointer(rebasing: all[free])))
            } catch {
                return .failure(error)
            }
        }
        let count = try result.get()
        ended = count == 0
        end += count
    }
}
