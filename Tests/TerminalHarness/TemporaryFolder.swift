// A folder of a test's own, gone with its owner.

import Foundation

/// A new empty folder, mode 0700, removed with all it holds when this goes.
public final class TemporaryFolder {
    public let path: String

    public init() throws(HarnessFailure) {
        var name = Array("/tmp/earshot-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&name) else {
            throw HarnessFailure("mkdtemp", code: Errno.current)
        }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and answers its path.
    @discardableResult
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let path = file(name)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }
}
