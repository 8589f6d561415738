// The key the log was begun with, kept outside the database: with it the ledger begins or not at all.
import Foundation

/// A small file beside a person's keys.
public enum FounderPin {
    private static let heading = "earshot founder"

    /// Keeps the founder's signing key, for the owner's eyes only like the keys beside it.
    public static func save(
        _ key: AuditKey, to path: String, replacing: Bool = false
    ) throws(VaultError) {
        let text = "\(heading)\n\(key.bytes.base64EncodedString())\n"
        try PrivateFile(path: path).write(Data(text.utf8), replacing: replacing)
    }

    /// `nil` where none was kept yet.
    public static func load(from path: String) throws(VaultError) -> AuditKey? {
        let bytes: Data
        do {
            bytes = try PrivateFile(path: path).read()
        } catch VaultError.keyFile(.missing, _) {
            return nil
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.count == 2, lines[0] == heading,
            let key = Data(base64Encoded: String(lines[1])).flatMap({ AuditKey($0) })
        else { throw .keyFile(.pinDamaged, path: path) }
        return key
    }
}
