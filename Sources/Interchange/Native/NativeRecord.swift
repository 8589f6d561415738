// Earshot's own JSONL record, read by allow-list.
import ReviewCore

/// Reads one line of the native format. Nothing enters that is not named here.
enum NativeRecord {
    /// - Parameters:
    ///   - audio: where audio may lie.
    ///   - locale: the queue's; a line in another is refused, a line without one takes it.
    ///   - codes: the queue's schema; a line with a code it does not know is refused.
    static func clip(
        from value: JSONValue, audio: AudioRoot, locale: LocaleTag?, codes: CodeBook?
    ) throws(FieldFault) -> IncomingClip {
        var fields = try Fields(value)
        guard let id = try fields.name("id") else { throw FieldFault(reason: .missing("id")) }
        guard let path = try fields.rawText("audio", limit: Limits.path) else {
            throw FieldFault(reason: .missing("audio"))
        }
        let tag = try self.locale(&fields, queue: locale)
        let consent = try consent(&fields)
        var clip = IncomingClip(sourceID: id, audio: AudioSource(path: ""), locale: tag)
        clip.consent = consent
        clip.capturedAt = try capturedAt(&fields)
        clip.duration = try fields.seconds("duration")
        clip.deviceID = try fields.name("device_id")
        clip.accountID = try fields.name("account_id")
        clip.hypothesis = try fields.object("hypothesis", hypothesis)
        clip.interpretation = try fields.object("interpretation", interpretation)
        if let interpretation = clip.interpretation { try codes?.check(interpretation) }
        clip.response = try fields.object("response", response)
        try fields.object("context") { context throws(FieldFault) in
            clip.location = try context.object("location", coordinates)
            clip.contacts = try context.objects("contacts", limit: Limits.contacts, contact)
        }
        clip.priority = try fields.integer("priority", in: Limits.priority) ?? 0
        // What an export carries beside the clip is an answer; another pass must not see it.
        _ = fields.take("annotation")
        try fields.finish()
        // The disk is asked last, for lines that are otherwise good.
        clip.audio = try audio.source(path)
        return clip
    }

    static func locale(_ fields: inout Fields, queue: LocaleTag?) throws(FieldFault) -> String {
        guard let text = try fields.rawText("locale", limit: Limits.code) else {
            guard let queue else { throw FieldFault(reason: .localeMissing) }
            return queue.text
        }
        guard let tag = LocaleTag(text) else {
            throw FieldFault(reason: .malformed("locale", rule: "a language tag such as es-CR"))
        }
        if let queue, queue != tag {
            throw FieldFault(reason: .otherLocale(expected: queue.text))
        }
        return tag.text
    }

    private static func consent(_ fields: inout Fields) throws(FieldFault) -> Consent {
        let consent = try fields.object("consent") { fields throws(FieldFault) in
            guard let id = try fields.name("id"), let granted = try fields.flag("granted") else {
                throw FieldFault(reason: .consentMissing)
            }
            return Consent(id: id, granted: granted)
        }
        guard let consent else { throw FieldFault(reason: .consentMissing) }
        guard consent.granted else { throw FieldFault(reason: .consentNotGranted) }
        return consent
    }

    static func capturedAt(_ fields: inout Fields) throws(FieldFault) -> Timestamp? {
        try moment("captured_at", &fields)
    }

    static func moment(_ key: String, _ fields: inout Fields) throws(FieldFault) -> Timestamp? {
        guard let text = try fields.rawText(key, limit: Limits.code) else { return nil }
        guard let timestamp = RFC3339.timestamp(text) else {
            let rule = "RFC 3339, such as 2026-03-09T14:05:30Z"
            throw FieldFault(reason: .malformed(fields.path(key), rule: rule))
        }
        return timestamp
    }
}

// MARK: - What the machine made of it

extension NativeRecord {
    static func hypothesis(_ fields: inout Fields) throws(FieldFault) -> Hypothesis {
        // Empty text is an answer too: the recogniser heard nothing.
        guard let text = try fields.text("text") else {
            throw FieldFault(reason: .missing(fields.path("text")))
        }
        return Hypothesis(
            text: text,
            confidence: try fields.confidence(),
            words: try fields.objects("words", limit: Limits.words, word),
            nbest: try fields.objects("nbest", limit: Limits.alternatives, alternative))
    }

    private static func word(_ fields: inout Fields) throws(FieldFault) -> HypothesisWord {
        let word = HypothesisWord(
            text: try fields.requiredText("text"), confidence: try fields.confidence(),
            start: try fields.seconds("start"), end: try fields.seconds("end"))
        if let start = word.start, let end = word.end, end < start {
            throw FieldFault(reason: .outOfRange("end", rule: "not before start"))
        }
        return word
    }

    private static func alternative(_ fields: inout Fields) throws(FieldFault) -> Alternative {
        guard let text = try fields.text("text") else {
            throw FieldFault(reason: .missing("text"))
        }
        return Alternative(text: text, confidence: try fields.confidence())
    }

    static func interpretation(_ fields: inout Fields) throws(FieldFault) -> Interpretation {
        let domain = try fields.code("domain")
        guard let intent = try fields.code("intent") else {
            throw FieldFault(reason: .missing(fields.path("intent")))
        }
        return Interpretation(
            domain: domain, intent: intent, confidence: try fields.confidence(),
            slots: try fields.objects("slots", limit: Limits.slots, slot))
    }

    private static func slot(_ fields: inout Fields) throws(FieldFault) -> Slot {
        guard let type = try fields.code("type") else {
            throw FieldFault(reason: .missing("type"))
        }
        return Slot(type: type, value: try fields.requiredText("value"))
    }

    static func response(_ fields: inout Fields) throws(FieldFault) -> AssistantResponse {
        AssistantResponse(
            text: try fields.text("text") ?? "",
            action: try fields.text("action", limit: Limits.name))
    }

    private static func coordinates(_ fields: inout Fields) throws(FieldFault) -> Coordinates {
        guard
            let latitude = try fields.number("lat", in: -90...90, rule: "degrees, -90 to 90"),
            let longitude = try fields.number("lon", in: -180...180, rule: "degrees, -180 to 180")
        else { throw FieldFault(reason: .missing(fields.path("lat and lon"))) }
        return Coordinates(latitude: latitude, longitude: longitude)
    }

    private static func contact(_ fields: inout Fields) throws(FieldFault) -> Contact {
        Contact(
            name: try fields.requiredText("name", limit: Limits.name),
            phone: try fields.text("phone", limit: Limits.name),
            relation: try fields.text("relation", limit: Limits.name))
    }
}
