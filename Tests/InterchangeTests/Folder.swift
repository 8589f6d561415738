// A throw-away folder for tests of what is on disk.
import Foundation

/// A folder that goes away with the value that names it.
final class Folder {
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.path
        let made = base + "/interchange-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: made, withIntermediateDirectories: true)
        path = made
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let whole = self(name)
        let folder = (whole as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: whole))
        return whole
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
