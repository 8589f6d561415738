// A clip as a manifest tells it, before the border: readable, and held only in memory.

/// One record of a manifest, read by Interchange and handed to the vault to be sealed.
public struct IncomingClip: Sendable, Equatable {
    /// The manifest's own id; with the queue it decides whether the clip is already there.
    public var sourceID: String
    public var audio: AudioSource
    public var locale: String
    public var capturedAt: Timestamp?
    public var duration: Double?
    public var deviceID: String?
    public var accountID: String?
    public var consent: Consent?
    public var hypothesis: Hypothesis?
    public var interpretation: Interpretation?
    public var response: AssistantResponse?
    public var location: Coordinates?
    public var contacts: [Contact]
    public var priority: Int

    public init(
        sourceID: String, audio: AudioSource, locale: String, capturedAt: Timestamp? = nil,
        duration: Double? = nil, deviceID: String? = nil, accountID: String? = nil,
        consent: Consent? = nil, hypothesis: Hypothesis? = nil,
        interpretation: Interpretation? = nil, response: AssistantResponse? = nil,
        location: Coordinates? = nil, contacts: [Contact] = [], priority: Int = 0
    ) {
        self.sourceID = sourceID
        self.audio = audio
        self.locale = locale
        self.capturedAt = capturedAt
        self.duration = duration
        self.deviceID = deviceID
        self.accountID = accountID
        self.consent = consent
        self.hypothesis = hypothesis
        self.interpretation = interpretation
        self.response = response
        self.location = location
        self.contacts = contacts
        self.priority = priority
    }
}

/// A sound file, or a stretch of one.
public struct AudioSource: Sendable, Equatable {
    /// Absolute path, already resolved and checked against the manifest's own folder.
    public var path: String
    /// Seconds into the file and length, where the manifest cuts a segment out of a longer file.
    public var offset: Double?
    public var length: Double?

    public init(path: String, offset: Double? = nil, length: Double? = nil) {
        self.path = path
        self.offset = offset
        self.length = length
    }
}

/// The consent a recording came with.
public struct Consent: Sendable, Equatable, Codable {
    public var id: String
    public var granted: Bool

    public init(id: String, granted: Bool) {
        self.id = id
        self.granted = granted
    }
}

/// WGS 84 degrees; sealed on import, shown only coarsened.
public struct Coordinates: Sendable, Equatable, Codable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    enum CodingKeys: String, CodingKey {
        case latitude = "lat"
        case longitude = "lon"
    }
}

/// A candidate from the address book; sealed on import.
public struct Contact: Sendable, Equatable, Codable {
    public var name: String
    public var phone: String?
    public var relation: String?

    public init(name: String, phone: String? = nil, relation: String? = nil) {
        self.name = name
        self.phone = phone
        self.relation = relation
    }
}
