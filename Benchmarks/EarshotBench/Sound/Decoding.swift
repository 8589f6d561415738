// From a file's bytes to samples, and to a clip that can be played, beside the bare libraries.
import AudioEngine

enum Decoding {
    /// How fast each format is decoded.
    static func measure(_ bench: Bench) throws -> [Figure] {
        try bench.soundingVoices().flatMap { voice in
            try ClipFormat.allCases.map { format in
                let bytes = voice.file(format)
                let duel = try bench.duel(
                    ours: { keep(try Decoder.decode(bytes)) },
                    bare: { keep(try BareDecoder.decode(bytes)) })
                return Figure(
                    "decode \(format.rawValue), \(voice.name)", duel, of: voice.seconds,
                    aim: .ratioBelow(1.5),
                    "\(Table.number(Double(bytes.count) / 1000)) kB at 16 kHz mono to wiped "
                        + "memory, channels mixed, bad values cleaned; floor: sf_readf_float to "
                        + "the end of the same bytes")
            }
        }
    }
}

enum Preparing {
    /// How fast clips are made ready to play: all that is done before a clip is on the desk.
    static func measure(_ bench: Bench) throws -> [Figure] {
        try bench.soundingVoices().flatMap { voice in
            try ClipFormat.allCases.map { format in
                let bytes = voice.file(format)
                let duel = try bench.duel(
                    ours: { keep(try Player.prepare(bytes: bytes)) },
                    bare: {
                        keep(try BareDecoder.decode(bytes))
                        keep(BareSound.resample(voice.samples, from: Voice.rate))
                        keep(try BareSound.loudness(voice.played))
                    })
                return Figure(
                    "prepare \(format.rawValue), \(voice.name)", duel, of: voice.seconds,
                    "bytes to a clip that can be played: decoded, resampled, measured, pictured "
                        + "(\(Table.number(duel.ours.median)) ms); floor: libsndfile, libsoxr and "
                        + "libebur128 by themselves, no picture")
            }
        }
    }
}
