// Clips that only wait in a queue: shaped like real ones, sealed with nothing.
import Foundation
import ReviewCore
import Store
import Vault

/// Makes sealed clips without sealing, each of a source of its own.
struct SyntheticClips {
    private var made = 0
    private var random = SystemRandomNumberGenerator()
    private let text = Data(repeating: 0x5A, count: 320)
    private let identity = Data(repeating: 0x5A, count: 160)
    private let key = Data(repeating: 0x5A, count: 60)

    mutating func next(_ count: Int) -> [SealedClip] {
        (0..<count).map { _ in clip() }
    }

    private mutating func clip() -> SealedClip {
        made += 1
        let keys = [KeyClass.audio, .text].map {
            WrappedKey(keyClass: $0, generation: 1, bytes: key)
        }
        // Digests in rising order, so that a million are made in the time of a coffee.
        let digest = withUnsafeBytes(of: UInt64(made).bigEndian) { Data($0) + Data(count: 24) }
        return SealedClip(
            id: ClipID(
                at: Timestamp(microseconds: 1_790_000_000_000_000 + Int64(made) * 1000),
                using: &random),
            sourceDigest: digest, locale: Site.locale, capturedAt: nil, duration: 2.2,
            device: Pseudonym(rawValue: "bench-device-\(made % 5000)"), account: nil,
            consentGranted: true, domain: "alarm", intent: "alarm_set", hypothesisConfidence: 0.9,
            priority: made % 3, sealedAudioBytes: 70_000, wrappedKeys: keys,
            fields: [.machineText: text, .identity: identity])
    }
}
