// Names that hold within one export alone, so that two exports cannot be joined by them.
import Crypto
import Foundation
import ReviewCore

/// Makes pseudonyms under a key that lives as long as the export and is kept nowhere.
public struct ExportNaming: Sendable, Redacted {
    private let key = SymmetricKey(size: .bits256)

    public init() {}

    /// What a name stands for; the same id in two places has two names.
    public enum Subject: String, Sendable {
        case clip, device, account, annotator
    }

    /// 16 hex digits of HMAC-SHA-256 over the subject and the id.
    public func name(of id: String, as subject: Subject) -> Pseudonym {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Data(subject.rawValue.utf8))
        code.update(data: [0])
        code.update(data: Data(id.utf8))
        return Self.pseudonym(code.finalize().prefix(8))
    }

    /// A name that follows from nothing: it says that something was there, and no more. Consent
    /// has one for each clip, so that nobody can tell which clips came with the same.
    public func unrelatedName() -> Pseudonym {
        var random = SystemRandomNumberGenerator()
        return Self.pseudonym((0..<8).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    private static func pseudonym(_ bytes: some Sequence<UInt8>) -> Pseudonym {
        let digits = bytes.map { byte in
            byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        return Pseudonym(rawValue: digits.joined())
    }
}
