// An import's time among the sound files: what a killed one left behind is swept by the next.
import Foundation
import Glibc
import ReviewCore

/// Says that somebody is writing sound whose clips are not stored yet. Hold it for as long as an
/// import runs, and `finish` it when every written file has its clip.
///
/// An intake leaves a mark in the directory and keeps a shared lock. Whoever begins when nobody
/// else holds the lock finds only marks of the dead, and sweeps what they left. Without such a
/// mark, beginning costs a directory's listing, whatever the number of clips.
public final class AudioIntake: Sendable {
    /// How many files were swept before this began.
    public let swept: Int
    private let mark: String
    private let lock: Int32

    fileprivate init(swept: Int, mark: String, lock: Int32) {
        (self.swept, self.mark, self.lock) = (swept, mark, lock)
    }

    /// Everything written has its clip, or was deleted: nothing is left to sweep.
    public func finish() {
        unlink(mark)
    }

    deinit { close(lock) }
}

extension SealedAudioFiles {
    private static let lockName = ".intake-lock"
    private static let markPrefix = ".intake-"

    /// Begins an import: sweeps sound that no clip owns, as an import killed between file and
    /// database leaves, and half-written files. While another import runs nothing is swept.
    ///
    /// - Parameter known: which of these clips the store has (`Upkeep.knownClips`); asked folder
    ///   by folder, and only when something was left.
    public func beginIntake(
        known: ([ClipID]) throws(StoreError) -> Set<ClipID>
    ) throws(StoreError) -> AudioIntake {
        try makePrivateDirectory(directory)
        let path = directory + "/" + Self.lockName
        let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw fileError(path) }
        do throws(StoreError) {
            let swept = flock(lock, LOCK_EX | LOCK_NB) == 0 ? try sweep(known) : 0
            // Waits for a sweep, never for an import. What another swept meanwhile was not ours:
            // nothing of ours is written yet.
            while flock(lock, LOCK_SH) != 0 {
                guard errno == EINTR else { throw fileError(path) }
            }
            let mark = directory + "/" + Self.markPrefix + UUID().uuidString
            try writeStaged(Data(), at: mark)
            return AudioIntake(swept: swept, mark: mark, lock: lock)
        } catch {
            close(lock)
            throw error
        }
    }

    /// Call it while nobody else can be importing.
    private func sweep(_ known: ([ClipID]) throws(StoreError) -> Set<ClipID>) throws(StoreError)
        -> Int
    {
        let marks = entries(of: directory).filter {
            $0.hasPrefix(Self.markPrefix) && $0 != Self.lockName
        }
        guard !marks.isEmpty else { return 0 }
        var removed = 0
        for index in 0...UInt8.max {
            let shard = directory + "/" + hex(index)
            let names = entries(of: shard)
            let named = names.compactMap { name in clip(named: name).map { (name, $0) } }
            let kept = named.isEmpty ? [] : try known(named.map(\.1))
            let halfWritten = names.filter { $0.hasPrefix(".") && $0.hasSuffix(".part") }
            let orphans = named.filter { !kept.contains($0.1) }.map(\.0) + halfWritten
            for name in orphans where unlink(shard + "/" + name) == 0 { removed += 1 }
        }
        for mark in marks { unlink(directory + "/" + mark) }
        return removed
    }
}
