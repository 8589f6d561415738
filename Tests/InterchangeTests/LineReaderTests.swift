// Lines come out the same however the bytes come in, and none is held beyond the limit.
import Foundation
import Testing

@testable import Interchange

struct LineReaderTests {
    private enum Seen: Equatable {
        case line(Int, [UInt8])
        case tooLong(Int)
    }

    /// Reads `bytes` handed over in pieces of the sizes that `size` draws.
    private func read(
        _ bytes: [UInt8], limit: Int, chunk: Int, size: @escaping () -> Int
    ) throws -> ([Seen], consumed: Int64) {
        var at = 0
        var reader = LineReader(limit: limit, chunk: chunk) { buffer throws(InterchangeError) in
            let count = min(max(1, size()), buffer.count, bytes.count - at)
            for index in 0..<count { buffer[index] = bytes[at + index] }
            at += count
            return count
        }
        var seen: [Seen] = []
        while let line = try reader.next() {
            switch line {
            case .whole(let number, let range):
                seen.append(.line(number, [UInt8](reader.bytes[range])))
            case .tooLong(let number): seen.append(.tooLong(number))
            }
        }
        return (seen, reader.consumed)
    }

    /// What the rules say, with the whole input in hand.
    private func expected(_ bytes: [UInt8], limit: Int) -> [Seen] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map([UInt8].init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.enumerated().map { index, line in
            var content = line
            if content.last == 0x0D { content.removeLast() }
            guard content.count <= limit else { return .tooLong(index + 1) }
            if index == 0, content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
            return .line(index + 1, content)
        }
    }

    @Test func anyChunkingGivesTheSameLines() throws {
        var chance = Chance(3)
        for round in 0..<600 {
            let alphabet: [UInt8] = [0x0A, 0x0A, 0x0D, 0x61, 0x62, 0x63, 0xEF, 0xBB, 0xBF]
            var bytes = (0..<chance.below(200)).map { _ in alphabet[chance.below(alphabet.count)] }
            if chance.happens(0.3) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
            let limit = 1 + chance.below(30)
            let chunk = 1 + chance.below(20)
            var sizes = Chance(UInt64(round))
            let (seen, consumed) = try read(bytes, limit: limit, chunk: chunk) {
                1 + sizes.below(12)
            }
            #expect(seen == expected(bytes, limit: limit), "round \(round)")
            #expect(consumed == Int64(bytes.count))
        }
    }

    @Test func aLineOfAGigabyteIsRefusedByNumberWithoutBeingHeld() throws {
        let total = 1 << 30
        var given = 0
        var peak = 0
        var reader = LineReader(limit: 1 << 16, chunk: 1 << 16) {
            buffer throws(InterchangeError) in
            peak = max(peak, buffer.count)
            let count = min(buffer.count, total - given)
            buffer.baseAddress?.initializeMemory(as: UInt8.self, repeating: 0x61, count: count)
            given += count
            if given == total, count > 4 {
                for (index, byte) in Array("\nok\n".utf8).enumerated() {
                    buffer[count - 4 + index] = byte
                }
            }
            return count
        }
        #expect(try reader.next() == .tooLong(number: 1))
        guard case .whole(2, let range) = try reader.next() else {
            Issue.record("the line after the long one is read")
            return
        }
        #expect([UInt8](reader.bytes[range]) == Array("ok".utf8))
        #expect(try reader.next() == nil)
        #expect(peak <= 1 << 18)
        #expect(reader.consumed == Int64(total))
    }

    @Test func aFailingSourceSaysSo() {
        var reader = LineReader(limit: 10) { _ throws(InterchangeError) in
            throw .cannotRead(path: "x", code: EIO)
        }
        #expect(throws: InterchangeError.cannotRead(path: "x", code: EIO)) {
            try reader.next()
        }
    }
}
