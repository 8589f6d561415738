// Malformed files without end: none crashes, none takes long, none takes much memory.
//
// `EARSHOT_FUZZ_SECONDS=3600 swift test --filter FuzzTests` goes on for an hour with files that no
// run before it had; `EARSHOT_FUZZ_SEED` repeats one that failed.
import Foundation
import Testing

@testable import AudioEngine

@Suite(.serialized) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment

    /// 400 files, always the same ones.
    @Test func outlivesTheFilesOfEveryRun() {
        for seed in 0..<400 { check(seed: UInt64(seed)) }
    }

    /// As long as one likes; without the variable, the one seed that was asked for or none.
    @Test func outlivesFilesForAsLongAsOneLikes() {
        if let seed = Self.environment["EARSHOT_FUZZ_SEED"].flatMap(UInt64.init) {
            return check(seed: seed)
        }
        let wanted = Self.environment["EARSHOT_FUZZ_SECONDS"].flatMap(Double.init) ?? 0
        let end = ContinuousClock.now + .seconds(wanted)
        var count = 0
        while ContinuousClock.now < end {
            check(seed: UInt64.random(in: 1_000...UInt64.max))
            count += 1
        }
        if count > 0 { print("\(count) malformed files in \(wanted) seconds") }
    }

    private func check(seed: UInt64) {
        var mutator = Mutator(seed: seed)
        let bytes = mutator.next()
        let memory = Self.mostMemory()
        let began = Self.processorSeconds()
        do throws(DecodeError) {
            let clip = try Player.prepare(bytes: bytes)
            #expect(clip.sound.count > 0, "seed \(seed)")
            let loudest = clip.sound.array.reduce(Float(0)) {
                $1.isFinite ? max($0, abs($1)) : .infinity
            }
            // Decoded samples keep within 4; between steps of that size a resampler rings.
            #expect(loudest < 32, "seed \(seed)")
            #expect(clip.loudness.gain.isFinite, "seed \(seed)")
        } catch {
            #expect(!error.description.isEmpty, "seed \(seed)")
        }
        // This thread's own work, which other tests on a busy machine do not add to.
        #expect(Self.processorSeconds() - began < 1, "seed \(seed)")
        #expect(Self.mostMemory() - memory < 200 << 20, "seed \(seed)")
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most bytes this process ever had in memory.
    private static func mostMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}
