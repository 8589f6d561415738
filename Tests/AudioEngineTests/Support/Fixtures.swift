// Sound made by arithmetic, and files of it made in memory.
import CSndFile
import Foundation

@testable import AudioEngine

/// A generator whose whole sequence follows from its seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

enum Fixture {
    static func tone(
        _ frequency: Double, seconds: Double, rate: Int = 48_000, amplitude: Double = 0.5
    ) -> [Float] {
        (0..<Int(seconds * Double(rate))).map {
            Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate)))
        }
    }

    /// A voice of sorts: twelve harmonics of a wandering pitch, in syllables of a quarter second.
    static func voice(
        seconds: Double, rate: Int = 48_000, amplitude: Double = 0.3, pitch: Double = 120
    ) -> [Float] {
        var phase = 0.0
        return (0..<Int(seconds * Double(rate))).map { index in
            let time = Double(index) / Double(rate)
            phase += 2 * .pi * (pitch + 8 * sin(2 * .pi * 0.7 * time)) / Double(rate)
            let harmonics = (1...12).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
            let syllable = 0.55 + 0.45 * sin(2 * .pi * 4 * time)
            return Float(amplitude * syllable * harmonics / 2)
        }
    }

    static func noise(seconds: Double, amplitude: Float, seed: UInt64) -> [Float] {
        var random = Seeded(seed)
        return (0..<Int(seconds * 48_000)).map { _ in
            Float.random(in: -amplitude...amplitude, using: &random)
        }
    }

    /// Rounds to 16 bits as a WAV file would.
    static func sixteenBits(_ samples: [Float]) -> [Float] {
        samples.map { Float(WaveHeader.sixteenBits($0)) / 32_768 }
    }

    static func pcm(_ samples: [Float], rate: Int = 48_000) -> PCM {
        PCM(samples: SoundBuffer(samples), sampleRate: rate)
    }

    static func clip(_ samples: [Float], rate: Int = 48_000) -> PreparedClip {
        PreparedClip(pcm(samples, rate: rate))
    }

    /// `samples`, interleaved, as a file of a libsndfile format; empty if it cannot be made.
    static func encode(
        _ samples: [Float], format: Int32, rate: Int = 16_000, channels: Int = 1
    ) -> [UInt8] {
        let file = MemoryWriter()
        var info = SF_INFO()
        info.samplerate = Int32(rate)
        info.channels = Int32(channels)
        info.format = format
        let user = Unmanaged.passUnretained(file).toOpaque()
        var callbacks = MemoryWriter.callbacks
        guard let handle = sf_open_virtual(&callbacks, Int32(SFM_WRITE), &info, user) else {
            return []
        }
        // Float formats keep what is outside full scale; the others must not wrap.
        sf_command(handle, Int32(SFC_SET_CLIPPING), nil, 1)
        sf_writef_float(handle, samples, sf_count_t(samples.count / channels))
        sf_close(handle)
        return file.bytes
    }

    static let wav16 = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
    static let wavFloat = Int32(SF_FORMAT_WAV | SF_FORMAT_FLOAT)
}

/// A growing file in memory for libsndfile to write to.
final class MemoryWriter {
    var bytes: [UInt8] = []
    var position = 0

    static func at(_ user: UnsafeMutableRawPointer?) -> MemoryWriter? {
        user.map { Unmanaged<MemoryWriter>.fromOpaque($0).takeUnretainedValue() }
    }

    static let callbacks = SF_VIRTUAL_IO(
        get_filelen: { sf_count_t(MemoryWriter.at($0)?.bytes.count ?? 0) },
        seek: { offset, whence, user in
            guard let file = MemoryWriter.at(user) else { return -1 }
            let origin =
                switch whence {
                case SEEK_CUR: file.position
                case SEEK_END: file.bytes.count
                default: 0
                }
            file.position = max(0, origin + Int(offset))
            return sf_count_t(file.position)
        },
        read: { target, count, user in
            guard let file = MemoryWriter.at(user), let target else { return 0 }
            let ready = max(0, min(Int(count), file.bytes.count - file.position))
            file.bytes.withUnsafeBytes {
                if ready > 0, let base = $0.baseAddress {
                    target.copyMemory(from: base + file.position, byteCount: ready)
                }
            }
            file.position += ready
            return sf_count_t(ready)
        },
        write: { source, count, user in
            guard let file = MemoryWriter.at(user), let source else { return 0 }
            let end = file.position + Int(count)
            if file.bytes.count < end {
                file.bytes.append(contentsOf: [UInt8](repeating: 0, count: end - file.bytes.count))
            }
            let new = UnsafeRawBufferPointer(start: source, count: Int(count))
            file.bytes.replaceSubrange(file.position..<end, with: new)
            file.position = end
            return count
        },
        tell: { sf_count_t(MemoryWriter.at($0)?.position ?? 0) })
}
