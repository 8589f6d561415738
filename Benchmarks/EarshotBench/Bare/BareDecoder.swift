// libsndfile by itself: the floor under decoding, and the files that are decoded.
import CSndFile

/// A sound file as libsndfile reads it, with nothing of ours around it but the memory it lies in.
enum BareDecoder {
    /// Samples in a block, as Earshot reads them.
    private static let block = 16_384

    /// Reads all frames of a mono file into memory; answers how many there were.
    static func decode(_ bytes: [UInt8]) throws -> Int {
        try bytes.withUnsafeBytes { raw in
            let cursor = MemoryCursor(reading: raw)
            let user = Unmanaged.passUnretained(cursor).toOpaque()
            var callbacks = MemoryCursor.callbacks
            var info = SF_INFO()
            guard let file = sf_open_virtual(&callbacks, Int32(SFM_READ), &info, user) else {
                throw BenchFailure("libsndfile does not open what it wrote")
            }
            defer { sf_close(file) }
            // As a caller would that trusts the header for how much room there is to be.
            var samples = [Float](repeating: 0, count: Int(info.frames) + block)
            return samples.withUnsafeMutableBufferPointer { samples in
                guard let base = samples.baseAddress else { return 0 }
                var count = 0
                while count + block <= samples.count {
                    let got = Int(sf_readf_float(file, base + count, sf_count_t(block)))
                    guard got > 0 else { break }
                    count += got
                }
                return count
            }
        }
    }

    /// Mono `samples` as a file of a libsndfile format.
    static func encode(_ samples: [Float], format: Int, rate: Int) throws -> [UInt8] {
        let cursor = MemoryCursor()
        let user = Unmanaged.passUnretained(cursor).toOpaque()
        var callbacks = MemoryCursor.callbacks
        var info = SF_INFO()
        info.samplerate = Int32(rate)
        info.channels = 1
        info.format = Int32(format)
        guard let file = sf_open_virtual(&callbacks, Int32(SFM_WRITE), &info, user) else {
            throw BenchFailure("this libsndfile does not write format \(String(format, radix: 16))")
        }
        sf_command(file, Int32(SFC_SET_CLIPPING), nil, 1)
        // In pieces: libvorbis keeps all it is given at once on the stack.
        var written = 0
        samples.withUnsafeBufferPointer { samples in
            while written < samples.count, let base = samples.baseAddress {
                let wanted = min(4_096, samples.count - written)
                let put = sf_writef_float(file, base + written, sf_count_t(wanted))
                guard put > 0 else { break }
                written += Int(put)
            }
        }
        sf_close(file)
        guard written == samples.count else {
            throw BenchFailure("libsndfile wrote \(written) of \(samples.count) samples")
        }
        return cursor.written
    }
}

/// The formats that are measured, by libsndfile's codes.
enum ClipFormat: String, CaseIterable {
    case wav = "WAV"
    case flac = "FLAC"
    case opus = "Opus"
    case mp3 = "MP3"
    case vorbis = "Vorbis"

    var code: Int {
        switch self {
        case .wav: SF_FORMAT_WAV | SF_FORMAT_PCM_16
        case .flac: SF_FORMAT_FLAC | SF_FORMAT_PCM_16
        case .opus: SF_FORMAT_OGG | SF_FORMAT_OPUS
        case .mp3: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III
        case .vorbis: SF_FORMAT_OGG | SF_FORMAT_VORBIS
        }
    }
}

/// Bytes in memory that libsndfile takes for a file, borrowed for reading or grown by writing.
private final class MemoryCursor {
    private let borrowed: UnsafeRawBufferPointer
    private(set) var written: [UInt8] = []
    private let isWriting: Bool
    private var position = 0

    init(reading bytes: UnsafeRawBufferPointer) {
        (borrowed, isWriting) = (bytes, false)
    }

    init() {
        (borrowed, isWriting) = (UnsafeRawBufferPointer(start: nil, count: 0), true)
    }

    private var count: Int { isWriting ? written.count : borrowed.count }

    private func seek(_ offset: Int, _ whence: Int32) -> Int {
        switch whence {
        case SEEK_CUR: position += offset
        case SEEK_END: position = count + offset
        default: position = offset
        }
        position = max(0, position)
        return position
    }

    private func read(into target: UnsafeMutableRawPointer, _ wanted: Int) -> Int {
        let got = max(0, min(wanted, count - position))
        guard got > 0 else { return 0 }
        let place = position..<position + got
        let room = UnsafeMutableRawBufferPointer(start: target, count: got)
        if isWriting {
            written.withUnsafeBytes { room.copyMemory(from: .init(rebasing: $0[place])) }
        } else {
            room.copyMemory(from: .init(rebasing: borrowed[place]))
        }
        position += got
        return got
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        let end = position + bytes.count
        if written.count < end {
            written.append(contentsOf: repeatElement(0, count: end - written.count))
        }
        written.replaceSubrange(position..<end, with: bytes)
        position = end
    }

    private static func at(_ user: UnsafeMutableRawPointer?) -> MemoryCursor? {
        user.map { Unmanaged<MemoryCursor>.fromOpaque($0).takeUnretainedValue() }
    }

    static let callbacks = SF_VIRTUAL_IO(
        get_filelen: { sf_count_t(at($0)?.count ?? 0) },
        seek: { offset, whence, user in
            sf_count_t(at(user)?.seek(Int(offset), whence) ?? -1)
        },
        read: { target, wanted, user in
            guard let target, let cursor = at(user) else { return 0 }
            return sf_count_t(cursor.read(into: target, Int(wanted)))
        },
        write: { source, wanted, user in
            at(user)?.write(UnsafeRawBufferPointer(start: source, count: Int(wanted)))
            return wanted
        },
        tell: { sf_count_t(at($0)?.position ?? 0) })
}
