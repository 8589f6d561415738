// Where a manifest's audio may lie: its own folder and what is below, symlinks resolved.
import Foundation
import ReviewCore

/// The folder that audio paths start from and must stay in.
struct AudioRoot {
    /// Absolute and free of symlinks, without a slash at the end (empty for the root directory).
    private let folder: String
    /// The folder that the last path lay in, as given and as resolved.
    private var lastFolder: (given: String, resolved: String)?

    /// - Throws: `InterchangeError.cannotRead` when the folder does not exist.
    init(_ path: String) throws(InterchangeError) {
        guard let resolved = Self.resolve(path) else { throw .cannotRead(path: path, code: errno) }
        folder = resolved == "/" ? "" : resolved
    }

    /// The file that `path` names, checked: within the folder, regular, readable, not empty.
    mutating func source(_ path: String) throws(FieldFault) -> AudioSource {
        guard !path.isEmpty else { throw FieldFault(reason: .missing("audio path")) }
        guard CleanText.isClean(path) else {
            throw FieldFault(reason: .malformed("audio path", rule: "no control characters"))
        }
        // Words first, disk second: what leads out in so many words is never looked up.
        let isAbsolute = path.hasPrefix("/")
        let whole = isAbsolute ? path : folder + "/" + path
        guard isAbsolute || Self.staysInside(path) else { throw FieldFault(reason: .audioOutside) }
        var status = stat()
        let resolved = try resolve(whole, &status)
        // Bytes, since two names that look alike to Unicode are two folders to the disk.
        guard resolved.utf8.starts(with: (folder + "/").utf8) else {
            throw FieldFault(reason: .audioOutside)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FieldFault(reason: .audioNotAFile)
        }
        guard status.st_size > 0 else { throw FieldFault(reason: .audioEmpty) }
        guard access(resolved, R_OK) == 0 else { throw FieldFault(reason: Self.reason(errno)) }
        return AudioSource(path: resolved)
    }

    /// The one true path of `whole`, and what stands there.
    private mutating func resolve(
        _ whole: String, _ status: inout stat
    ) throws(FieldFault) -> String {
        let slash = whole.utf8.lastIndex(of: UInt8(ascii: "/")) ?? whole.startIndex
        let parent = whole[..<slash]
        let name = whole[slash...].dropFirst()
        if name != "", name != ".", name != ".." {
            // Clips lie many to a folder: it is looked up once, then only the file is.
            if lastFolder?.given.utf8.elementsEqual(parent.utf8) != true {
                lastFolder = Self.resolve(String(parent)).map { (String(parent), $0) }
            }
            if let lastFolder {
                let path = lastFolder.resolved + "/" + name
                guard lstat(path, &status) == 0 else {
                    throw FieldFault(reason: Self.reason(errno))
                }
                if status.st_mode & S_IFMT != S_IFLNK { return path }
            }
        }
        guard let resolved = Self.resolve(whole), stat(resolved, &status) == 0 else {
            throw FieldFault(reason: Self.reason(errno))
        }
        return resolved
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
