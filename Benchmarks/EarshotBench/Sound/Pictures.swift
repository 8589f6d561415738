// What the pictures of a clip cost, and how soon a long one is there to be looked at.
import AudioEngine

enum Pictures {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let voices = try bench.soundingVoices()
        return try voices.flatMap { parts(of: $0, bench) }
            + voices.suffix(1).flatMap {
                try ready($0, bench)
            }
    }

    private static func parts(of voice: Voice, _ bench: Bench) -> [Figure] {
        let pcm = voice.pcm
        let peaks = bench.duel(
            ours: { keep(Peaks(pcm)) }, bare: { keep(extremes(voice.samples)) })
        let bands = PlainFFT(size: 512)
        let spectra = bench.duel(
            ours: { keep(Spectra(pcm)) },
            bare: { keep(bands.pass(over: voice.samples, count: Int(voice.seconds * 200))) })
        let speech = bench.duel(
            ours: { keep(SpeechMap(pcm)) },
            bare: { keep(bands.pass(over: voice.samples, count: Int(voice.seconds * 100))) })
        return [
            Figure(
                "peaks, \(voice.name)", peaks, of: voice.seconds, aim: .ratioBelow(4),
                "lowest and highest of every 64 samples, and runs at full scale; floor: a bare "
                    + "loop for the lowest and highest of all samples"),
            Figure(
                "spectrogram, \(voice.name)", spectra, of: voice.seconds, aim: .ratioBelow(1.5),
                "64 bands every 5 ms; floor: a plain FFT of 512 samples every 5 ms, powers summed"),
            Figure(
                "speech map, \(voice.name)", speech, of: voice.seconds, aim: .ratioBelow(1.5),
                "where somebody speaks; floor: a plain FFT of 512 samples every 10 ms"),
        ]
    }

    private static func extremes(_ samples: [Float]) -> (Float, Float) {
        samples.withUnsafeBufferPointer { samples in
            var (low, high): (Float, Float) = (.infinity, -.infinity)
            for sample in samples {
                low = min(low, sample)
                high = max(high, sample)
            }
            return (low, high)
        }
    }

    /// From a file's bytes to the last cell of every picture, on one thread.
    private static func ready(_ voice: Voice, _ bench: Bench) throws -> [Figure] {
        let figures = try ClipFormat.allCases.map { format in
            let bytes = voice.file(format)
            let times = try Series.of(bench.runs(100), warmUp: 2) { _ in try draw(bytes) }
            return Figure(
                "bytes to picture, \(format.rawValue), \(voice.name)", times,
                aim: .p99Below(frame),
                "decoded, and its waveform, spectrogram and speech drawn for 120 columns, without "
                    + "the sound being made ready; within one frame of the screen, 33 ms")
        }
        let clip = (Peaks(voice.pcm), Spectra(voice.pcm))
        let redraws = Series.of(bench.runs(600), warmUp: 5) { _ in cells(clip.0, clip.1) }
        return figures + [
            Figure(
                "picture drawn again, \(voice.name)", redraws, aim: .p99Below(1),
                "waveform and spectrogram for 120 columns, from what is kept with the clip")
        ]
    }

    /// Milliseconds from one picture of the screen to the next while sound plays.
    private static let frame = 33.0

    private static func draw(_ bytes: [UInt8]) throws {
        let pcm = try Decoder.decode(bytes)
        cells(Peaks(pcm), Spectra(pcm))
        keep(SpeechMap(pcm).line(120, over: 0...pcm.duration))
    }

    private static func cells(_ peaks: Peaks, _ spectra: Spectra) {
        keep(peaks.columns(240))
        keep(spectra.image(columns: 120, rows: 24))
    }
}
