// Walks a bare folder of audio: recursive, in a fixed order, one directory in memory at a time.

/// The audio files below a folder, ordered by path component, bytewise. A link is no folder: it
/// could lead round in circles, or out.
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

    private let root: AudioRoot
    /// Entries still to visit, the next one last.
    private var pending: [String]
    private static let depthLimit = 64

    init(_ root: AudioRoot) {
        self.root = root
        pending = [""]
    }

    /// The next file, or a folder that could not be read. Hidden entries are passed over.
    mutating func next() -> Entry? {
        while let path = pending.popLast() {
            guard path.isEmpty || root.isFolder(path) else {
                if Self.isAudio(path) { return .audio(path) }
                continue
            }
            guard let names = names(in: path) else {
                return .unreadableFolder(path)
            }
            guard path.split(separator: "/").count < Self.depthLimit else { continue }
            let prefix = path.isEmpty ? "" : path + "/"
            pending.append(contentsOf: names.reversed().map { prefix + $0 })
        }
        return nil
    }

    private static func isAudio(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return extensions.contains(path[path.index(after: dot)...].lowercased())
    }

    /// Names in a fixed order, hidden ones left out.
    private func names(in folder: String) -> [String]? {
        root.names(in: folder)?.filter { !$0.hasPrefix(".") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
