// The tone a headset is measured with: 1 kHz, of a known level, as a clip the player plays.
import AudioEngine
import Foundation

/// A sine of 1 kHz at a stated level, faded in and out.
///
/// The level is the sine's effective value (RMS) in decibels relative to 1.0: the reference of
/// `HeadsetCalibration` and of LUFS. Played with levelling off, at 0 dB, its samples reach the sound
/// server as they are, on every channel.
public struct CalibrationTone: Sendable, Equatable {
    /// dB re an effective value of 1.0.
    public let level: Double
    /// Seconds, fades included.
    public let seconds: Double

    /// 3 dB under what speech is levelled to: loud enough over the noise of an office, and at most
    /// 120 dB at the ear of the loudest headset there can be. It is not to be worn all the same.
    public static let first = CalibrationTone(level: -20)
    /// For checking that half the signal is half the sound.
    public static let second = CalibrationTone(level: -30)

    static let hertz = 1_000.0
    static let rate = 48_000
    /// Seconds each fade takes: nothing starts or jumps.
    static let fade = 0.5

    public init(level: Double, seconds: Double = 20) {
        self.level = level
        self.seconds = seconds
    }

    /// Ready to be played.
    public func prepared() -> PreparedClip {
        PreparedClip(PCM(samples: SoundBuffer(samples), sampleRate: Self.rate))
    }

    var samples: [Float] {
        let count = Int(seconds * Double(Self.rate))
        let peak = pow(10, level / 20) * 2.0.squareRoot()
        let fade = Self.fade * Double(Self.rate)
        return (0..<count).map { index in
            let nearer = Double(min(index, count - 1 - index))
            let gain = nearer < fade ? 0.5 - 0.5 * cos(.pi * nearer / fade) : 1
            let phase = 2 * .pi * Self.hertz * Double(index) / Double(Self.rate)
            return Float(peak * gain * sin(phase))
        }
    }
}
