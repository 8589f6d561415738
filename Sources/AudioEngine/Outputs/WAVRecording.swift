// A recording of what was played: 16-bit mono WAV whose header is true after every block.
import Glibc
import Synchronization

/// Writes samples as they are played.
///
/// The sizes in the header are brought up to date after each block, so the file is whole at any
/// moment, also after `kill -9`. 16 bits because everything reads them; scaling is 32,768 with
/// rounding, so 16-bit sources come out bit for bit. Only its owner may read the file.
final class WAVRecording: Recording {
    private struct File {
        var descriptor: Int32
        var dataBytes = 0
    }
    private let file: Mutex<File>

    init(path: String) throws(OutputUnavailable) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotRecord(reason: String(cString: strerror(errno)))
        }
        file = Mutex(File(descriptor: descriptor))
        guard Self.write(Self.header(dataBytes: 0), to: descriptor, at: 0) else {
            let reason = String(cString: strerror(errno))
            Glibc.close(descriptor)
            throw .cannotRecord(reason: reason)
        }
    }

    deinit { close() }

    func take(_ samples: UnsafeBufferPointer<Float>) -> Bool {
        let bytes = samples.flatMap { sample -> [UInt8] in
            let value = WaveHeader.sixteenBits(sample)
            return [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
        }
        return file.withLock { file in
            guard file.descriptor >= 0,
                Self.write(bytes, to: file.descriptor, at: WaveHeader.size + file.dataBytes)
            else { return false }
            file.dataBytes += bytes.count
            return Self.write(
                Self.header(dataBytes: file.dataBytes), to: file.descriptor, at: 0)
        }
    }

    func close() {
        file.withLock { file in
            guard file.descriptor >= 0 else { return }
            Glibc.close(file.descriptor)
            file.descriptor = -1
        }
    }

    private static func header(dataBytes: Int) -> [UInt8] {
        WaveHeader(sampleRate: Engine.rate, dataBytes: dataBytes).bytes
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
        bytes.withUnsafeBytes { raw in
            var done = 0
            while done < raw.count {
                let count = pwrite(
                    descriptor, raw.baseAddress.map { $0 + done }, raw.count - done,
                    off_t(offset + done))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
