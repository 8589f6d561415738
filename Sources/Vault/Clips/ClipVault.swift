// The border between readable clips and stored ones: seals what comes in, opens for who may see.
import Crypto
import Foundation
import ReviewCore

/// Seals and opens clips with the keys of one person.
public struct ClipVault: Sendable, Redacted {
    public let keyring: Keyring
    private let border: Result<Border, VaultError>

    public init(keyring: Keyring) {
        self.keyring = keyring
        border = Result { () throws(VaultError) in try Border(keyring) }
    }

    /// The stand-in for a device id in this workspace. Needs the `border` class.
    public func pseudonym(ofDevice id: String) throws(VaultError) -> Pseudonym {
        try border.get().pseudonym(ofDevice: id)
    }

    /// The stand-in for an account id in this workspace. Needs the `border` class.
    public func pseudonym(ofAccount id: String) throws(VaultError) -> Pseudonym {
        try border.get().pseudonym(ofAccount: id)
    }

    /// 32 bytes by which a record of a queue is recognised before its sound is read.
    /// Needs the `border` class.
    public func sourceDigest(
        of sourceID: String, in queue: QueueID
    ) throws(VaultError) -> Data {
        try border.get().sourceDigest(of: sourceID, in: queue)
    }

    /// Seals a record and its sound.
    ///
    /// Needs `border`, `text` and `audio`, and `location` or `contacts` where the record has them;
    /// the identity is sealed to keys that whoever imports does not hold.
    ///
    /// - Throws: `classNotHeld`, naming the first class that is missing.
    public func seal(
        _ incoming: IncomingClip, as id: ClipID, in queue: QueueID, audio: some DataProtocol
    ) throws(VaultError) -> (clip: SealedClip, sealedAudio: Data) {
        let border = try border.get()
        var sealing = ClipSealing(clip: id, keyring: keyring)
        let sealedAudio = try sealing.seal(audio, as: .audio)
        var clip = SealedClip(
            id: id, sourceDigest: border.sourceDigest(of: incoming.sourceID, in: queue),
            locale: incoming.locale, capturedAt: incoming.capturedAt,
            duration: incoming.duration.flatMap { $0.isFinite ? $0 : nil },
            device: incoming.deviceID.map(border.pseudonym(ofDevice:)),
            account: incoming.accountID.map(border.pseudonym(ofAccount:)),
            consentGranted: incoming.consent?.granted ?? false,
            domain: incoming.interpretation?.domain, intent: incoming.interpretation?.intent,
            hypothesisConfidence: incoming.hypothesis?.confidence, priority: incoming.priority,
            sealedAudioBytes: sealedAudio.count, wrappedKeys: [], fields: [:])
        try sealing.add(MachineText(incoming), codes: clip.codes)
        try sealing.add(ClipIdentity(incoming), as: .identity)
        if let location = incoming.location {
            let tokens = border.cells.tokens(around: location)
            if let account = incoming.accountID {
                clip.cells = border.cells.marks(of: account, in: tokens.values)
            }
            try sealing.add(
                SealedLocation(point: location, cells: tokens, marks: clip.cells), as: .location)
        }
        if !incoming.contacts.isEmpty { try sealing.add(incoming.contacts, as: .contacts) }
        clip.wrappedKeys = sealing.wrappedKeys
        clip.fields = sealing.fields
        return (clip, sealedAudio)
    }
}

extension MachineText {
    fileprivate init(_ incoming: IncomingClip) {
        self.init(
            hypothesis: incoming.hypothesis, interpretation: incoming.interpretation,
            response: incoming.response)
    }
}

/// One clip on its way in: a new data key for each class, made when first needed.
private struct ClipSealing {
    let clip: ClipID
    let keyring: Keyring
    private var dataKeys: [KeyClass: SymmetricKey] = [:]
    private(set) var wrappedKeys: [WrappedKey] = []
    private(set) var fields: [SealedField: Data] = [:]

    init(clip: ClipID, keyring: Keyring) {
        self.clip = clip
        self.keyring = keyring
    }

    mutating func seal(
        _ plain: some DataProtocol, as field: SealedField
    ) throws(VaultError) -> Data {
        let key = try dataKey(of: field)
        return try SealedBytes.seal(plain, with: key, for: .field(field, clip: clip))
    }

    mutating func add(_ value: some Encodable, as field: SealedField) throws(VaultError) {
        let key = try dataKey(of: field)
        fields[field] = try SealedJSON.seal(value, with: key, for: .field(field, clip: clip))
    }

    mutating func add(_ words: MachineText, codes: [UInt8]) throws(VaultError) {
        let key = try dataKey(of: .machineText)
        fields[.machineText] = try SealedJSON.seal(
            words, with: key, for: .machineText(clip: clip, codes: codes))
    }

    private mutating func dataKey(of field: SealedField) throws(VaultError) -> SymmetricKey {
        guard let keyClass = field.keyClass else {
            let key = SymmetricKey(size: .bits256)
            wrappedKeys += try keyring.wrapIdentity(key, for: clip)
            return key
        }
        if let made = dataKeys[keyClass] { return made }
        let key = SymmetricKey(size: .bits256)
        wrappedKeys.append(try keyring.wrap(key, of: keyClass, for: clip))
        dataKeys[keyClass] = key
        return key
    }
}
