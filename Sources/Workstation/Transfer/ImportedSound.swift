// A sound file on its way in: read whole, known to decode, cut to its segment.
import AudioEngine
import Foundation
import ReviewCore

/// The bytes that will be sealed, and how long they sound.
struct ImportedSound {
    let bytes: Data
    let duration: Double

    enum Refusal: Error, CustomStringConvertible {
        case unreadable
        case tooLarge(Int)
        case undecodable(DecodeError)

        var description: String {
            switch self {
            case .unreadable: "its sound file could not be read; check that you may read it"
            case .tooLarge(let limit):
                "its sound file is over \(limit >> 20) MB; cut it into utterances first"
            case .undecodable(let error): "\(error)"
            }
        }
    }

    static func read(_ source: AudioSource, upTo limit: Int) -> Result<ImportedSound, Refusal> {
        guard let file = FileHandle(forReadingAtPath: source.path),
            let bytes = try? file.read(upToCount: limit + 1)
        else { return .failure(.unreadable) }
        guard bytes.count <= limit else { return .failure(.tooLarge(limit)) }
        do {
            if source.offset != nil || source.length != nil {
                return .success(try cut(bytes, source))
            }
            return .success(ImportedSound(bytes: bytes, duration: try Decoder.probe(bytes)))
        } catch {
            return .failure(.undecodable(error))
        }
    }

    /// Only the segment is kept: what was said before and after is none of the queue's business.
    private static func cut(
        _ bytes: Data, _ source: AudioSource
    ) throws(DecodeError) -> ImportedSound {
        let segment = ClipSegment(offset: source.offset ?? 0, length: source.length)
        let sound = try Decoder.decode(bytes, segment: segment)
        return ImportedSound(bytes: WaveFile.encode(sound), duration: sound.duration)
    }
}
