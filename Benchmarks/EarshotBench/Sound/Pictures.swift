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
            ours: { keep(Peaks(pcm)) }, bare: { keep(extremes(fresh(voice.samples))) })
        let bands = PlainFFT(size: 512)
        let spectra = bench.duel(
            ours: { keep(Spectra(pcm)) },
            bare: { keep(bands.pass(over: voice.samples, count: Int(voice.seconds * 200))) })
        let speech = bench.duel(
            ours: { keep(SpeechMap(pcm)) },
            bare: { keep(bands.pass(over: voice.samples, count: Int(voice.seconds * 100))) })
        return [
            Figure(
                "peaks, \(voice.name)", peaks, of: voice.seconds, aim: .ratioBelow(1.5),
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

    /// How long somebody would wait for the pictures of a long clip, on one thread.
    private static func ready(_ voice: Voice, _ bench: Bench) throws -> [Figure] {
        let fft = PlainFFT(size: 512)
        func floor() {
            keep(extremes(fresh(voice.samples)))
            keep(fft.pass(over: voice.samples, count: Int(voice.seconds * 300)))
        }
        let samples = bench.duel(ours: { draw(voice.pcm) }, bare: floor)
        let files = try ClipFormat.allCases.map { format in
            let bytes = voice.file(format)
            let duel = try bench.duel(
                ours: { draw(try Decoder.decode(bytes)) },
                bare: {
                    keep(try BareDecoder.decode(bytes))
                    floor()
                })
            return Figure(
                "\(format.rawValue) to picture, \(voice.name)", duel,
                "the same from a file's bytes, which the sound needs decoded all the same; floor: "
                    + "libsndfile by itself, and the floors of the pictures")
        }
        return [
            Figure(
                "samples to picture, \(voice.name)", samples, aim: .medianBelow(frame / 2),
                "waveform, spectrogram and speech of a whole clip, drawn for 120 columns, within "
                    + "half a frame of the screen; floor: plain FFTs of as many windows")
        ] + files + [redrawing(voice, bench)]
    }

    private static func redrawing(_ voice: Voice, _ bench: Bench) -> Figure {
        let (peaks, spectra) = (Peaks(voice.pcm), Spectra(voice.pcm))
        let kept = [UInt8](repeating: 1, count: spectra.byteCount)
        let duel = bench.duel(
            ours: { cells(peaks, spectra) },
            bare: { keep(fresh(kept).reduce(0) { max($0, $1) }) })
        return Figure(
            "picture drawn again, \(voice.name)", duel, aim: .p99Below(2),
            "waveform and spectrogram for 120 columns, from what is kept with the clip; floor: one "
                + "look at each byte of the spectrogram that is kept")
    }

    /// Milliseconds from one picture of the screen to the next while sound plays.
    private static let frame = 33.0

    private static func draw(_ pcm: PCM) {
        cells(Peaks(pcm), Spectra(pcm))
        keep(SpeechMap(pcm).line(120, over: 0...pcm.duration))
    }

    private static func cells(_ peaks: Peaks, _ spectra: Spectra) {
        keep(peaks.columns(240))
        keep(spectra.image(columns: 120, rows: 24))
    }
}
