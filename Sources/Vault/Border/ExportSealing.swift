// What clips were called in an export, sealed by whoever exports for whoever holds the border.
import Crypto
import Foundation
import ReviewCore

/// Seals the names of one export. Engineers make it, and cannot open what it sealed: whoever has
/// the export, the database and their keys cannot tell which record is which clip by it.
public struct ExportSealing: Sendable, Redacted {
    public let export: UUID
    /// The export's own key, sealed (HPKE) to the key that the border makes.
    public let sealedKey: Data
    private let key: SymmetricKey

    static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly

    /// - Parameter publicKey: `ClipVault.exportSealingKey`, as the workspace keeps it.
    public init(
        for export: UUID, in workspace: WorkspaceID, to publicKey: Data
    ) throws(VaultError) {
        let key = SymmetricKey(size: .bits256)
        do {
            var sender = try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey),
                ciphersuite: Self.suite, info: Self.info(export, workspace))
            var plain = key.withUnsafeBytes { Data($0) }
            defer { plain.wipe() }
            let sealed = try sender.seal(plain)
            sealedKey = sender.encapsulatedKey + sealed
        } catch {
            throw .publicKeyUnusable
        }
        self.export = export
        self.key = key
    }

    fileprivate init(export: UUID, sealedKey: Data, key: SymmetricKey) {
        (self.export, self.sealedKey, self.key) = (export, sealedKey, key)
    }

    public func seal(name: String, of clip: ClipID) throws(VaultError) -> Data {
        try seal(name, for: place(of: clip))
    }

    /// The file name of the manifest: people name files after people.
    public func seal(manifest: String) throws(VaultError) -> Data {
        try seal(manifest, for: place(of: nil))
    }

    private func seal(_ text: String, for place: Data) throws(VaultError) -> Data {
        do {
            let box = try AES.GCM.seal(Data(text.utf8), using: key, authenticating: place)
            guard let combined = box.combined else { throw VaultError.exportNameDamaged }
            return combined
        } catch {
            throw .exportNameDamaged
        }
    }

    fileprivate func open(_ sealed: Data, for place: Data) throws(VaultError) -> String {
        do {
            let plain = try AES.GCM.open(
                AES.GCM.SealedBox(combined: sealed), using: key, authenticating: place)
            return String(decoding: plain, as: UTF8.self)
        } catch {
            throw .exportNameDamaged
        }
    }

    fileprivate func place(of clip: ClipID?) -> Data {
        var place = Place(label: "earshot export name", format: 1)
        place.add(export)
        place.add(clip == nil ? "manifest" : "clip")
        if let clip { place.add(clip.uuid) }
        return Data(place.bytes)
    }

    fileprivate static func info(_ export: UUID, _ workspace: WorkspaceID) -> Data {
        var place = Place(label: "earshot export key", format: 1)
        place.add(workspace.uuid)
        place.add(export)
        return Data(place.bytes)
    }
}

/// Opens the names of one export.
public struct ExportOpening: Sendable, Redacted {
    private let sealing: ExportSealing

    fileprivate init(sealing: ExportSealing) { self.sealing = sealing }

    public func name(_ sealed: Data, of clip: ClipID) throws(VaultError) -> String {
        try sealing.open(sealed, for: sealing.place(of: clip))
    }

    public func manifest(_ sealed: Data) throws(VaultError) -> String {
        try sealing.open(sealed, for: sealing.place(of: nil))
    }
}

extension ClipVault {
    /// The public key that names in exports are sealed to. Needs the `border` class, as opening
    /// them does; sealing needs nothing.
    public func exportSealingKey() throws(VaultError) -> Data {
        try Self.exportKey(keyring).publicKey.rawRepresentation
    }

    /// Opens an export's own key. Needs the `border` class.
    public func openExport(
        _ export: UUID, sealedKey: Data
    ) throws(VaultError) -> ExportOpening {
        let secret = try Self.exportKey(keyring)
        do {
            let encapsulated = 32
            var recipient = try HPKE.Recipient(
                privateKey: secret, ciphersuite: ExportSealing.suite,
                info: ExportSealing.info(export, keyring.workspace),
                encapsulatedKey: Data(sealedKey.prefix(encapsulated)))
            var plain = try recipient.open(Data(sealedKey.dropFirst(encapsulated)))
            defer { plain.wipe() }
            return ExportOpening(
                sealing: ExportSealing(
                    export: export, sealedKey: sealedKey, key: SymmetricKey(data: plain)))
        } catch {
            throw .exportNameDamaged
        }
    }

    /// The same for as long as the workspace lasts: the border's first generation is used for good.
    private static func exportKey(
        _ keyring: Keyring
    ) throws(VaultError) -> Curve25519.KeyAgreement.PrivateKey {
        let root = try keyring.key(.border, generation: Keyring.firstGeneration)
        var info = Place(label: "earshot border", format: 1)
        info.add(keyring.workspace.uuid)
        info.add("export names")
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root.key, info: info.bytes, outputByteCount: 32)
        do {
            var bytes = seed.withUnsafeBytes { Data($0) }
            defer { bytes.wipe() }
            return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
        } catch {
            throw .publicKeyUnusable
        }
    }
}
