// Where a manifest's audio may lie: its own folder and what is below, symlinks resolved.
import Foundation
import ReviewCore

/// The folder that audio paths start from and must stay in.
struct AudioRoot {
    /// Absolute and free of symlinks, without a slash at the end (empty for the root directory).
    private let folder: String

    /// - Throws: `InterchangeError.cannotRead` when the folder does not exist.
    init(_ path: String) throws(InterchangeError) {
        guard let resolved = Self.resolve(path) else { throw .cannotRead(path: path, code: errno) }
        folder = resolved == "/" ? "" : resolved
    }

    /// The file that `path` names, checked: within the folder, regular, readable, not empty.
    func source(_ path: String) throws(FieldFault) -> AudioSource {
        guard !path.isEmpty else { throw FieldFault(reason: .missing("audio path")) }
        guard CleanText.isClean(path) else {
            throw FieldFault(reason: .malformed("audio path", rule: "no control characters"))
        }
        // Words first, disk second: what leads out in so many words is never looked up.
        let isAbsolute = path.hasPrefix("/")
        let whole = isAbsolute ? path : folder + "/" + path
        guard isAbsolute || Self.staysInside(path) else { throw FieldFault(reason: .audioOutside) }
        guard let resolved = Self.resolve(whole) else {
            throw FieldFault(reason: Self.reason(errno))
        }
        // Bytes, since two names that look alike to Unicode are two folders to the disk.
        guard resolved.utf8.starts(with: (folder + "/").utf8) else {
            throw FieldFault(reason: .audioOutside)
        }
        var status = stat()
        guard stat(resolved, &status) == 0 else { throw FieldFault(reason: Self.reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FieldFault(reason: .audioNotAFile)
        }
        guard status.st_size > 0 else { throw FieldFault(reason: .audioEmpty) }
        guard access(resolved, R_OK) == 0 else { throw FieldFault(reason: Self.reason(errno)) }
        return AudioSource(path: resolved)
    }

    /// `path`, as given out by `source`, seen from the folder.
    func relative(_ path: String) -> String {
        String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
    }

    /// Whether a relative path never climbs above where it starts.
    private static func staysInside(_ path: String) -> Bool {
        var depth = 0
        for part in path.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return false }
        }
        return true
    }

    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    private static func reason(_ code: Int32) -> ImportProblem.Reason {
        switch code {
        case EACCES, EPERM: .audioUnreadable
        case ENOENT, ENOTDIR, ENAMETOOLONG: .audioMissing
        default: .audioUnreadable
        }
    }
}
