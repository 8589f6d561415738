// A search through the raw bytes of files, as a thief makes it.
import Foundation

/// Looks for words in every file below some folders, in the forms bytes are kept in.
struct RawBytes {
    private let files: [(path: String, bytes: Data)]

    /// Reads every file below `folders` now.
    init(below folders: [String]) {
        files = folders.flatMap { folder in
            (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
                .compactMap { name in
                    FileManager.default.contents(atPath: "\(folder)/\(name)").map {
                        ("\(folder)/\(name)", $0)
                    }
                }
        }
    }

    var isEmpty: Bool { files.allSatisfy(\.bytes.isEmpty) }

    /// Where `needle` stands readable: in a file's bytes, or in its name.
    func places(of needle: String) -> [String] {
        let names = files.map(\.path).filter { $0.contains(needle) }
        return names
            + [
                Data(needle.utf8), Data(needle.lowercased().utf8), Data(needle.uppercased().utf8),
                needle.data(using: .utf16LittleEndian) ?? Data(), Self.hex(needle),
            ].flatMap(places) + Self.base64(needle).flatMap(places)
    }

    func places(of needle: Data) -> [String] {
        guard !needle.isEmpty else { return [] }
        return files.filter { $0.bytes.range(of: needle) != nil }.map(\.path)
    }

    private static func hex(_ needle: String) -> Data {
        Data(
            needle.utf8.map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined().utf8)
    }

    /// In base 64 the same bytes look different at each of three places; the letters that depend
    /// on what stands before and after are left out.
    private static func base64(_ needle: String) -> [Data] {
        (0..<3).map { shift in
            let text = (Data(repeating: 0x41, count: shift) + Data(needle.utf8))
                .base64EncodedString()
            return Data(text.dropFirst(4).dropLast(4).utf8)
        }
    }
}
