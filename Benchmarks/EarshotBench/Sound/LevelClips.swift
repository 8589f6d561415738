// Clips to be measured by several programs, and what Earshot measures of them.
import AudioEngine
import Foundation

/// How loud a clip is: LUFS, and decibels below full scale of its highest sample.
struct ClipLevel {
    let loudness: Double
    let peak: Double
}

extension ClipLevel {
    /// As Earshot measures it: decoded, its outline taken, its loudness by R128.
    init(file: String) throws {
        let pcm = try Self.decode(file)
        let loudness = Loudness.measure(pcm.samples, rate: pcm.sampleRate)
        self.init(loudness: loudness.integrated ?? -.infinity, peak: Self.peak(of: pcm))
    }

    /// Without loudness.
    init(peakOf file: String) throws {
        self.init(loudness: .nan, peak: Self.peak(of: try Self.decode(file)))
    }

    private static func decode(_ file: String) throws -> PCM {
        try Decoder.decode(try Data(contentsOf: URL(filePath: file)))
    }

    private static func peak(of pcm: PCM) -> Double {
        let column = Peaks(pcm).columns(1).first
        return 20 * log10(Double(max(abs(column?.low ?? 0), abs(column?.high ?? 0))))
    }
}

/// WAV files of speech cut from the sample clips, each of another length, place and level.
struct LevelClips {
    let folder: String
    let count: Int
    /// Of all of them together.
    let seconds: Double

    init(count: Int, in parent: String) throws {
        folder = "\(parent)/levels"
        self.count = count
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let speech = try Voice.speech(seconds: 35)
        var total = 0
        for index in 0..<count {
            // Steps that have no divisor in common with what they wrap at, so that no two agree.
            let length = Voice.rate + index * 7_919 % (Voice.rate * 5 / 2)
            let start = index * 104_729 % (speech.count - length)
            let gain = Float(pow(10, -Double(index * 31 % 97) / 97 * 12 / 20))
            let samples = speech[start..<start + length].map { $0 * gain }
            try Self.write(samples, to: "\(folder)/\(index).wav")
            total += length
        }
        seconds = Double(total) / Double(Voice.rate)
        try Self.write(Array(speech.prefix(Voice.rate / 100)), to: nearlyEmpty)
    }

    func path(_ index: Int) -> String { "\(folder)/\(index).wav" }
    func paths(_ places: [Int]) -> [String] { places.map(path) }

    /// A hundredth of a second: a program that measures it does all it does for any clip but the
    /// work.
    var nearlyEmpty: String { "\(folder)/nearly-empty.wav" }

    private static func write(_ samples: [Float], to path: String) throws {
        let bytes = try BareDecoder.encode(
            samples, format: ClipFormat.wav.code, rate: Voice.rate)
        try Data(bytes).write(to: URL(filePath: path))
    }
}

/// Measures clips in a process of its own.
struct LevelWork {
    let folder: String
    let clips: Int

    func run() throws {
        for index in 0..<clips {
            let level = try ClipLevel(file: "\(folder)/\(index).wav")
            print("\(level.loudness) \(level.peak)")
        }
    }
}
