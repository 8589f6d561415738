// Walks a bare folder of audio: recursive, in a fixed order, one directory in memory at a time.
import Foundation
import ReviewCore

/// The audio files below a folder, ordered by path component, bytewise.
struct AudioFolder {
    /// Lower-case extensions taken for audio: what the decoder reads.
    static let extensions: Set<String> = [
        "aif", "aifc", "aiff", "au", "caf", "flac", "mp3", "oga", "ogg", "opus", "rf64", "snd",
        "w64", "wav",
    ]

    enum Entry: Equatable {
        /// Relative to the folder.
        case audio(String)
        case unreadableFolder(String)
    }

    private let root: String
    /// Entries still to visit, the next one last.
    private var pending: [String]
    private static let depthLimit = 64

    init(_ root: String) {
        self.root = root
        pending = [""]
    }

    /// The next file, or a folder that could not be read. Hidden entries are passed over.
    mutating func next() -> Entry? {
        while let path = pending.popLast() {
            guard path.isEmpty || isFolder(path) else {
                if Self.isAudio(path) { return .audio(path) }
                continue
            }
            guard let names = Self.names(in: root + "/" + path) else {
                return .unreadableFolder(path)
            }
            guard path.split(separator: "/").count < Self.depthLimit else { continue }
            let prefix = path.isEmpty ? "" : path + "/"
            pending.append(contentsOf: names.reversed().map { prefix + $0 })
        }
        return nil
    }

    /// A symlink to a folder is not followed: it could lead round in circles.
    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(root + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func isAudio(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return extensions.contains(path[path.index(after: dot)...].lowercased())
    }

    private static func names(in folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            if let name, !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
