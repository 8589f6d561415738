// The voices that sound is measured on: two lengths, in every format.
import AudioEngine
import Foundation
import Workstation

/// Some speech, as samples and as files.
struct Voice {
    /// As long as most clips, and as long as the longest ones.
    private static let lengths = [2.2, 30]
    static let rate = 16_000
    static let playedRate = 48_000

    /// "2.2 s"
    let name: String
    let seconds: Double
    /// Mono, at `rate`.
    let samples: [Float]
    /// The same, for what comes after decoding.
    let pcm: PCM
    /// Ready to play, and its samples at `playedRate`.
    let clip: PreparedClip
    let sound: SoundBuffer
    let played: [Float]
    private let files: [ClipFormat: [UInt8]]

    private init(_ samples: [Float]) throws {
        self.samples = samples
        seconds = Double(samples.count) / Double(Self.rate)
        name = "\(Table.short(seconds)) s"
        var files: [ClipFormat: [UInt8]] = [:]
        for format in ClipFormat.allCases {
            files[format] = try BareDecoder.encode(samples, format: format.code, rate: Self.rate)
        }
        self.files = files
        pcm = PCM(samples: SoundBuffer(samples), sampleRate: Self.rate)
        clip = PreparedClip(pcm)
        guard case .whole(let sound) = clip.sound else {
            throw BenchFailure("\(name) of voice are not held whole")
        }
        self.sound = sound
        played = sound.array
    }

    func file(_ format: ClipFormat) -> [UInt8] { files[format] ?? [] }

    static func all() throws -> [Voice] {
        let speech = try speech(seconds: lengths.max() ?? 30)
        return try lengths.map { try Voice(Array(speech.prefix(Int($0 * Double(rate))))) }
    }

    /// The sample clips' speech, one clip after the other, at `rate`. It begins where somebody
    /// speaks, and begins anew where it is too short.
    static func speech(seconds: Double) throws -> [Float] {
        let folder = try DemoWorkspace.samples(Surroundings.current()).path
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        var samples: [Float] = []
        for name in names where name.hasSuffix(".wav") || name.hasSuffix(".flac") {
            let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            let pcm = try Decoder.decode(bytes)
            guard pcm.sampleRate == rate else { continue }
            samples += pcm.samples.array
        }
        guard samples.count > 10 * rate else {
            throw BenchFailure("\(folder) holds too little speech at \(rate) Hz")
        }
        let wanted = Int(seconds * Double(rate))
        while samples.count < wanted { samples += samples.prefix(wanted - samples.count) }
        return Array(samples.prefix(wanted))
    }
}
