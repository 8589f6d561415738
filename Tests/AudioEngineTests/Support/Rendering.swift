// A clip run through the render chain at once, and rulers for what comes out.
import CEbur128
import Foundation

@testable import AudioEngine

enum Rendering {
    /// All the samples of a clip; `configure` sees the chain before the first and every next block.
    static func samples(
        of clip: PreparedClip, from frame: Int = 0, blocks: Int = .max,
        _ configure: (RenderChain, Int) -> Void = { _, _ in }
    ) -> [Float] {
        let chain = RenderChain(clip)
        var output: [Float] = []
        configure(chain, 0)
        chain.cue(frame, at: 0)
        var block = 0
        while !chain.ended, block < blocks {
            configure(chain, block)
            chain.render { output.append(contentsOf: $0) }
            block += 1
        }
        return output
    }
}

enum Meter {
    /// Integrated loudness, measured by libebur128 over what came out.
    static func loudness(_ samples: [Float]) -> Double { read(samples, EBUR128_MODE_I).0 }

    /// libebur128's own true peak, in dB.
    static func truePeak(_ samples: [Float]) -> Double {
        20 * log10(read(samples, EBUR128_MODE_TRUE_PEAK).1)
    }

    private static func read(_ samples: [Float], _ mode: mode) -> (Double, Double) {
        var state = ebur128_init(1, 48_000, Int32(mode.rawValue))
        defer { ebur128_destroy(&state) }
        ebur128_add_frames_float(state, samples, samples.count)
        var (loudness, peak) = (0.0, 0.0)
        ebur128_loudness_global(state, &loudness)
        ebur128_true_peak(state, 0, &peak)
        return (loudness, peak)
    }

    /// The strongest period between 100 and 300 Hz, as a frequency.
    static func pitch(_ samples: ArraySlice<Float>) -> Double {
        let window = Array(samples.prefix(2_400))
        var best = (lag: 0, value: -Double.infinity)
        for lag in 160...480 {
            var (product, energy) = (0.0, 1e-9)
            for index in 0..<(window.count - lag) {
                product += Double(window[index] * window[index + lag])
                energy += Double(window[index + lag] * window[index + lag])
            }
            let value = product / energy.squareRoot()
            if value > best.value * 1.001 { best = (lag, value) }
        }
        return 48_000 / Double(best.lag)
    }

    /// The largest step between neighbours.
    static func steepest(_ samples: some Collection<Float>) -> Float {
        zip(samples, samples.dropFirst()).reduce(0) { max($0, abs($1.1 - $1.0)) }
    }
}
