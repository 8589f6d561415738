// One line or file that was left out of an import: where, why, and what to do about it.

/// Why one record was left out. Carries names of fields and limits, never their content.
public struct ImportProblem: Error, Equatable, Sendable {
    /// Where in the source the record stands.
    public enum Place: Equatable, Sendable {
        /// Counted from 1, blank lines included.
        case line(Int)
        /// Relative to the imported folder, made safe to print.
        case file(String)
    }

    public let place: Place
    public let reason: Reason

    public init(place: Place, reason: Reason) {
        self.place = place
        self.reason = reason
    }

    /// What is wrong. `field` is a path of known names such as `hypothesis.words[2].confidence`.
    public enum Reason: Equatable, Sendable {
        case notUTF8(column: Int)
        case notJSON(column: Int)
        case tooDeep
        case tooManyFields
        case repeatedField(String)
        case lineTooLong(limit: Int)
        case unknownField(String)
        case missing(String)
        case wrongType(String, expected: String)
        case outOfRange(String, rule: String)
        case malformed(String, rule: String)
        case tooLong(String, limit: Int)
        case tooMany(String, limit: Int)
        case duplicateID
        case consentMissing
        case consentNotGranted
        case localeMissing
        case otherLocale(expected: String)
        case unknownCode(String, schema: String)
        case audioOutside
        case audioThroughLink
        case audioMissing
        case audioNotAFile
        case audioUnreadable
        case audioEmpty
        case audioTooLarge(limit: Int)
        case folderUnreadable
        /// The manifest itself could not be read on from here.
        case readFailed
    }
}

extension ImportProblem.Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .line(let number): "line \(number)"
        case .file(let path): path
        }
    }
}

extension ImportProblem: CustomStringConvertible {
    /// One line, safe to print: `line 12: … ; …`.
    public var description: String { "\(place): \(reason.what); \(reason.remedy)" }
}

extension ImportProblem.Reason {
    /// A stable word for scripts (`--json`).
    public var code: String {
        switch self {
        case .notUTF8: "not_utf8"
        case .notJSON: "not_json"
        case .tooDeep: "too_deep"
        case .tooManyFields: "too_many_fields"
        case .repeatedField: "repeated_field"
        case .lineTooLong: "line_too_long"
        case .unknownField: "unknown_field"
        case .missing: "missing_field"
        case .wrongType: "wrong_type"
        case .outOfRange: "out_of_range"
        case .malformed: "malformed"
        case .tooLong: "too_long"
        case .tooMany: "too_many"
        case .duplicateID: "duplicate_id"
        case .consentMissing: "consent_missing"
        case .consentNotGranted: "consent_not_granted"
        case .localeMissing: "locale_missing"
        case .otherLocale: "other_locale"
        case .unknownCode: "unknown_code"
        case .audioOutside: "audio_outside"
        case .audioThroughLink: "audio_through_link"
        case .audioMissing: "audio_missing"
        case .audioNotAFile: "audio_not_a_file"
        case .audioUnreadable: "audio_unreadable"
        case .audioEmpty: "audio_empty"
        case .audioTooLarge: "audio_too_large"
        case .folderUnreadable: "folder_unreadable"
        case .readFailed: "read_failed"
        }
    }

    /// What is wrong and why.
    public var what: String {
        switch self {
        case .notUTF8(let column): "not valid UTF-8 near byte \(column)"
        case .notJSON(let column): "not JSON at byte \(column)"
        case .tooDeep: "nested deeper than \(JSONParser.depthLimit) levels"
        case .tooManyFields: "an object has more than \(JSONParser.fieldLimit) fields"
        case .repeatedField(let name): "field \(name) is given twice"
        case .lineTooLong(let limit): "longer than \(limit) bytes"
        case .unknownField(let name): "unknown field \(name)"
        case .missing(let field): "field \(field) is missing or empty"
        case .wrongType(let field, let expected): "field \(field) is not \(expected)"
        case .outOfRange(let field, let rule): "field \(field) is out of range (\(rule))"
        case .malformed(let field, let rule): "field \(field) is malformed (\(rule))"
        case .tooLong(let field, let limit): "field \(field) is longer than \(limit) bytes"
        case .tooMany(let field, let limit): "field \(field) has more than \(limit) entries"
        case .duplicateID: "the same id as an earlier record"
        case .consentMissing: "no consent on record"
        case .consentNotGranted: "consent was not granted"
        case .localeMissing: "no locale"
        case .otherLocale(let expected): "not in the queue's locale (\(expected))"
        case .unknownCode(let field, let schema):
            "field \(field) is no code of the schema \(schema)"
        case .audioThroughLink: "the audio path goes through a symbolic link"
        case .audioOutside: "the audio path leads out of the manifest's folder"
        case .audioMissing: "the audio file does not exist"
        case .audioNotAFile: "the audio path is not a regular file"
        case .audioUnreadable: "the audio file cannot be read"
        case .audioEmpty: "the audio file is empty"
        case .audioTooLarge(let limit): "the audio file is larger than \(limit) bytes"
        case .folderUnreadable: "the folder cannot be read"
        case .readFailed: "the manifest could not be read further"
        }
    }

    /// What the person who imports can do.
    public var remedy: String {
        switch self {
        case .notUTF8: "save the manifest as UTF-8"
        case .notJSON, .tooDeep, .tooManyFields, .lineTooLong:
            "write one JSON object on this line"
        case .repeatedField: "keep one of them"
        case .unknownField:
            "remove it; only listed fields may enter, so that none is stored by accident"
        case .missing, .wrongType, .outOfRange, .malformed: "correct the field"
        case .tooLong, .tooMany: "shorten it"
        case .duplicateID: "give each clip its own id"
        case .consentMissing, .consentNotGranted: "leave the clip out of review"
        case .localeMissing: "add it, or import with --locale"
        case .otherLocale: "import it into a queue of its own locale"
        case .unknownCode:
            "use a code of the schema; codes are stored readable, so no other word may pass"
        case .audioThroughLink: "put the file itself there; links are not followed"
        case .audioOutside: "keep audio beside or below the manifest"
        case .audioMissing, .audioNotAFile, .audioEmpty: "check the path"
        case .audioTooLarge: "cut it into utterances"
        case .audioUnreadable, .folderUnreadable: "check its permissions"
        case .readFailed: "check the disk and import again"
        }
    }
}
