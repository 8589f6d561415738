// A folder held open, and what lies below it: no path leaves it and no link is followed.
import CBeneath
import Foundation

/// An open folder. Whatever is renamed or linked while it is open, files are found below this
/// very folder or not at all.
final class BeneathFolder: Sendable {
    /// Opens the place and not the thing in it: nothing happens to a device, nobody waits.
    static let pathOnly = earshot_path_only()

    private let descriptor: Int32
    /// Whether the kernel resolves a whole path at once; tests ask for the other way.
    private let asksKernel: Bool

    /// - Throws: `InterchangeError.cannotRead`.
    init(_ path: String, asksKernel: Bool = true) throws(InterchangeError) {
        descriptor = Foundation.open(path, Self.pathOnly | O_DIRECTORY | O_CLOEXEC)
        self.asksKernel = asksKernel
        guard descriptor >= 0 else { throw .cannotRead(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    /// A descriptor of what `parts` name, or an `errno`: `ELOOP` where a link is in the way.
    func open(_ parts: [Substring], _ flags: Int32) -> Result<Int32, Errno> {
        guard !parts.isEmpty else { return step(descriptor, ".", flags) }
        guard asksKernel else { return walk(parts, flags) }
        let opened = earshot_open_beneath(
            descriptor, parts.joined(separator: "/"), flags | O_CLOEXEC)
        if opened >= 0 { return .success(opened) }
        // Before Linux 5.6, and where a sandbox does not know the call.
        if errno == ENOSYS || errno == EPERM { return walk(parts, flags) }
        return .failure(Errno(code: errno))
    }

    /// A failed system call's number.
    struct Errno: Error, Equatable {
        let code: Int32
    }

    /// One component after another, no link followed at any of them.
    private func walk(_ parts: [Substring], _ flags: Int32) -> Result<Int32, Errno> {
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for part in parts.dropLast() {
            switch step(folder, String(part), Self.pathOnly | O_DIRECTORY) {
            case .failure(let code): return .failure(code)
            case .success(let next):
                if folder != descriptor { close(folder) }
                folder = next
            }
        }
        return step(folder, String(parts[parts.count - 1]), flags)
    }

    private func step(_ folder: Int32, _ name: String, _ flags: Int32) -> Result<Int32, Errno> {
        let opened = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else {
            return .failure(Errno(code: isLink(folder, name) ? ELOOP : errno))
        }
        // O_PATH opens a link as itself instead of refusing it.
        var status = stat()
        if flags & Self.pathOnly != 0, fstat(opened, &status) == 0,
            status.st_mode & S_IFMT == S_IFLNK
        {
            close(opened)
            return .failure(Errno(code: ELOOP))
        }
        return .success(opened)
    }

    /// `O_DIRECTORY` says of a link that it is no folder.
    private func isLink(_ folder: Int32, _ name: String) -> Bool {
        let code = errno
        defer { errno = code }
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_mode & S_IFMT == S_IFLNK
    }
}
