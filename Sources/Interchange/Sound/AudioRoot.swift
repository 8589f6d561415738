// Where a manifest's audio may lie: its own folder and what is below, and no link is followed.
import Foundation
import ReviewCore

/// The folder that audio paths start from and must stay in, held open while an import runs.
public final class AudioRoot: Sendable {
    /// The folder's path as the system has it, without a slash at the end (empty for the root
    /// directory).
    private let folder: String
    private let beneath: BeneathFolder

    /// - Throws: `InterchangeError.cannotRead` when the folder does not exist.
    init(_ path: String, asksKernel: Bool = true) throws(InterchangeError) {
        guard let resolved = realpath(path, nil) else { throw .cannotRead(path: path, code: errno) }
        defer { free(resolved) }
        guard let whole = String(validatingCString: resolved) else {
            throw .cannotRead(path: path, code: EILSEQ)
        }
        folder = whole == "/" ? "" : whole
        beneath = try BeneathFolder(whole, asksKernel: asksKernel)
    }

    /// The file that `path` names, checked: within the folder, reached through no link, regular,
    /// readable, not empty. It is checked again when it is read.
    func source(_ path: String) throws(FieldFault) -> AudioSource {
        guard !path.isEmpty else { throw FieldFault(reason: .missing("audio path")) }
        guard CleanText.isClean(path) else {
            throw FieldFault(reason: .malformed("audio path", rule: "no control characters"))
        }
        guard let parts = parts(of: path) else { throw FieldFault(reason: .audioOutside) }
        let (descriptor, size) = try openFile(parts)
        close(descriptor)
        guard size > 0 else { throw FieldFault(reason: .audioEmpty) }
        return AudioSource(path: folder + "/" + parts.joined(separator: "/"))
    }

    /// `path`, as given out by `source`, seen from the folder.
    func relative(_ path: String) -> String {
        String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
    }

    /// Opens the file that `source` gave out for reading, and says how many bytes it has.
    func open(_ source: AudioSource) throws(FieldFault) -> (descriptor: Int32, size: Int) {
        guard let parts = parts(of: source.path) else { throw FieldFault(reason: .audioOutside) }
        return try openFile(parts)
    }

    /// Names in a folder below, `nil` where it is no folder that can be read.
    func names(in path: String) -> [String]? {
        let parts = path.split(separator: "/")
        guard case .success(let descriptor) = beneath.open(parts, O_RDONLY | O_DIRECTORY) else {
            return nil
        }
        guard let directory = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            if let name { names.append(name) }
        }
        return names
    }

    /// Whether `path` is a folder and no link to one.
    func isFolder(_ path: String) -> Bool {
        let opened = beneath.open(path.split(separator: "/"), BeneathFolder.pathOnly | O_DIRECTORY)
        guard case .success(let descriptor) = opened else { return false }
        close(descriptor)
        return true
    }

    // MARK: - Opening

    /// The components of a path below the folder; `nil` when it leads out of it in so many words,
    /// which is settled before the disk is asked. Without links `a/..` is where it started.
    private func parts(of path: String) -> [Substring]? {
        var rest = path[...]
        if path.hasPrefix("/") {
            // Bytes, since two names that look alike to Unicode are two folders to the disk.
            guard path.utf8.starts(with: (folder + "/").utf8) else { return nil }
            rest = Substring(path.utf8.dropFirst(folder.utf8.count + 1))
        }
        var parts: [Substring] = []
        for part in rest.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts
    }

    private func openFile(_ parts: [Substring]) throws(FieldFault) -> (Int32, Int) {
        // Looked at before it is opened: opening a device can do things.
        let looked = try descriptor(parts, BeneathFolder.pathOnly)
        _ = try size(of: looked, closing: true)
        // Non-blocking: should a FIFO have taken its place by now, nobody waits for its writer.
        let opened = try descriptor(parts, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        return (opened, try size(of: opened, closing: false))
    }

    private func descriptor(_ parts: [Substring], _ flags: Int32) throws(FieldFault) -> Int32 {
        switch beneath.open(parts, flags) {
        case .success(let descriptor): return descriptor
        case .failure(let failure): throw FieldFault(reason: Self.reason(failure.code))
        }
    }

    /// The bytes of a regular file; what is none is closed and refused.
    private func size(of descriptor: Int32, closing: Bool) throws(FieldFault) -> Int {
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if closing || !isFile { close(descriptor) }
        guard isFile else { throw FieldFault(reason: .audioNotAFile) }
        return Int(status.st_size)
    }

    private static func reason(_ code: Int32) -> ImportProblem.Reason {
        switch code {
        case EXDEV: .audioOutside
        case ELOOP: .audioThroughLink
        case ENOENT, ENOTDIR, ENAMETOOLONG: .audioMissing
        case ENXIO, ENODEV: .audioNotAFile
        default: .audioUnreadable
        }
    }
}
