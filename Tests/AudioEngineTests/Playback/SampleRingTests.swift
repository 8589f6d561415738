// One writer, one reader, every sample once and in order.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct SampleRingTests {
    @Test func keepsOrderThroughManyTurns() {
        let ring = SampleRing(exponent: 6)
        var random = Seeded(4)
        var (sent, got): (Float, Float) = (0, 0)
        var block = [Float](repeating: 0, count: 100)
        for _ in 0..<5_000 {
            let piece = (0..<Int.random(in: 0...80, using: &random)).map { sent + Float($0) }
            sent += Float(piece.withUnsafeBufferPointer { ring.write($0) })
            let count = ring.read(into: &block, count: Int.random(in: 0...90, using: &random))
            for index in 0..<count {
                #expect(block[index] == got)
                got += 1
            }
            #expect(ring.fill + ring.room == 64)
        }
    }

    @Test func countsShortfallsButNotAnEnd() {
        let ring = SampleRing(exponent: 4)
        var block = [Float](repeating: 0, count: 16)
        #expect(ring.read(into: &block, count: 1) == 0)
        #expect(ring.underruns == 0)
        ring.setEnded(false)
        _ = [1, 2, 3].withUnsafeBufferPointer { ring.write($0) }
        #expect(ring.read(into: &block, count: 2) == 2)
        #expect(ring.underruns == 0)
        #expect(ring.read(into: &block, count: 2) == 1)
        #expect(ring.underruns == 1)
        ring.setEnded(true)
        #expect(ring.read(into: &block, count: 2) == 0)
        #expect(ring.underruns == 1)
        _ = [4, 5].withUnsafeBufferPointer { ring.write($0) }
        ring.skip()
        #expect((ring.fill, ring.room, ring.readIndex) == (0, 16, 5))
    }

    @Test func takesBackOnlyWhatWasNotRead() {
        let ring = SampleRing(exponent: 3)
        var block = [Float](repeating: 0, count: 8)
        var random = Seeded(6)
        // Round the end of the memory as well.
        for turn in 0..<100 {
            let sent = (0..<6).map { Float(turn * 10 + $0) }
            _ = sent.withUnsafeBufferPointer { ring.write($0) }
            let read = ring.read(into: &block, count: Int.random(in: 0...6, using: &random))
            #expect(Array(block[..<read]) == Array(sent[..<read]))
            let room = Int.random(in: 0...6, using: &random)
            let index = ring.readIndex
            let taken = block.withUnsafeMutableBufferPointer {
                ring.retract(into: UnsafeMutableBufferPointer(rebasing: $0[..<room]))
            }
            #expect(Array(block[..<taken]) == Array(sent[read..<min(6, read + room)]))
            #expect((ring.fill, ring.writeIndex, ring.readIndex) == (0, index, index))
        }
    }

    @Test func carriesSamplesBetweenThreads() async {
        let ring = SampleRing(exponent: 8)
        let total = 200_000
        async let sum: Int = Task.detached {
            var block = [Float](repeating: 0, count: 64)
            var (seen, wrong) = (0, 0)
            while seen < total {
                let count = ring.read(into: &block, count: 64)
                for index in 0..<count {
                    if block[index] != Float((seen + index) % 1_000) { wrong += 1 }
                }
                seen += count
                if count == 0 { await Task.yield() }
            }
            return wrong
        }.value
        var sent = 0
        while sent < total {
            let piece = (sent..<min(sent + 50, total)).map { Float($0 % 1_000) }
            sent += piece.withUnsafeBufferPointer { ring.write($0) }
            await Task.yield()
        }
        #expect(await sum == 0)
    }
}
