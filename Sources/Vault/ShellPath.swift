// A path as a person can paste it into a shell: their home as ~, anything odd quoted.
import Foundation

/// A path ready to stand in a command that is shown to somebody.
public struct ShellPath: Sendable, Equatable, CustomStringConvertible {
    public let description: String

    /// `home` is shortened to `~`, which also keeps the login name out of shared logs.
    public init(_ path: String, home: String = NSHomeDirectory()) {
        let inHome = home.count > 1 && path.hasPrefix(home + "/")
        let rest = inHome ? String(path.dropFirst(home.count + 1)) : path
        let prefix = inHome ? "~/" : ""
        description = prefix + Self.quoted(rest)
    }

    private static func quoted(_ path: String) -> String {
        if path.utf8.allSatisfy(isPlain) { return path }
        if path.unicodeScalars.allSatisfy(isVisible) {
            return "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
        }
        return "$'" + path.unicodeScalars.map(escaped).joined() + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "/._-+,@%".utf8.contains(byte)
        }
    }

    /// Control and format characters could drive a terminal or turn the line around.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            false
        default:
            true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if isVisible(scalar), scalar != "'", scalar != "\\" { return String(scalar) }
        return String(scalar).utf8.map { byte in
            let hex = String(byte, radix: 16)
            return "\\x" + (hex.count == 1 ? "0" + hex : hex)
        }.joined()
    }
}
