// A NeMo manifest line, read as a clip to review.
import ReviewCore

/// Reads one line of a NeMo manifest: `audio_filepath`, `duration`, `offset`, `pred_text`, `text`.
///
/// NeMo lines may carry any other key; those are dropped and counted by name. The format knows no
/// consent: whoever imports it says on what basis there is one.
enum NemoRecord {
    static func clip(
        from value: JSONValue, audio: AudioRoot, locale: LocaleTag,
        dropped: inout DroppedFields
    ) throws(FieldFault) -> IncomingClip {
        var fields = try Fields(value)
        guard let path = try fields.rawText("audio_filepath", limit: Limits.path) else {
            throw FieldFault(reason: .missing("audio_filepath"))
        }
        let offset = try fields.seconds("offset")
        let duration = try fields.seconds("duration")
        try checkLanguage(&fields, against: locale)
        let hypothesis = try hypothesis(&fields)
        for name in fields.untaken { dropped.count(name) }

        var source = try audio.source(path)
        source.offset = offset
        source.length = offset == nil ? nil : duration
        return IncomingClip(
            sourceID: id(path: audio.relative(source.path), offset: offset, duration: duration),
            audio: source, locale: locale.text, duration: duration, hypothesis: hypothesis)
    }

    /// A `lang` in another language than the queue's is refused; its region is not compared,
    /// since manifests often give the language alone.
    private static func checkLanguage(
        _ fields: inout Fields, against locale: LocaleTag
    ) throws(FieldFault) {
        guard let text = try fields.rawText("lang", limit: Limits.code), !text.isEmpty else {
            return
        }
        guard let tag = LocaleTag(text.replacing("_", with: "-")) else {
            throw FieldFault(reason: .malformed("lang", rule: "a language tag such as es-CR"))
        }
        guard tag.language == locale.language else {
            throw FieldFault(reason: .otherLocale(expected: locale.text))
        }
    }

    /// The machine's text; a manifest without one offers its `text` as the starting point. Beside
    /// a `pred_text`, `text` is someone's answer, which another pass must not see.
    private static func hypothesis(_ fields: inout Fields) throws(FieldFault) -> Hypothesis? {
        if let predicted = try fields.text("pred_text") { return Hypothesis(text: predicted) }
        guard let text = try fields.text("text"), !text.isEmpty else { return nil }
        return Hypothesis(text: text)
    }

    /// NeMo lines have no id: the file and the stretch of it name the clip, so that importing the
    /// same again finds the same clips.
    private static func id(path: String, offset: Double?, duration: Double?) -> String {
        guard let offset else { return path }
        return path + "#" + JSONText.number(offset) + "+" + JSONText.number(duration ?? 0)
    }
}
