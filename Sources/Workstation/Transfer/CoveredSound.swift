// Sound with its personal stretches covered, by a tone or by silence.
import AudioEngine
import Foundation
import ReviewCore

/// What covers a personal stretch. Raw values are what `--pii-audio` takes.
public enum PersonalSound: String, Sendable, CaseIterable, Equatable {
    /// A tone of 1 kHz at -20 dB of full scale: heard as a cover by people, and never taken for a
    /// pause by a recogniser.
    case bleep
    case silence
}

extension PCM {
    /// This sound without `spans`: none of their samples is left, mixed or faded. What is around
    /// them fades out and in outside of them, so that nothing clicks.
    func covering(_ spans: [SoundSpan], with cover: PersonalSound) -> PCM {
        guard !spans.isEmpty else { return self }
        let rate = Double(sampleRate)
        var kept = [Float](unsafeUninitializedCapacity: samples.count) { target, count in
            samples.withSamples { source in
                _ = target.initialize(fromContentsOf: source)
            }
            count = samples.count
        }
        defer {
            kept.withUnsafeMutableBytes { bytes in
                if let base = bytes.baseAddress { explicit_bzero(base, bytes.count) }
            }
        }
        let fade = max(1, Int(rate * Self.fadeSeconds))
        for span in spans {
            let first = Int(min(span.start * rate, Double(kept.count)).rounded(.down))
            let end = Int(min(span.end * rate, Double(kept.count)).rounded(.up))
            guard first < end else { continue }
            for step in 0..<fade {
                let gain = Float(step) / Float(fade)
                if first - 1 - step >= 0 { kept[first - 1 - step] *= gain }
                if end + step < kept.count { kept[end + step] *= gain }
            }
            for index in first..<end {
                kept[index] = cover == .bleep ? tone(index - first, of: end - first, fade) : 0
            }
        }
        return PCM(samples: SoundBuffer(kept), sampleRate: sampleRate)
    }

    private static let fadeSeconds = 0.02

    private func tone(_ index: Int, of count: Int, _ fade: Int) -> Float {
        let pitch = min(1000, Double(sampleRate) / 4)
        let wave = sin(2 * .pi * pitch * Double(index) / Double(sampleRate))
        let edge = min(index + 1, count - index)
        return Float(0.1 * wave * min(1, Double(edge) / Double(fade)))
    }
}
