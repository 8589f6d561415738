// Writes an export record as a line of Earshot JSONL.
import ReviewCore

/// The native record, written: the shape that `NativeRecord` reads, with `annotation` beside it.
enum NativeLine {
    /// One line with its end. Fields come in a fixed order; absent ones are left out.
    static func encode(_ record: ExportRecord) -> [UInt8] {
        var text = JSONText()
        text.object { clip in
            clip.field("id", record.names.clip)
            switch record.sound {
            case .file(let path): clip.field("audio", path)
            case .leftOut(let reason): clip.field("audio_left_out", reason.rawValue)
            }
            clip.field("locale", record.locale)
            clip.field("captured_at", record.capturedAt.map(RFC3339.text))
            clip.field("duration", record.duration)
            clip.field("device_id", record.names.device?.rawValue)
            clip.field("account_id", record.names.account?.rawValue)
            if let consent = record.names.consent {
                clip.object("consent") { fields in
                    fields.field("id", consent.rawValue)
                    fields.field("granted", true)
                }
            }
            if let hypothesis = record.hypothesis {
                clip.object("hypothesis") { write(hypothesis, &$0) }
            }
            if let interpretation = record.interpretation {
                clip.object("interpretation") { write(interpretation, &$0) }
            }
            if let response = record.response {
                clip.object("response") { fields in
                    fields.field("text", response.text)
                    fields.field("action", response.action)
                }
            }
            clip.field("priority", record.priority)
            if let annotation = record.annotation {
                clip.object("annotation") { write(annotation, by: record.names.annotator, &$0) }
            }
        }
        text.raw("\n")
        return text.bytes
    }

    private static func write(_ hypothesis: Hypothesis, _ fields: inout ObjectText) {
        fields.field("text", hypothesis.text)
        fields.field("confidence", hypothesis.confidence)
        fields.objects("words", hypothesis.words) { fields, word in
            fields.field("text", word.text)
            fields.field("confidence", word.confidence)
            fields.field("start", word.start)
            fields.field("end", word.end)
        }
        fields.objects("nbest", hypothesis.nbest) { fields, alternative in
            fields.field("text", alternative.text)
            fields.field("confidence", alternative.confidence)
        }
    }

    private static func write(_ interpretation: Interpretation, _ fields: inout ObjectText) {
        fields.field("domain", interpretation.domain)
        fields.field("intent", interpretation.intent)
        fields.field("confidence", interpretation.confidence)
        fields.objects("slots", interpretation.slots) { fields, slot in
            fields.field("type", slot.type)
            fields.field("value", slot.value)
        }
    }

    private static func write(
        _ annotation: ExportAnnotation, by annotator: Pseudonym?, _ fields: inout ObjectText
    ) {
        fields.field("revision", annotation.revision)
        fields.field("annotator", annotator?.rawValue)
        fields.field("submitted_at", RFC3339.text(annotation.submittedAt))
        switch annotation.outcome {
        case .annotated:
            fields.field("outcome", "annotated")
        case .skipped(let reason):
            fields.field("outcome", "skipped")
            fields.field("reason", reason)
        case .broken(let reason):
            fields.field("outcome", "broken")
            fields.field("reason", reason)
        }
        let content = annotation.content
        fields.field("reference", content.reference)
        fields.object("judgments") { axes in
            for (axis, codes) in content.judgments.codes.sorted(by: { $0.key < $1.key }) {
                axes.strings(axis, codes)
            }
        }
        if let correction = content.correction {
            fields.object("interpretation") { write(correction, &$0) }
        }
        fields.strings("tags", content.tags)
        fields.field("note", content.note)
        if let flag = content.flag {
            fields.object("flag") { fields in
                fields.field("category", flag.category)
                fields.field("severity", flag.severity.rawValue)
            }
        }
        write(annotation.effort, &fields)
        let listening = annotation.effort.listening
        if !listening.isEmpty { fields.field("listening") { $0.raw(listening.text) } }
    }

    private static func write(_ effort: Effort, _ fields: inout ObjectText) {
        fields.object("effort") { fields in
            fields.field("seconds", effort.seconds)
            fields.field("heard_seconds", effort.heardSeconds)
            fields.field("coverage", effort.coverage)
            fields.field("plays", effort.plays)
            fields.field("keystrokes", effort.keystrokes)
        }
    }
}
