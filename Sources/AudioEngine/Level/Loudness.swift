// How loud a clip is, and how much louder or softer it is to be played.
import CEbur128
import Glibc

/// A clip's measured loudness.
public struct Loudness: Sendable, Equatable {
    /// EBU R128 integrated loudness of the one channel in LUFS; nil where the clip is digital silence.
    public var integrated: Double?
    /// True peak over full scale in dB (dBTP); minus infinity for silence.
    public var truePeak: Double

    public init(integrated: Double?, truePeak: Double) {
        self.integrated = integrated
        self.truePeak = truePeak
    }

    /// Where clips are levelled to, in LUFS.
    public static let target = -23.0
    /// The most a quiet clip is raised, in dB.
    public static let mostGain = 20.0
    /// EBU R128's absolute gate: what is under it has no loudness of its own.
    static let absoluteGate = -70.0

    /// Decibels that bring the clip to the target: up at most `mostGain`, down without limit.
    public var gain: Double {
        guard let integrated else { return 0 }
        return min(Self.target - integrated, Self.mostGain)
    }

    /// Measures `sound`. Clips too short for the 400 ms gating block are measured as if repeated,
    /// so that a short word counts as loud as it is; sound wholly under the gate counts as at it.
    public static func measure(_ sound: SoundBuffer, rate: Int) -> Loudness {
        sound.withSamples { samples in
            let truePeak = TruePeak.highest(in: samples)
            guard truePeak > 0 else { return Loudness(integrated: nil, truePeak: -.infinity) }
            // 0.4 s make one block; a repeated clip is given a whole second of them.
            let short = Double(samples.count) < 0.4 * Double(rate) + 1
            let repeats = short ? Int((Double(rate) / Double(samples.count)).rounded(.up)) : 1
            let measured = integrated(samples, rate: rate, repeats: repeats)
            return Loudness(
                integrated: measured.map { max($0, absoluteGate) } ?? absoluteGate,
                truePeak: 20 * log10(Double(truePeak)))
        }
    }

    /// Nil where libebur128 has no answer: out of memory, or all of it under the gate.
    private static func integrated(
        _ samples: UnsafeBufferPointer<Float>, rate: Int, repeats: Int
    ) -> Double? {
        let mode = Int32(EBUR128_MODE_I.rawValue)
        var state = ebur128_init(1, UInt(rate), mode)
        guard state != nil else { return nil }
        defer { ebur128_destroy(&state) }
        for _ in 0..<repeats {
            ebur128_add_frames_float(state, samples.baseAddress, samples.count)
        }
        var loudness = 0.0
        guard ebur128_loudness_global(state, &loudness) == Int32(EBUR128_SUCCESS.rawValue),
            loudness.isFinite
        else { return nil }
        return loudness
    }
}
