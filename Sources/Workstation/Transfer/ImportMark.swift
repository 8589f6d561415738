// A mark that an import is at work, by which the next one knows that an earlier one was killed.
import Foundation
import ReviewCore
import Store

/// Sound is on disk before its clip is in the database, so an import killed between the two
/// leaves sound that belongs to nobody. A mark that nobody holds locked tells of such an import.
struct ImportMark {
    private let path: String
    private let descriptor: Int32

    private static let prefix = ".importing-"

    /// Runs `work` under a mark of its own, after clearing up behind imports that were killed.
    static func during<Result>(
        in workspace: Workspace, _ work: () throws -> Result
    ) throws -> Result {
        try clearUp(workspace)
        let mark = try ImportMark(in: folder(of: workspace))
        defer { close(mark.descriptor) }
        // An import that failed may have left sound too: its mark stays for the next one to see.
        let result = try work()
        unlink(mark.path)
        return result
    }

    private init(in folder: URL) throws(SystemError) {
        path = folder.appending(path: Self.prefix + UUID().uuidString).path
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw SystemError("mark the import as begun in the workspace")
        }
    }

    // MARK: - Behind others

    /// Removes sound without clips if an import was killed, and leaves alone what a living import
    /// may be about to store.
    private static func clearUp(_ workspace: Workspace) throws {
        let folder = folder(of: workspace)
        let marks = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.hasPrefix(prefix) }.map { folder.appending(path: $0).path }
        let abandoned = marks.filter { !isHeld($0) }
        guard !abandoned.isEmpty else { return }
        let living = marks.filter { !abandoned.contains($0) }.compactMap(begun)
        _ = try workspace.audioFiles.sweepOrphans(
            youngest: living.min() ?? .now, known: workspace.store.upkeep.knownClips)
        for mark in abandoned { unlink(mark) }
    }

    private static func isHeld(_ mark: String) -> Bool {
        let file = open(mark, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) != 0
    }

    private static func begun(_ mark: String) -> Timestamp? {
        var facts = stat()
        guard stat(mark, &facts) == 0 else { return nil }
        let seconds = Int64(facts.st_mtim.tv_sec)
        return Timestamp(
            microseconds: seconds * 1_000_000 + Int64(facts.st_mtim.tv_nsec) / 1000 - 1)
    }

    private static func folder(of workspace: Workspace) -> URL {
        workspace.directory.appending(path: Workspace.clipsName)
    }
}

extension Workspace {
    /// Runs an import. What one that was killed left on disk is removed first.
    public func importing<Result>(_ work: () throws -> Result) throws -> Result {
        try ImportMark.during(in: self, work)
    }
}
