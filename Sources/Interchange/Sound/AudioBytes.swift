// Reads the sound of an imported clip into memory, within bounds.
import Foundation
import ReviewCore

/// The bytes of a clip's file, for the vault to seal.
public enum AudioBytes {
    /// Largest file that is taken: three hours of 16-bit WAV at 24 kHz. It is sealed in memory.
    public static let limit = 512 << 20

    /// The whole file behind `source`, whatever stretch of it the clip is.
    ///
    /// It is opened below `root` as it was when the record was read: what was put in its place
    /// since then, be it a link, a folder on the way or a device, is refused here.
    ///
    /// - Throws: an `ImportProblem` at `place`.
    public static func read(
        _ source: AudioSource, below root: AudioRoot, at place: ImportProblem.Place,
        limit: Int = limit
    ) throws(ImportProblem) -> [UInt8] {
        let descriptor: Int32
        let size: Int
        do throws(FieldFault) {
            (descriptor, size) = try root.open(source)
        } catch {
            throw ImportProblem(place: place, reason: error.reason)
        }
        defer { close(descriptor) }
        guard size <= limit else {
            throw ImportProblem(place: place, reason: .audioTooLarge(limit: limit))
        }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(buffer).baseAddress?.advanced(by: count)
                let got = Foundation.read(descriptor, rest, buffer.count - count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
        }
        guard bytes.count == size else {
            throw ImportProblem(place: place, reason: .audioUnreadable)
        }
        guard !bytes.isEmpty else { throw ImportProblem(place: place, reason: .audioEmpty) }
        return bytes
    }
}
