// Notices that somebody changed earshot.toml while a watch runs.
import Foundation
import Synchronization

/// Looks at the file's outside: which file it is, how long, and when it was written.
final class SettingsFollower: Sendable {
    private struct Stamp: Equatable {
        var inode: UInt64 = 0
        var size: Int64 = 0
        var (seconds, nanoseconds) = (0, 0)
    }

    private let directory: URL
    private let seen: Mutex<Stamp>

    /// - Parameter directory: the workspace's, whose settings were read just before.
    init(directory: URL) {
        self.directory = directory
        seen = Mutex(Self.stamp(in: directory))
    }

    /// Whether the file is another one than when this was last asked.
    func isChanged() -> Bool {
        let stamp = Self.stamp(in: directory)
        return seen.withLock { seen in
            defer { seen = stamp }
            return seen != stamp
        }
    }

    func read() throws -> IncidentSettings {
        try Workspace.readSettings(in: directory).incidents
    }

    /// All zeros where there is no file.
    private static func stamp(in directory: URL) -> Stamp {
        var facts = stat()
        guard stat(directory.appending(path: Workspace.settingsName).path, &facts) == 0 else {
            return Stamp()
        }
        return Stamp(
            inode: UInt64(facts.st_ino), size: Int64(facts.st_size),
            seconds: facts.st_mtim.tv_sec, nanoseconds: facts.st_mtim.tv_nsec)
    }
}
