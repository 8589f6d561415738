// What measuring and stretching a clip cost beside the libraries that do the work.
import AudioEngine

enum Levelling {
    static func measure(_ bench: Bench) throws -> [Figure] {
        try bench.soundingVoices().map { voice in
            let duel = try bench.duel(
                ours: { keep(Loudness.measure(voice.sound, rate: Voice.playedRate)) },
                bare: { keep(try BareSound.loudness(voice.played)) })
            let ours = Loudness.measure(voice.sound, rate: Voice.playedRate).integrated ?? .nan
            let bare = try BareSound.loudness(voice.played)
            guard abs(ours - bare) < 0.01 else {
                throw BenchFailure("Earshot measures \(ours) LUFS, libebur128 \(bare)")
            }
            return Figure(
                "loudness, \(voice.name)", duel, of: voice.seconds, aim: .ratioBelow(1.5),
                "integrated loudness and true peak; floor: ebur128_add_frames and the integrated "
                    + "loudness alone, which is the same number")
        }
    }
}

enum Stretching {
    private static let speeds = [0.5, 1.5, 3]

    static func measure(_ bench: Bench) throws -> [Figure] {
        let voices = try bench.soundingVoices()
        let stretched = try voices.flatMap { voice in
            try speeds.map { try stretching(voice, speed: $0, bench) }
        }
        return stretched + voices.suffix(1).flatMap { rendering($0, bench) }
    }

    private static func stretching(
        _ voice: Voice, speed: Double, _ bench: Bench
    ) throws -> Figure {
        let block = StretchBench.block
        let duel = try bench.duel(
            ours: { keep(StretchBench.stretch(voice.sound, speed)) },
            bare: { keep(try BareSound.stretch(voice.played, speed: speed, block: block)) })
        return Figure(
            "stretch \(Table.short(speed))x, \(voice.name)", duel, of: voice.seconds,
            aim: .ratioBelow(1.5),
            "scaled to fit libsonic's 16 bits and back, in blocks of 10 ms at 48 kHz; floor: "
                + "sonicWrite and sonicRead of the same blocks")
    }

    /// All that is done to samples while a clip plays.
    private static func rendering(_ voice: Voice, _ bench: Bench) -> [Figure] {
        [1, 0.5, 3].map { speed in
            let times = Series.of(bench.runs(60), warmUp: 1) { _ in
                keep(StretchBench.render(voice.clip, speed))
            }
            return Figure(
                "render \(Table.short(speed))x, \(voice.name)", times.multiples(of: voice.seconds),
                unit: .realTime,
                "48 kHz through stretch, gain, limiter, fades and meter, as the player does ahead "
                    + "of the device")
        }
    }
}
