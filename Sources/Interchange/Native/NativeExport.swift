// Reads back what a native export wrote, annotation and all.
import ReviewCore

/// Reads an exported line as the values it was written from.
enum NativeExport {
    static func record(from value: JSONValue) throws(FieldFault) -> ExportRecord {
        var fields = try Fields(value)
        guard let id = try fields.name("id") else { throw FieldFault(reason: .missing("id")) }
        let sound = try sound(&fields)
        var names = ExportNames(clip: id)
        let locale = try NativeRecord.locale(&fields, queue: nil)
        var record = ExportRecord(names: names, sound: sound, locale: locale)
        record.capturedAt = try NativeRecord.capturedAt(&fields)
        record.duration = try fields.seconds("duration")
        names.device = try pseudonym("device_id", &fields)
        names.account = try pseudonym("account_id", &fields)
        names.consent =
            try fields.object("consent") { consent throws(FieldFault) in
                _ = try consent.flag("granted")
                return try pseudonym("id", &consent)
            } ?? nil
        record.hypothesis = try fields.object("hypothesis", NativeRecord.hypothesis)
        record.interpretation = try fields.object("interpretation", NativeRecord.interpretation)
        record.response = try fields.object("response", NativeRecord.response)
        record.priority = try fields.integer("priority", in: Limits.priority) ?? 0
        record.annotation = try fields.object("annotation") { annotation throws(FieldFault) in
            names.annotator = try pseudonym("annotator", &annotation)
            return try self.annotation(&annotation)
        }
        try fields.finish()
        record.names = names
        return record
    }

    private static func sound(_ fields: inout Fields) throws(FieldFault) -> ExportedSound {
        if let path = try fields.rawText("audio", limit: Limits.path) { return .file(path) }
        guard let code = try fields.code("audio_left_out") else {
            throw FieldFault(reason: .missing("audio"))
        }
        guard let reason = SoundCover.Reason(rawValue: code) else {
            throw FieldFault(reason: .malformed("audio_left_out", rule: "a known reason"))
        }
        return .leftOut(reason)
    }

    private static func pseudonym(
        _ key: String, _ fields: inout Fields
    ) throws(FieldFault) -> Pseudonym? {
        try fields.name(key).map(Pseudonym.init(rawValue:))
    }

    private static func annotation(
        _ fields: inout Fields
    ) throws(FieldFault) -> ExportAnnotation {
        guard let revision = try fields.integer("revision", in: 1...1_000_000),
            let submittedAt = try NativeRecord.moment("submitted_at", &fields)
        else { throw FieldFault(reason: .missing("annotation.revision and submitted_at")) }
        let outcome = try outcome(&fields)
        var content = AnnotationContent()
        content.reference = try lines("reference", &fields)
        content.judgments = try judgments(&fields)
        content.correction = try fields.object("interpretation", NativeRecord.interpretation)
        content.tags = try strings("tags", &fields)
        content.note = try lines("note", &fields)
        content.flag = try fields.object("flag", flag)
        var effort = try fields.object("effort", effort) ?? Effort()
        effort.listening = try fields.object("listening", listening) ?? ClipCoverage()
        return ExportAnnotation(
            revision: revision, content: content, outcome: outcome, effort: effort,
            submittedAt: submittedAt)
    }

    /// A reviewer's text, which may have several lines.
    private static func lines(
        _ key: String, _ fields: inout Fields
    ) throws(FieldFault) -> String {
        SanitizedText(try fields.rawText(key, limit: Limits.text) ?? "").text
    }

    private static func outcome(_ fields: inout Fields) throws(FieldFault) -> Outcome {
        let reason = try fields.text("reason", limit: Limits.text)
        return switch try fields.code("outcome") {
        case "annotated": .annotated
        case "skipped": .skipped(reason: reason ?? "")
        case "broken": .broken(reason: reason ?? "")
        default:
            throw FieldFault(
                reason: .malformed("annotation.outcome", rule: "annotated, skipped or broken"))
        }
    }

    /// Axes are data, so any code may name one.
    private static func judgments(_ fields: inout Fields) throws(FieldFault) -> Judgments {
        guard let value = fields.take("judgments") else { return Judgments() }
        var axes = try Fields(value, path: "annotation.judgments")
        var codes: [String: [String]] = [:]
        for axis in axes.keys { codes[axis] = try strings(axis, &axes) }
        return Judgments(codes)
    }

    private static func strings(
        _ key: String, _ fields: inout Fields
    ) throws(FieldFault) -> [String] {
        var strings: [String] = []
        for value in try fields.list(key, limit: Limits.tags) {
            guard case .string(let string) = value else {
                throw FieldFault(reason: .wrongType(fields.path(key), expected: "a list of text"))
            }
            strings.append(CleanText.clean(string))
        }
        return strings
    }

    private static func flag(_ fields: inout Fields) throws(FieldFault) -> Flag {
        guard let category = try fields.code("category"),
            let severity = try fields.code("severity").flatMap(Severity.init(rawValue:))
        else { throw FieldFault(reason: .missing(fields.path("category and severity"))) }
        return Flag(category: category, severity: severity)
    }

    private static func effort(_ fields: inout Fields) throws(FieldFault) -> Effort {
        let ever = 0...1e12
        return Effort(
            seconds: try fields.number("seconds", in: ever, rule: "0 or more") ?? 0,
            heardSeconds: try fields.number("heard_seconds", in: ever, rule: "0 or more") ?? 0,
            coverage: try fields.confidence("coverage") ?? 0,
            plays: try fields.integer("plays", in: 0...1_000_000_000) ?? 0,
            keystrokes: try fields.integer("keystrokes", in: 0...1_000_000_000) ?? 0)
    }
    /// Numbers no listening has are put right by the rules of coverage itself.
    private static func listening(_ fields: inout Fields) throws(FieldFault) -> ClipCoverage {
        guard try fields.integer("v", in: 1...1) != nil else {
            throw FieldFault(reason: .missing(fields.path("v")))
        }
        let plays = try fields.integer("p", in: bounds) ?? 0
        var numbers: [Int] = []
        for value in try fields.list("s", limit: Limits.listening) {
            guard case .number(let number) = value, let whole = Int(exactly: number) else {
                throw FieldFault(
                    reason: .wrongType(fields.path("s"), expected: "a list of whole numbers"))
            }
            numbers.append(whole)
        }
        return ClipCoverage(plays: plays, numbers: numbers)
    }

    /// Whole numbers that a double holds exactly.
    private static let bounds = -(1 << 53)...(1 << 53)
}
