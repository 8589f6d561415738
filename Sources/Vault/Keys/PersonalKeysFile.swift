// The file a person's keys are kept in: a small JSON document that checks itself.
import Crypto
import Foundation

/// What stands in the file. The public halves are there to notice damage: any 32 bytes are a
/// private key, so a flipped bit would otherwise only show as grants that do not open.
private struct PersonalKeysDocument: Codable {
    static let format = "earshot personal keys"
    static let version = 1

    /// How the private halves are protected. A passphrase will be another case with its salt
    /// and cost, and sealed bytes in place of the raw ones.
    enum Protection: String, Codable {
        case none
    }

    var format = Self.format
    var version = Self.version
    var protection = Protection.none
    var agreement: Data
    var signing: Data
    var publicKeys: PublicKeys
}

/// Read first, so that a later version is named as such whatever else it changed.
private struct PersonalKeysHeader: Codable {
    var format: String
    var version: Int
}

extension PersonalKeys {
    /// Writes the keys for their owner's eyes only, wholly or not at all.
    ///
    /// Missing directories are made with mode 0700, the file has mode 0600.
    ///
    /// - Parameter replacing: Whether keys that are there already may be lost.
    public func save(to path: String, replacing: Bool = false) throws(VaultError) {
        let document = PersonalKeysDocument(
            agreement: agreement.rawRepresentation, signing: signing.rawRepresentation,
            publicKeys: publicKeys)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        var bytes: Data
        do {
            bytes = try encoder.encode(document)
        } catch {
            throw .keyFile(.damaged, path: path)
        }
        defer { bytes.wipe() }
        try PrivateFile(path: path).write(bytes, replacing: replacing)
    }

    /// Reads keys back; refuses a file or directory that others can reach.
    public static func load(from path: String) throws(VaultError) -> PersonalKeys {
        var bytes = try PrivateFile(path: path).read()
        defer { bytes.wipe() }
        let decoder = JSONDecoder()
        guard let header = try? decoder.decode(PersonalKeysHeader.self, from: bytes),
            header.format == PersonalKeysDocument.format
        else { throw .keyFile(.damaged, path: path) }
        guard header.version == PersonalKeysDocument.version else {
            throw .keyFile(.unknownVersion(header.version), path: path)
        }
        guard let document = try? decoder.decode(PersonalKeysDocument.self, from: bytes),
            let agreement = try? Curve25519.KeyAgreement.PrivateKey(
                rawRepresentation: document.agreement),
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: document.signing)
        else { throw .keyFile(.damaged, path: path) }
        let keys = PersonalKeys(agreement: agreement, signing: signing)
        guard keys.publicKeys == document.publicKeys else {
            throw .keyFile(.damaged, path: path)
        }
        return keys
    }
}
