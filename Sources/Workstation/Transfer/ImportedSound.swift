// A sound file on its way in: read whole, known to decode, cut to its segment.
import AudioEngine
import Foundation
import Interchange
import ReviewCore

/// The bytes that will be sealed, and how long they sound.
struct ImportedSound {
    let bytes: Data
    /// Seconds, by the decoder's word.
    let duration: Double

    /// - Throws: `ImportProblem` when the file cannot be read, `DecodeError` when it is no sound.
    init(
        _ source: AudioSource, below root: AudioRoot, at place: ImportProblem.Place
    ) throws {
        let file = try AudioBytes.read(source, below: root, at: place)
        guard source.offset != nil || source.length != nil else {
            bytes = Data(file)
            duration = try Decoder.probe(file)
            return
        }
        // Only the segment is kept: what was said before and after is none of the queue's
        // business.
        let segment = ClipSegment(offset: source.offset ?? 0, length: source.length)
        let sound = try Decoder.decode(file, segment: segment)
        bytes = WaveFile.encode(sound)
        duration = sound.duration
    }
}
