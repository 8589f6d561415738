// What is measured of a clip every hundredth of a second to find its speech.
import Glibc

/// Features of the clip, one value a frame.
struct SpeechFrames: Sendable {
    /// Seconds between frames.
    static let step = 0.01
    private static let window = 0.03
    /// Nothing is softer than this, in dB; digital silence has no level of its own.
    static let softest: Float = -100

    /// Level from 150 to 4,000 Hz in dB, where the energy of speech is.
    private(set) var body: [Float] = []
    /// Level from 2,500 Hz up in dB, where hissed consonants are.
    private(set) var hiss: [Float] = []
    /// Level of all of it in dB.
    private(set) var whole: [Float] = []
    /// Spectral flatness from 150 to 2,500 Hz: near 0.56 for noise of any colour, near 0 where
    /// harmonics stand out. The mean over narrow bands, so that a slope does not look like a voice.
    private(set) var flatness: [Float] = []

    var count: Int { body.count }

    init() {}

    init(_ pcm: PCM) {
        let meter = Meter(rate: pcm.sampleRate)
        let count = max(1, Int(pcm.duration / Self.step))
        let perFrame = Double(pcm.samples.count) / Double(count)
        body.reserveCapacity(count)
        hiss.reserveCapacity(count)
        whole.reserveCapacity(count)
        flatness.reserveCapacity(count)
        pcm.samples.withSamples { samples in
            meter.spectra.forEachGroup(
                of: samples, count: count, center: { Int((Double($0) + 0.5) * perFrame) },
                { _, lanes, powers in append(powers, lanes: lanes, by: meter) })
        }
    }

    /// What the spectra of frames are measured by.
    struct Meter: Sendable {
        let spectra: ShortTimeSpectra
        fileprivate let bands: Bands

        init(rate: Int) {
            spectra = ShortTimeSpectra(rate: rate, seconds: SpeechFrames.window)
            bands = Bands(spacing: spectra.spacing, bins: spectra.bins)
        }
    }

    /// Measures the next frames.
    mutating func append(
        _ powers: UnsafeBufferPointer<LaneFFT.Lanes>, lanes: Int, by meter: Meter
    ) {
        let bands = meter.bands
        let flat = bands.flatness(powers)
        func sum(_ range: Range<Int>) -> LaneFFT.Lanes {
            range.reduce(into: LaneFFT.Lanes.zero) { $0 += powers[$1] } * meter.spectra.scale
        }
        let (inBody, inHiss, inAll) = (sum(bands.body), sum(bands.hiss), sum(bands.whole))
        for lane in 0..<lanes {
            body.append(Self.level(inBody[lane]))
            hiss.append(Self.level(inHiss[lane]))
            whole.append(Self.level(inAll[lane]))
            flatness.append(flat[lane])
        }
    }

    /// Takes in the frames that follow.
    mutating func append(_ next: SpeechFrames) {
        body += next.body
        hiss += next.hiss
        whole += next.whole
        flatness += next.flatness
    }

    /// Lets go of the first `count` frames.
    mutating func removeFirst(_ count: Int) {
        body.removeFirst(count)
        hiss.removeFirst(count)
        whole.removeFirst(count)
        flatness.removeFirst(count)
    }

    private static func level(_ power: Float) -> Float {
        power > 1e-10 ? max(softest, power.roughDecibels) : softest
    }

    /// The bins of each feature.
    fileprivate struct Bands {
        let body: Range<Int>
        let hiss: Range<Int>
        let whole: Range<Int>
        let narrow: [Range<Int>]
        /// Above half of any rate, in hertz.
        private static let everything = 1e6

        init(spacing: Double, bins: Int) {
            func range(_ low: Double, _ high: Double) -> Range<Int> {
                let start = min(bins - 1, Int((low / spacing).rounded(.up)))
                return start..<max(start + 1, min(bins, Int(high / spacing) + 1))
            }
            body = range(150, 4_000)
            hiss = range(2_500, Self.everything)
            whole = range(60, Self.everything)
            narrow = stride(from: 150.0, to: 2_500, by: 470).map { range($0, $0 + 469) }
        }

        /// Geometric over arithmetic mean of the powers, by narrow band.
        func flatness(_ powers: UnsafeBufferPointer<LaneFFT.Lanes>) -> LaneFFT.Lanes {
            var mean = LaneFFT.Lanes.zero
            for band in narrow {
                var sum = LaneFFT.Lanes(repeating: 1e-12)
                var logs = LaneFFT.Lanes.zero
                for bin in band {
                    let power = powers[bin] + 1e-12
                    sum += power
                    for lane in 0..<LaneFFT.Lanes.scalarCount {
                        logs[lane] += power[lane].roughDecibels
                    }
                }
                let count = Float(band.count)
                for lane in 0..<LaneFFT.Lanes.scalarCount {
                    let ratio = logs[lane] / count - (sum[lane] / count).roughDecibels
                    mean[lane] += min(1, powf(10, ratio / 10))
                }
            }
            return mean / Float(narrow.count)
        }
    }
}
