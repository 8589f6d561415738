// What stops a whole import or export, as against one bad line of it.
import Foundation

/// A failure of the file itself: it cannot be opened, recognised, read on or written.
public enum InterchangeError: Error, Equatable, Sendable {
    /// `code` is an `errno`.
    case cannotRead(path: String, code: Int32)
    case cannotWrite(path: String, code: Int32)
    /// A pipe, device or other thing that is not a regular file (or folder).
    case notAFile(path: String)
    /// Neither the name nor the first line tells the format.
    case unknownFormat(path: String)
    /// The format carries no locale and none was given.
    case localeNeeded(format: ManifestFormat)
    /// The locale that was given is not a language tag.
    case malformedLocale
}

extension InterchangeError: CustomStringConvertible, CustomDebugStringConvertible {
    /// One line without paths: what, why, what to do.
    public var description: String {
        switch self {
        case .cannotRead(_, let code):
            "The file cannot be read (\(Self.text(of: code))). Check the path and its permissions."
        case .cannotWrite(_, let code):
            "The file cannot be written (\(Self.text(of: code))). Nothing was left half-written; "
                + "check the folder, its permissions and the space left."
        case .notAFile:
            "This is neither a regular file nor a folder. Give a manifest or a folder of audio."
        case .unknownFormat:
            "The format is not known from the name or the first line. Name it with --format: "
                + ManifestFormat.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .localeNeeded(let format):
            "A \(format.rawValue) import carries no locale. Give one with --locale, such as en-US."
        case .malformedLocale:
            "The locale is not a language tag. Write it like en-US, es-CR or hi-IN."
        }
    }

    /// With the path, for the person who owns the machine's log.
    public var debugDescription: String {
        switch self {
        case .cannotRead(let path, let code): "cannotRead(\(path), errno \(code))"
        case .cannotWrite(let path, let code): "cannotWrite(\(path), errno \(code))"
        case .notAFile(let path): "notAFile(\(path))"
        case .unknownFormat(let path): "unknownFormat(\(path))"
        case .localeNeeded(let format): "localeNeeded(\(format.rawValue))"
        case .malformedLocale: "malformedLocale"
        }
    }

    static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
