// What can go wrong in the log's own workings, in words that are safe to print.

/// What can go wrong in the log's own workings.
public enum AuditLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The personal keys would not sign.
    case unsignable
    case note(NoteProblem)

    /// Why a file is no checkpoint.
    public enum NoteProblem: Sendable, Hashable {
        case notText, noSignatures, badSignatureLine, tooLong
        case noOrigin, badSize, badRoot
    }

    public var description: String {
        switch self {
        case .unsignable:
            "your personal keys do not sign, so nothing was logged or done; "
                + "restore your key file from your backup"
        case .note(let problem):
            "this is no checkpoint (\(problem.words)); restore it from a copy kept elsewhere"
        }
    }
}

extension AuditLogError.NoteProblem {
    var words: String {
        switch self {
        case .notText: "it is not plain text"
        case .noSignatures: "it has no signatures"
        case .badSignatureLine: "a signature line is damaged"
        case .tooLong: "it is too long"
        case .noOrigin: "its first line names no log"
        case .badSize: "its second line is no size"
        case .badRoot: "its third line is no root"
        }
    }
}
