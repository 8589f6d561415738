// What sealing and opening cost, against the cipher by itself over the same sound.
import Crypto
import Foundation
import ReviewCore
import Vault
import Workstation

enum Sealing {
    /// A clip of two seconds, and one of two minutes: keys and fields weigh on the short one, the
    /// cipher on the long one.
    private static let sounds = [(name: "40 KB", bytes: 40_000), (name: "4 MB", bytes: 4_000_000)]

    static func measure(_ bench: Bench) throws -> [Figure] {
        let seat = try Site(bench, "sealing").seat()
        return try sounds.flatMap { sound in
            try measure(bench, seat, sound.name, Data(repeating: 0x33, count: sound.bytes))
        }
    }

    private static func measure(
        _ bench: Bench, _ seat: Seat, _ name: String, _ sound: Data
    ) throws -> [Figure] {
        let vault = seat.vault
        let incoming = IncomingClip(
            sourceID: "bench", audio: AudioSource(path: "/bench.wav"), locale: Site.locale,
            deviceID: "bench-device", accountID: "bench-account",
            consent: Consent(id: "bench", granted: true),
            hypothesis: Hypothesis(text: "wake me up at seven thirty tomorrow", confidence: 0.8))
        let queue = QueueID(uuid: UUID())
        let key = SymmetricKey(size: .bits256)
        let box = try AES.GCM.seal(sound, using: key)
        var random = SystemRandomNumberGenerator()
        let sealed = try vault.seal(
            incoming, as: ClipID(at: .now, using: &random), in: queue, audio: sound)
        let seal = try bench.duel {
            let id = ClipID(at: .now, using: &random)
            keep(try vault.seal(incoming, as: id, in: queue, audio: sound))
        } bare: {
            keep(try AES.GCM.seal(sound, using: key))
        }
        let open = try bench.duel {
            let keys = vault.openKeys(of: sealed.clip)
            keep(try keys.open(sealed.clip))
            keep(try keys.openAudio(sealed.sealedAudio))
        } bare: {
            keep(try AES.GCM.open(box, using: key))
        }
        return figures("sealing", name, sound.count, seal, "its fields and its keys")
            + figures("opening", name, sound.count, open, "keys unwrapped, text read")
    }

    private static func figures(
        _ verb: String, _ name: String, _ bytes: Int, _ duel: Duel, _ with: String
    ) -> [Figure] {
        [
            Figure(
                "\(verb) a clip, \(name)", duel,
                "\(name) of sound, \(with), in memory; floor: bare AES-256-GCM of the sound"),
            Figure(
                "\(verb), \(name)", duel.ours.rates(of: Double(bytes) / 1_000_000),
                unit: .megabytesPerSecond, floor: duel.bare.rates(of: Double(bytes) / 1_000_000),
                "the same, in sound a second of one thread"),
            Figure(
                "\(verb) clips, \(name)", duel.ours.rates(of: 1), unit: .perSecond,
                "the same, in clips a second of one thread"),
        ]
    }
}

extension Series {
    /// Of times in milliseconds: how much of something a second.
    fileprivate func rates(of amount: Double) -> Series {
        Series(values.map { amount * 1000 / $0 })
    }
}
