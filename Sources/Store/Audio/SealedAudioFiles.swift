// Sealed sound, one file a clip, under `clips/`: on disk before its clip is in the database.
import Foundation
import Glibc
import ReviewCore

/// The directory of sealed sound files: 256 folders by the id's last byte, files of mode 0600.
///
/// Every file is written whole under another name, synced and renamed, and the folders are synced
/// last: a file that `write` reported is there after a power cut, and a half-written one is never
/// seen under a clip's name. A batch is synced as one, which for hundreds of small files is many
/// times faster than one by one. Calls are blocking, meant for worker threads, and safe to make
/// from several threads and processes at once.
public struct SealedAudioFiles: Sendable {
    let directory: String

    /// `directory` is the workspace's `clips`; it is made with mode 0700 at the first write.
    public init(directory: String) {
        self.directory = directory
    }

    /// Writes a batch of clips that are new; when this returns, all of it is on disk to stay,
    /// and when it throws, none of it is there.
    public func write(_ batch: [(clip: ClipID, sealed: Data)]) throws(StoreError) {
        var shards: Set<String> = []
        var staged: [(from: String, to: String)] = []
        var placed: [String] = []
        do throws(StoreError) {
            try makePrivateDirectory(directory)
            // Opened before the first byte is written: only failures since then are reported.
            let disk = try Disk(holding: directory)
            for (clip, sealed) in batch {
                let shard = shardPath(of: clip)
                if shards.insert(shard).inserted { try makePrivateDirectory(shard) }
                let from = stagingPath(of: clip)
                staged.append((from, path(of: clip)))
                try writeStaged(sealed, at: from)
            }
            try disk.sync()
            for (from, to) in staged {
                guard rename(from, to) == 0 else { throw fileError(to) }
                placed.append(to)
            }
            try disk.sync()
        } catch {
            // What has its name already goes too: the caller will store none of these clips.
            for path in staged.map(\.from) + placed { unlink(path) }
            throw error
        }
    }

    /// The clip's sealed sound; `audioMissing` when there is none.
    public func read(_ clip: ClipID) throws(StoreError) -> Data {
        let path = path(of: clip)
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            throw errno == ENOENT ? StoreError(.audioMissing, detail: path) : fileError(path)
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw fileError(path) }
        return try readWhole(file, size: Int(facts.st_size), path)
    }

    /// Removes the clips' sound; those without are passed over.
    public func delete(_ clips: [ClipID]) throws(StoreError) {
        // Nothing was ever written where there is no directory.
        guard !clips.isEmpty, access(directory, F_OK) == 0 else { return }
        let disk = try Disk(holding: directory)
        for clip in clips {
            let path = path(of: clip)
            guard unlink(path) == 0 || errno == ENOENT else { throw fileError(path) }
        }
        try disk.sync()
    }
}

// MARK: - Names

extension SealedAudioFiles {
    func path(of clip: ClipID) -> String {
        shardPath(of: clip) + "/" + clip.description + ".sealed"
    }

    /// Hidden, and one a process, so that two imports never write into the same file.
    private func stagingPath(of clip: ClipID) -> String {
        shardPath(of: clip) + "/." + clip.description + ".\(getpid()).part"
    }

    /// By the last byte: it is random in a UUIDv7, the first ones are the time.
    private func shardPath(of clip: ClipID) -> String {
        directory + "/" + hex(clip.uuid.uuid.15)
    }

    func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    func clip(named name: String) -> ClipID? {
        guard name.hasSuffix(".sealed") else { return nil }
        return ClipID(String(name.dropLast(".sealed".count)))
    }
}
