// The sound files of an export: staged out of sight, shown together.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Vault

/// The folder of sound beside an exported manifest: `clips.jsonl` has `clips.audio/`.
///
/// It is filled under another name and takes its own when it is whole. Opened sound must not lie
/// about: where it lies meanwhile is noted (`Staging`).
struct ExportedSounds {
    let path: String
    var name: String { URL(filePath: path).lastPathComponent }
    private let staging: String

    /// What an earlier export's sound is called while the new one takes its place.
    static let oldEnding = ".old"

    init(beside output: String, as name: String) throws {
        let file = URL(filePath: output)
        let base = file.deletingPathExtension().lastPathComponent
        let folder = file.deletingLastPathComponent()
        path = folder.appending(path: "\(base).audio").path
        staging = folder.appending(path: name).path
        guard mkdir(staging, 0o700) == 0 else {
            throw InterchangeError.cannotWrite(path: staging, code: errno)
        }
    }

    /// Writes the sound of a clip that leaves, its personal stretches covered; sound that will
    /// not decode is named, and the record says that it stayed behind.
    func add(
        _ leaving: inout LeavingRecord, from clip: SealedClip, _ seat: Seat,
        with personal: PersonalSound, _ onProblem: (String) -> Void
    ) throws {
        guard case .file(let relative) = leaving.record.sound else { return }
        let file = URL(filePath: relative).lastPathComponent
        var sound: PCM
        do {
            let sealed = try seat.workspace.audioFiles.read(clip.id)
            let plain = try seat.openKeys(of: clip).openAudio(sealed)
            sound = try plain.withUnsafeBytes { (bytes) throws(DecodeError) in
                try Decoder.decode(bytes)
            }
        } catch let error as DecodeError {
            leaving.withholdSound(.unreadable)
            return onProblem("\(file): \(error)")
        } catch let error as StoreError where error.kind == .audioMissing {
            leaving.withholdSound(.unreadable)
            return onProblem("\(file): \(error)")
        }
        if case .covered(let spans) = leaving.cover {
            sound = sound.covering(spans, with: personal)
        }
        try write(WaveFile.encode(sound), to: "\(staging)/\(file)")
    }

    private func write(_ bytes: Data, to file: String) throws {
        guard
            FileManager.default.createFile(
                atPath: file, contents: bytes, attributes: [.posixPermissions: 0o600])
        else { throw InterchangeError.cannotWrite(path: path, code: errno) }
        // Files written one after another would tell the order that the manifest hides.
        let alike = Array(repeating: timespec(tv_sec: Self.dayStart, tv_nsec: 0), count: 2)
        guard utimensat(AT_FDCWD, file, alike, 0) == 0 else {
            throw InterchangeError.cannotWrite(path: path, code: errno)
        }
    }

    /// Seconds since 1970 at which the current day began, UTC.
    private static var dayStart: Int { time(nil) / 86_400 * 86_400 }

    /// Puts the new sound in the place of an earlier export's, whose names mean nothing now.
    func publish() throws -> Replaced {
        let old = staging + Self.oldEnding
        let hadOld = rename(path, old) == 0
        guard rename(staging, path) == 0 else {
            let code = errno
            if hadOld { rename(old, path) }
            throw InterchangeError.cannotWrite(path: path, code: code)
        }
        return Replaced(path: path, staging: staging, old: hadOld ? old : nil)
    }

    func discard() {
        try? FileManager.default.removeItem(atPath: staging)
    }

    /// An earlier export's sound, which the new one took the place of.
    struct Replaced {
        fileprivate let path: String
        fileprivate let staging: String
        fileprivate let old: String?

        /// The manifest could not follow: everything is as it was.
        func putBack() {
            rename(path, staging)
            if let old { rename(old, path) }
        }

        func remove() {
            if let old { try? FileManager.default.removeItem(atPath: old) }
        }
    }
}
