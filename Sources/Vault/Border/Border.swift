// The border's own marks: pseudonyms for devices and accounts, digests that recognise a record.
import Crypto
import Foundation
import ReviewCore

/// Makes pseudonyms and source digests: the same for the same input in one workspace, unrelated
/// in any other, and never a bare hash.
///
/// Who holds the `border` key can check a guess at an id, but opens nothing with it. Its first
/// generation is used for good: a rotation would make one device two.
struct Border: Sendable, Redacted {
    private let device: SymmetricKey
    private let account: SymmetricKey
    private let source: SymmetricKey
    let cells: CellMarks

    init(_ keyring: Keyring) throws(VaultError) {
        let root = try keyring.key(.border, generation: Keyring.firstGeneration)
        func derive(_ purpose: String) -> SymmetricKey {
            var info = Place(label: "earshot border", format: 1)
            info.add(keyring.workspace.uuid)
            info.add(purpose)
            return HKDF<SHA256>.deriveKey(
                inputKeyMaterial: root.key, info: info.bytes, outputByteCount: 32)
        }
        device = derive("device pseudonym")
        account = derive("account pseudonym")
        source = derive("source digest")
        cells = CellMarks(cell: derive("cell"), account: derive("account in cell"))
    }

    func pseudonym(ofDevice id: String) -> Pseudonym { pseudonym(of: id, with: device) }

    func pseudonym(ofAccount id: String) -> Pseudonym { pseudonym(of: id, with: account) }

    /// 32 bytes that stand for a record of a queue.
    func sourceDigest(of sourceID: String, in queue: QueueID) -> Data {
        var place = Place(label: "record", format: 1)
        place.add(queue.uuid)
        place.add(sourceID)
        return Data(HMAC<SHA256>.authenticationCode(for: place.bytes, using: source))
    }

    /// 80 bits of the code in 16 letters: short enough to read out, and among a billion devices
    /// two share one with a chance of less than one in a million.
    private func pseudonym(of id: String, with key: SymmetricKey) -> Pseudonym {
        let code = HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: key)
        return Pseudonym(rawValue: Base32.encode(code.prefix(10)))
    }
}
