// The file a person's keys are kept in: a small JSON document that checks itself.
import Crypto
import Foundation

/// What stands in the file. The public halves are there to notice damage: any 32 bytes are a
/// private key, so a flipped bit would otherwise only show as grants that do not open. They can be
/// read without a passphrase.
private struct PersonalKeysDocument: Codable {
    static let format = "earshot personal keys"
    static let version = 1

    /// How the private halves are protected.
    enum Protection: String, Codable {
        /// By the file's mode alone: they stand in it as they are.
        case none
        /// Sealed under a key that scrypt makes of a passphrase.
        case scrypt
    }

    var format = Self.format
    var version = Self.version
    var protection: Protection
    var agreement: Data?
    var signing: Data?
    var scrypt: ScryptTerms?
    /// Both private halves, one after the other: AES-256-GCM, bound to everything else here.
    var sealed: Data?
    var publicKeys: PublicKeys

    /// What the sealed halves are bound to: whoever swaps the public halves, or makes the terms
    /// cheaper, is found out.
    var binding: Data {
        var bytes = Data("\(Self.format) \(version) \(protection.rawValue)\0".utf8)
        bytes += publicKeys.agreement + publicKeys.signing
        if let scrypt {
            bytes += Data("\(scrypt.rounds) \(scrypt.blockSize) \(scrypt.parallelism)\0".utf8)
            bytes += scrypt.salt
        }
        return bytes
    }
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
    /// - Parameters:
    ///   - replacing: Whether keys that are there already may be lost.
    ///   - passphrase: What opens them from then on; without one the file opens by itself.
    public func save(
        to path: String, replacing: Bool = false, protectedBy passphrase: Passphrase? = nil
    ) throws(VaultError) {
        let document = try document(protectedBy: passphrase, path: path)
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

    private func document(
        protectedBy passphrase: Passphrase?, path: String
    ) throws(VaultError) -> PersonalKeysDocument {
        guard let passphrase else {
            return PersonalKeysDocument(
                protection: .none, agreement: agreement.rawRepresentation,
                signing: signing.rawRepresentation, publicKeys: publicKeys)
        }
        guard passphrase.isLongEnough else { throw .keyFile(.passphraseTooShort, path: path) }
        let terms = ScryptTerms.new()
        var document = PersonalKeysDocument(
            protection: .scrypt, scrypt: terms, publicKeys: publicKeys)
        var halves = agreement.rawRepresentation + signing.rawRepresentation
        defer { halves.wipe() }
        guard let key = passphrase.key(terms),
            let box = try? AES.GCM.seal(halves, using: key, authenticating: document.binding)
        else { throw .memoryRefused(byteCount: terms.memory) }
        document.sealed = box.combined
        return document
    }

    /// Reads keys back; refuses a file or directory that others can reach.
    ///
    /// - Parameter unlock: Asked where a passphrase protects them; without it such keys are refused.
    public static func load<Failure: Error>(
        from path: String, unlock: (LockedPersonalKeys) throws(Failure) -> PersonalKeys
    ) throws -> PersonalKeys {
        switch try PersonalKeysFile.read(path) {
        case .open(let keys): keys
        case .locked(let locked): try unlock(locked)
        }
    }

    /// Reads keys that no passphrase protects.
    public static func load(from path: String) throws(VaultError) -> PersonalKeys {
        switch try PersonalKeysFile.read(path) {
        case .open(let keys): return keys
        case .locked: throw .keyFile(.locked, path: path)
        }
    }
}

/// A file of personal keys, as far as it opens without its owner.
public enum PersonalKeysFile: Sendable {
    case open(PersonalKeys)
    case locked(LockedPersonalKeys)

    /// The halves the workspace may know. Those of a locked file are its word until it is unlocked.
    public var publicKeys: PublicKeys {
        switch self {
        case .open(let keys): keys.publicKeys
        case .locked(let keys): keys.publicKeys
        }
    }

    /// Reads the file at `path`; refuses one, or a directory, that others can reach.
    public static func read(_ path: String) throws(VaultError) -> PersonalKeysFile {
        var bytes = try PrivateFile(path: path).read()
        defer { bytes.wipe() }
        let decoder = JSONDecoder()
        guard let header = try? decoder.decode(PersonalKeysHeader.self, from: bytes),
            header.format == PersonalKeysDocument.format
        else { throw .keyFile(.damaged, path: path) }
        guard header.version == PersonalKeysDocument.version else {
            throw .keyFile(.unknownVersion(header.version), path: path)
        }
        guard let document = try? decoder.decode(PersonalKeysDocument.self, from: bytes) else {
            throw .keyFile(.damaged, path: path)
        }
        switch document.protection {
        case .none:
            let keys = PersonalKeys(
                agreement: document.agreement, signing: document.signing,
                matching: document.publicKeys)
            guard let keys else { throw .keyFile(.damaged, path: path) }
            return .open(keys)
        case .scrypt:
            guard let terms = document.scrypt, let sealed = document.sealed, terms.isBearable
            else { throw .keyFile(.damaged, path: path) }
            return .locked(
                LockedPersonalKeys(
                    path: path, publicKeys: document.publicKeys, terms: terms, sealed: sealed,
                    binding: document.binding))
        }
    }
}

/// Keys that wait for a passphrase.
public struct LockedPersonalKeys: Sendable, Redacted {
    public let path: String
    public let publicKeys: PublicKeys
    let terms: ScryptTerms
    fileprivate let sealed: Data
    fileprivate let binding: Data

    /// Opens them. Takes about a third of a second and 128 MB, which is the point of it: to be
    /// called on a worker where somebody waits at a screen.
    public func unlock(with passphrase: Passphrase) throws(VaultError) -> PersonalKeys {
        guard !passphrase.isEmpty else { throw .keyFile(.wrongPassphrase, path: path) }
        guard let key = passphrase.key(terms) else {
            throw .memoryRefused(byteCount: terms.memory)
        }
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else {
            throw .keyFile(.damaged, path: path)
        }
        guard var halves = try? AES.GCM.open(box, using: key, authenticating: binding) else {
            throw .keyFile(.wrongPassphrase, path: path)
        }
        defer { halves.wipe() }
        let keys = PersonalKeys(
            agreement: halves.prefix(32), signing: halves.dropFirst(32), matching: publicKeys)
        guard let keys else { throw .keyFile(.damaged, path: path) }
        return keys
    }

    /// What is said where nobody can be asked.
    public func refuse() throws(VaultError) -> PersonalKeys {
        throw .keyFile(.locked, path: path)
    }
}

extension PersonalKeys {
    /// Keys from their bytes, where those are whole and belong to the public halves beside them.
    fileprivate init?(agreement: Data?, signing: Data?, matching publicKeys: PublicKeys) {
        guard let agreement, let signing,
            let agreement = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: agreement),
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: signing)
        else { return nil }
        self.init(agreement: agreement, signing: signing)
        guard self.publicKeys == publicKeys else { return nil }
    }
}

extension ScryptTerms {
    /// Bytes the function takes while it works.
    fileprivate var memory: Int { 128 * rounds * blockSize }
}
