// No more room for files, made in the ways there are; and a database that somebody else holds.

import Foundation
import GRDB
import Glibc
import TerminalHarness

/// How the room for files ends.
enum DiskShortage: CaseIterable {
    /// The kernel lets no file of the program grow, as a quota may. Anyone can do this.
    case fileLimit
    /// A small file system is filled to its last block. Mounting it takes root.
    case smallDisk

    /// Those that can be had here.
    static var possible: [DiskShortage] {
        allCases.filter { $0 == .fileLimit || geteuid() == 0 && SmallDisk.canBeMounted }
    }
}

/// A file system in memory, unmounted with its owner.
final class SmallDisk {
    let path: String
    private var filler: String { "\(path)/filler" }

    static var canBeMounted: Bool {
        guard let folder = try? TemporaryFolder() else { return false }
        return (try? SmallDisk(kilobytes: 64, at: folder.file("disk"))) != nil
    }

    init(kilobytes: Int, at path: String) throws(HarnessFailure) {
        self.path = path
        mkdir(path, 0o700)
        guard mount("none", path, "tmpfs", 0, "size=\(kilobytes)k,mode=0700") == 0 else {
            throw HarnessFailure("a file system cannot be mounted at \(path)")
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
    }

    /// Fills it to the last block.
    func fill() {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let block = [UInt8](repeating: 0x2E, count: 4096)
        while write(file, block, block.count) > 0 {}
        close(file)
    }

    /// Gives the room back.
    func empty() {
        unlink(filler)
    }
}

/// Limits how large files of a running program may grow; `nil` is without end.
func limitFiles(of process: ChildProcess, to bytes: Int?) throws {
    let limit = bytes.map(String.init) ?? "unlimited"
    // The soft limit alone: only root could raise the other again.
    let arguments = ["--pid", "\(process.processID)", "--fsize=\(limit):"]
    let tool = try PipedProcess(ProgramCall("prlimit", arguments))
    guard try tool.wait() == .exited(0) else {
        throw HarnessFailure("prlimit: \(tool.errorText)")
    }
}

/// A connection that holds a workspace's database for itself until `release`.
final class DatabaseHold {
    private let queue: DatabaseQueue

    init(_ workspace: TestWorkspace) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(
            path: workspace.folder.file("workspace/earshot.db"), configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    }

    func release() throws {
        try queue.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try queue.close()
    }
}
