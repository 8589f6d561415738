// Finds speech as a clip's samples come by.

/// Looks at a minute at a time, with some seconds around it; of what lies behind it keeps a byte a
/// frame.
struct SpeechBuilder {
    /// Frames that are decided together.
    private static let section = 6_000

    /// What is known of a frame, in a byte: its level in half decibels, or that it is speech.
    private struct Verdict {
        private let byte: UInt8
        private static let speech: UInt8 = 255

        init(isSpeech: Bool, level: Float) {
            let steps = ((level - SpeechFrames.softest) * 2).rounded()
            byte = isSpeech ? Self.speech : UInt8(max(0, min(254, steps)))
        }

        func kind(below limit: Float) -> SoundKind {
            if byte == Self.speech { return .speech }
            let level = SpeechFrames.softest + Float(byte) / 2
            return level < limit ? .silence : .sound
        }
    }

    private let meter: SpeechFrames.Meter
    private var moments: Moments
    /// Frames that are not decided yet, after `lead` that are.
    private var frames = SpeechFrames()
    private var lead = 0
    private var verdicts: [Verdict] = []
    private var limit = SilenceLimit()

    init(rate: Int) {
        meter = SpeechFrames.Meter(rate: rate)
        moments = Moments(rate: rate, step: SpeechFrames.step)
    }

    /// The earliest sample that is still needed.
    var needed: Int { moments.needed(meter.spectra) }

    /// Takes in what has come in since.
    mutating func follow(_ sound: RollingSound, isLast: Bool) {
        var fresh = SpeechFrames()
        moments.pass(sound, meter.spectra, isLast: isLast) { [meter] _, lanes, powers in
            fresh.append(powers, lanes: lanes, by: meter)
        }
        frames.append(fresh)
        let ahead = isLast ? 1 - Self.section : SpeechFinder.context
        while frames.count - lead >= Self.section + ahead {
            decide(upTo: min(lead + Self.section, frames.count))
        }
    }

    private mutating func decide(upTo end: Int) {
        let speech = SpeechFinder.speech(in: frames)
        limit.add(frames.whole[lead..<end])
        for frame in lead..<end {
            verdicts.append(Verdict(isSpeech: speech[frame], level: frames.whole[frame]))
        }
        let gone = max(0, end - SpeechFinder.context)
        frames.removeFirst(gone)
        lead = end - gone
    }

    /// The map so far, of a clip of `duration` seconds: what is not decided is sound.
    func map(duration: Double) -> SpeechMap {
        let limit = limit.level
        let frames = Int((duration / SpeechFrames.step).rounded(.up))
        let known = verdicts.prefix(frames).lazy.map { $0.kind(below: limit) }
        let rest = duration - Double(known.count) * SpeechFrames.step
        guard rest > SpeechFrames.step else {
            return SpeechFinder.map(known, frame: SpeechFrames.step, duration: duration)
        }
        let ahead = SpeechMap.Stretch(start: duration - rest, end: duration, kind: .sound)
        let map = SpeechFinder.map(
            known, frame: SpeechFrames.step, duration: duration - rest)
        return SpeechMap(stretches: map.stretches + [ahead], duration: duration)
    }
}
