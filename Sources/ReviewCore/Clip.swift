// A clip as the desk sees it: what was heard, what the machine made of it, and nothing that names anyone.

/// A recorded utterance waiting for review, opened in memory for one reviewer.
public struct Clip: Sendable, Equatable, Identifiable {
    public let id: ClipID
    /// BCP 47, such as `es-CR`.
    public let locale: String
    public var capturedAt: Timestamp?
    /// Seconds, as the manifest claims; the decoder's word is the truth.
    public var duration: Double?
    public var device: Pseudonym?
    public var account: Pseudonym?
    public var hypothesis: Hypothesis?
    public var interpretation: Interpretation?
    public var response: AssistantResponse?
    /// Whether a sealed location or contact list travels with the clip; never its content.
    public var hasLocation: Bool
    public var hasContacts: Bool
    public var priority: Int
    /// What to be prepared for before it is heard.
    public var expected: Expectation?

    public init(
        id: ClipID, locale: String, capturedAt: Timestamp? = nil, duration: Double? = nil,
        device: Pseudonym? = nil, account: Pseudonym? = nil, hypothesis: Hypothesis? = nil,
        interpretation: Interpretation? = nil, response: AssistantResponse? = nil,
        hasLocation: Bool = false, hasContacts: Bool = false, priority: Int = 0,
        expected: Expectation? = nil
    ) {
        self.id = id
        self.locale = locale
        self.capturedAt = capturedAt
        self.duration = duration
        self.device = device
        self.account = account
        self.hypothesis = hypothesis
        self.interpretation = interpretation
        self.response = response
        self.hasLocation = hasLocation
        self.hasContacts = hasContacts
        self.priority = priority
        self.expected = expected
    }
}

/// The machine's text for a clip.
public struct Hypothesis: Sendable, Equatable, Codable {
    public var text: String
    /// 0...1, absent when the recogniser gave none.
    public var confidence: Double?
    public var words: [HypothesisWord]
    /// Best first; may repeat `text` as its first entry.
    public var nbest: [Alternative]

    public init(
        text: String, confidence: Double? = nil, words: [HypothesisWord] = [],
        nbest: [Alternative] = []
    ) {
        self.text = text
        self.confidence = confidence
        self.words = words
        self.nbest = nbest
    }
}

/// One recognised word; times are seconds from the clip's start.
public struct HypothesisWord: Sendable, Equatable, Codable {
    public var text: String
    public var confidence: Double?
    public var start: Double?
    public var end: Double?

    public init(text: String, confidence: Double? = nil, start: Double? = nil, end: Double? = nil) {
        self.text = text
        self.confidence = confidence
        self.start = start
        self.end = end
    }
}

/// One entry of an n-best list.
public struct Alternative: Sendable, Equatable, Codable {
    public var text: String
    public var confidence: Double?

    public init(text: String, confidence: Double? = nil) {
        self.text = text
        self.confidence = confidence
    }
}

/// What the assistant understood: domain, intent and slots of the queue's schema.
public struct Interpretation: Sendable, Equatable, Codable {
    public var domain: String?
    /// `scenario_suffix`, such as `alarm_set` (MASSIVE).
    public var intent: String
    public var confidence: Double?
    public var slots: [Slot]

    public init(
        domain: String? = nil, intent: String, confidence: Double? = nil, slots: [Slot] = []
    ) {
        self.domain = domain
        self.intent = intent
        self.confidence = confidence
        self.slots = slots
    }
}

/// One filled slot; the value is readable personal data.
public struct Slot: Sendable, Equatable, Hashable, Codable {
    public var type: String
    public var value: String

    public init(type: String, value: String) {
        self.type = type
        self.value = value
    }
}

/// What the assistant said and did.
public struct AssistantResponse: Sendable, Equatable, Codable {
    public var text: String
    public var action: String?

    public init(text: String, action: String? = nil) {
        self.text = text
        self.action = action
    }
}
