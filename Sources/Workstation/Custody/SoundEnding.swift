// What a file of sound is called when it leaves as it came.
import Foundation

enum SoundEnding {
    /// The ending that players know the bytes by.
    static func of(_ bytes: Data) -> String {
        let first = Array(bytes.prefix(4))
        return switch first {
        case Array("RIFF".utf8): "wav"
        case Array("fLaC".utf8): "flac"
        case Array("OggS".utf8): "ogg"
        default: first.starts(with: Array("ID3".utf8)) || first.first == 0xFF ? "mp3" : "audio"
        }
    }
}
