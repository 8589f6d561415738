// Signed notes (C2SP signed-note): text, and signature lines beneath it.
import Crypto
import Foundation

/// One signature line.
public struct NoteSignature: Sendable, Hashable {
    /// Neither empty nor with spaces or a plus sign.
    public let name: String
    public let keyID: UInt32
    public let signature: Data

    /// Names a key: the first four bytes of SHA-256(name || newline || 0x01 || key), where 0x01
    /// stands for Ed25519.
    public static func keyID(name: String, key: AuditKey) -> UInt32 {
        let hash = SHA256.hash(data: Data(name.utf8) + [0x0A, 0x01] + key.bytes)
        return hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    var line: String {
        let id = withUnsafeBytes(of: keyID.bigEndian) { Data($0) }
        return "\u{2014} \(name) \((id + signature).base64EncodedString())\n"
    }

    init(name: String, keyID: UInt32, signature: Data) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// A line without its newline; `nil` unless it is of the form.
    init?(line: Substring) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "\u{2014}", Self.isName(words[1]),
            let bytes = Data(base64Encoded: String(words[2])), bytes.count > 4
        else { return nil }
        name = String(words[1])
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        signature = Data(bytes.dropFirst(4))
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" }
    }
}

/// A text that its signers vouch for. The text means nothing until a signature was checked.
public struct SignedNote: Sendable, Hashable {
    /// Ends in a newline.
    public let text: String
    public let signatures: [NoteSignature]

    /// More than any checkpoint needs; keeps a wrong file from being taken apart.
    static let longest = 64 * 1024

    init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    public init(parsing bytes: Data) throws(AuditLogError) {
        guard bytes.count <= Self.longest else { throw .note(.tooLong) }
        guard let whole = String(bytes: bytes, encoding: .utf8),
            bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
        else { throw .note(.notText) }
        guard let split = whole.range(of: "\n\n", options: [.backwards, .literal]),
            whole.hasSuffix("\n"), split.upperBound < whole.endIndex
        else { throw .note(.noSignatures) }
        let lines = whole[split.upperBound...].dropLast()
            .split(separator: "\n", omittingEmptySubsequences: false)
        var signatures: [NoteSignature] = []
        for line in lines {
            guard let signature = NoteSignature(line: line) else {
                throw .note(.badSignatureLine)
            }
            signatures.append(signature)
        }
        self.init(text: whole[..<split.lowerBound] + "\n", signatures: signatures)
    }

    /// The note as it is written to a file.
    public var serialized: String { text + "\n" + signatures.map(\.line).joined() }

    /// Whether one of `keys` vouches for the text. Signatures of unknown keys are passed over; one
    /// that bears a known key's name and does not fit makes the whole note worthless.
    public func isSigned(byOneOf keys: some Sequence<AuditKey>) -> Bool {
        var vouched = false
        for key in keys {
            for signature in signatures
            where signature.keyID == NoteSignature.keyID(name: signature.name, key: key) {
                guard
                    key.verifying?.isValidSignature(signature.signature, for: Data(text.utf8))
                        == true
                else { return false }
                vouched = true
            }
        }
        return vouched
    }
}
