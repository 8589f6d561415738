// Reads the sound of an imported clip into memory, within bounds.
import Foundation
import ReviewCore

/// The bytes of a clip's file, for the vault to seal.
public enum AudioBytes {
    /// Largest file taken for one utterance: five minutes of 48 kHz stereo WAV, and room to spare.
    public static let limit = 64 << 20

    /// The whole file behind `source`, whatever stretch of it the clip is.
    ///
    /// The path was resolved when the record was read; a file put in its place since then by a
    /// symlink or a device is refused here.
    ///
    /// - Throws: an `ImportProblem` at `place`.
    public static func read(
        _ source: AudioSource, at place: ImportProblem.Place, limit: Int = limit
    ) throws(ImportProblem) -> [UInt8] {
        let descriptor = open(source.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason: ImportProblem.Reason =
                switch errno {
                case ENOENT: .audioMissing
                case ELOOP: .audioNotAFile
                default: .audioUnreadable
                }
            throw ImportProblem(place: place, reason: reason)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ImportProblem(place: place, reason: .audioNotAFile)
        }
        guard status.st_size <= limit else {
            throw ImportProblem(place: place, reason: .audioTooLarge(limit: limit))
        }
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(buffer).baseAddress?.advanced(by: count)
                let got = Foundation.read(descriptor, rest, buffer.count - count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
        }
        guard bytes.count == Int(status.st_size) else {
            throw ImportProblem(place: place, reason: .audioUnreadable)
        }
        guard !bytes.isEmpty else { throw ImportProblem(place: place, reason: .audioEmpty) }
        return bytes
    }
}
