// Clips and annotations as they are stored: codes in the clear, everything readable sealed.
import Foundation
import ReviewCore

/// A clip's data key for one class, wrapped under that class's key.
public struct WrappedKey: Sendable, Equatable, Codable {
    public let keyClass: KeyClass
    /// Which generation of the class key wraps it; rotation makes a new one.
    public let generation: Int
    public let bytes: Data

    public init(keyClass: KeyClass, generation: Int, bytes: Data) {
        self.keyClass = keyClass
        self.generation = generation
        self.bytes = bytes
    }
}

/// A clip ready to be stored: what may be queried in the clear, the rest as ciphertext.
public struct SealedClip: Sendable, Equatable, Identifiable {
    public let id: ClipID
    /// Keyed digest of queue and source id: the same record imported twice has the same one.
    public let sourceDigest: Data
    public let locale: String
    public var capturedAt: Timestamp?
    public var duration: Double?
    public var device: Pseudonym?
    public var account: Pseudonym?
    public var consentGranted: Bool
    public var domain: String?
    public var intent: String?
    public var hypothesisConfidence: Double?
    public var priority: Int
    /// Length of the sealed sound in bytes.
    public var sealedAudioBytes: Int
    public var wrappedKeys: [WrappedKey]
    /// Ciphertexts by field; the sound itself is kept apart, in a file.
    public var fields: [SealedField: Data]
    /// What to be prepared for, by the lexicon at import and by flags: a hint for whoever hands
    /// clips out, bound to nothing.
    public var expected: Expectation?
    /// The cells its account was in, on the way into the store alone: they are counted apart from
    /// the clip, and a clip that is read back has none.
    public var cells: [CellMark] = []

    public init(
        id: ClipID, sourceDigest: Data, locale: String, capturedAt: Timestamp? = nil,
        duration: Double? = nil, device: Pseudonym? = nil, account: Pseudonym? = nil,
        consentGranted: Bool, domain: String? = nil, intent: String? = nil,
        hypothesisConfidence: Double? = nil, priority: Int = 0, sealedAudioBytes: Int,
        wrappedKeys: [WrappedKey], fields: [SealedField: Data]
    ) {
        self.id = id
        self.sourceDigest = sourceDigest
        self.locale = locale
        self.capturedAt = capturedAt
        self.duration = duration
        self.device = device
        self.account = account
        self.consentGranted = consentGranted
        self.domain = domain
        self.intent = intent
        self.hypothesisConfidence = hypothesisConfidence
        self.priority = priority
        self.sealedAudioBytes = sealedAudioBytes
        self.wrappedKeys = wrappedKeys
        self.fields = fields
    }
}

/// An annotation ready to be stored: codes in the clear, the reviewer's words sealed.
public struct SealedAnnotation: Sendable, Equatable {
    public let id: AnnotationID
    public let clip: ClipID
    public let person: PersonID
    public var outcome: Outcome
    public var judgments: Judgments
    /// The intent the reviewer put in place of the machine's.
    public var correctedIntent: String?
    public var flag: Flag?
    public var effort: Effort
    public var submittedAt: Timestamp
    /// The whole `AnnotationContent`, sealed together with everything above
    /// (`OpenedClipKeys.seal`).
    public var content: Data
    /// What the reviewer said with a flag, sealed for those who answer for the incident.
    public var flagNote: CustodyText?
    /// When the flag was said: the same moment again is the same alarm.
    public var flagSaidAt: Timestamp?

    public init(
        id: AnnotationID, clip: ClipID, person: PersonID, outcome: Outcome,
        judgments: Judgments, correctedIntent: String? = nil, flag: Flag? = nil,
        effort: Effort, submittedAt: Timestamp, content: Data
    ) {
        self.id = id
        self.clip = clip
        self.person = person
        self.outcome = outcome
        self.judgments = judgments
        self.correctedIntent = correctedIntent
        self.flag = flag
        self.effort = effort
        self.submittedAt = submittedAt
        self.content = content
    }
}

/// A class key sealed (HPKE) to one person's public key.
public struct KeyGrant: Sendable, Equatable, Codable {
    public let person: PersonID
    public let keyClass: KeyClass
    public let generation: Int
    public let sealed: Data

    public init(person: PersonID, keyClass: KeyClass, generation: Int, sealed: Data) {
        self.person = person
        self.keyClass = keyClass
        self.generation = generation
        self.sealed = sealed
    }
}

/// What the workspace knows of a person's keys: only the public halves.
public struct PublicKeys: Sendable, Equatable, Codable {
    /// X25519, 32 bytes: class keys are sealed to it.
    public let agreement: Data
    /// Ed25519, 32 bytes: signatures are checked with it.
    public let signing: Data

    public init(agreement: Data, signing: Data) {
        self.agreement = agreement
        self.signing = signing
    }
}
