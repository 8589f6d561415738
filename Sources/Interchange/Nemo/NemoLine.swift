// Writes an export record as a line of a NeMo manifest.
import ReviewCore

/// A NeMo training line: `text` is plain words, as a tokenizer wants them; the transcript with
/// its conventions stands beside it as `text_tagged`, the machine's text as `pred_text`.
enum NemoLine {
    /// Why the format has no place for a record; `nil` when it has one.
    static func leftOut(_ record: ExportRecord) -> ExportVerdict.LeftOut? {
        guard let annotation = record.annotation, annotation.outcome == .annotated else {
            return .notAnnotated
        }
        // Before the sound, which stays behind for the same reason.
        if annotation.content.isUntranscribed { return .notTranscribed }
        guard case .file = record.sound else { return .noSound }
        return record.duration == nil ? .noDuration : nil
    }

    /// One line with its end, of a record that is not left out.
    static func encode(_ record: ExportRecord) -> [UInt8] {
        let content = record.annotation?.content ?? AnnotationContent()
        let words = PlainWords(content.reference)
        var text = JSONText()
        text.object { fields in
            if case .file(let path) = record.sound { fields.field("audio_filepath", path) }
            fields.field("duration", record.duration)
            fields.field("text", words.text)
            fields.field("pred_text", record.hypothesis?.text)
            fields.field("lang", record.locale)
            fields.field("id", record.names.clip)
            fields.field("text_tagged", content.reference)
            let intent = content.correction ?? record.interpretation
            fields.field("intent", intent?.intent)
            // Words are heard that `text` does not have: recent loaders pass such lines over.
            if words.hasGaps || isUnwritten(content) { fields.field("_skipme", true) }
        }
        text.raw("\n")
        return text.bytes
    }

    /// Nothing is written, and nobody said that nothing is spoken.
    private static func isUnwritten(_ content: AnnotationContent) -> Bool {
        Transcript(content.reference).isBlank && content.judgments["speech"] != ["no_speech"]
    }
}
