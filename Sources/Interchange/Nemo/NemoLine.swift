// Writes an export record as a line of a NeMo manifest.
import ReviewCore

/// A NeMo training line: `text` is plain words, as a tokenizer wants them; the transcript with
/// its conventions stands beside it as `text_tagged`, the machine's text as `pred_text`.
enum NemoLine {
    /// One line with its end; `nil` where there is nothing to train on: the clip was not
    /// annotated, or its length is not known.
    static func encode(_ record: ExportRecord) -> [UInt8]? {
        guard let annotation = record.annotation, annotation.outcome == .annotated,
            let duration = record.duration
        else { return nil }
        let words = PlainWords(annotation.content.reference)
        var text = JSONText()
        text.object { fields in
            fields.field("audio_filepath", record.audio)
            fields.field("duration", duration)
            fields.field("text", words.text)
            fields.field("pred_text", record.hypothesis?.text)
            fields.field("lang", record.locale)
            fields.field("id", record.names.clip)
            fields.field("text_tagged", annotation.content.reference)
            let intent = annotation.content.correction ?? record.interpretation
            fields.field("intent", intent?.intent)
            // Words are heard that `text` does not have: recent loaders pass such lines over.
            if words.hasGaps { fields.field("_skipme", true) }
        }
        text.raw("\n")
        return text.bytes
    }
}
