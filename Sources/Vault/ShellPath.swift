// A path as a person can paste it into a shell: their home as ~, anything odd quoted.
import Foundation

/// A path ready to stand in a command that is shown to somebody.
struct ShellPath: CustomStringConvertible {
    let description: String

    /// `home` is shortened to `~`, which also keeps the login name out of shared logs.
    init(_ path: String, home: String = NSHomeDirectory()) {
        let inHome = home.count > 1 && path.hasPrefix(home + "/")
        let rest = inHome ? String(path.dropFirst(home.count + 1)) : path
        let prefix = inHome ? "~/" : ""
        description = prefix + (rest.utf8.allSatisfy(Self.isPlain) ? rest : Self.quoted(rest))
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

    /// Every odd byte becomes `\xHH`, so that no control sequence reaches a terminal.
    private static func quoted(_ path: String) -> String {
        let body = path.utf8.map { byte in
            if isPlain(byte) || byte == UInt8(ascii: " ") {
                return String(UnicodeScalar(byte))
            }
            let hex = String(byte, radix: 16)
            return "\\x" + (hex.count == 1 ? "0" + hex : hex)
        }
        return "$'" + body.joined() + "'"
    }
}
