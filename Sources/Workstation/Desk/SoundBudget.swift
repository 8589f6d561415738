// How much memory the sounds that are held ready may take.
import ReviewCore
import Vault

/// The sounds of clips ahead, in bytes. The clip on the desk always has room; what does not fit
/// beside it is opened when its turn comes.
struct SoundBudget {
    /// 96 MB: two clips of two minutes and more, and nothing beside the usual two seconds.
    static let most = 96 << 20

    private var held: [ClipID: Int] = [:]

    var total: Int { held.values.reduce(0, +) }

    /// Takes `clip` in where there is room for it; says whether there was.
    mutating func admit(_ clip: ClipID, expecting bytes: Int) -> Bool {
        guard held[clip] == nil else { return true }
        guard held.isEmpty || total + bytes <= Self.most else { return false }
        held[clip] = bytes
        return true
    }

    /// Takes `clip` in, room or not: it is on the desk. With `bytes` as they turned out to be it
    /// mends an estimate.
    mutating func take(_ clip: ClipID, bytes: Int) {
        held[clip] = bytes
    }

    mutating func release(_ clip: ClipID) {
        held[clip] = nil
    }
}

extension SealedClip {
    /// Bytes its sound will take: decoded, as much as its length says or its sealed bytes do where
    /// that is more; of one that is decoded where it is heard, its bytes and some room. A guess;
    /// nothing is allocated by it.
    var expectedSoundBytes: Int {
        let seconds = min(max(duration ?? 0, 0), 86_400)
        let decoded = max(Int(seconds * 48_000 * 4), sealedAudioBytes)
        return min(decoded, sealedAudioBytes + 32 << 20)
    }
}
