// Writes a whole export, record by record, into a file that appears only when it is complete.
import ReviewCore

/// A format that can be exported. Raw values are what `--format` takes.
public enum ExportFormat: String, Sendable, CaseIterable, Equatable {
    /// Earshot JSONL with annotations.
    case earshot
    /// NeMo manifest JSONL, of annotated clips only.
    case nemo
}

/// What became of a record handed to a writer.
public enum ExportVerdict: Equatable, Sendable {
    case written
    case leftOut(LeftOut)

    /// Why a record has no place in the format.
    public enum LeftOut: String, Sendable, Equatable {
        /// Skipped, broken or not reviewed: nothing to train on.
        case notAnnotated = "not_annotated"
        /// NeMo needs the length and it is not known.
        case noDuration = "no_duration"
    }
}

/// A stream of export records into one file. Dropped before `finish`, nothing is left behind.
public struct ExportWriter: ~Copyable {
    public let format: ExportFormat
    public private(set) var records = 0
    private var file: AtomicFile

    /// - Throws: `InterchangeError.cannotWrite`.
    public init(path: String, format: ExportFormat) throws(InterchangeError) {
        self.format = format
        file = try AtomicFile(path: path)
    }

    /// - Throws: `InterchangeError.cannotWrite`; the export should then be given up.
    public mutating func write(
        _ record: ExportRecord
    ) throws(InterchangeError) -> ExportVerdict {
        guard let line = Self.line(record, format: format) else {
            let isAnnotated = record.annotation?.outcome == .annotated
            return .leftOut(isAnnotated ? .noDuration : .notAnnotated)
        }
        try file.write(line)
        records += 1
        return .written
    }

    /// Makes the export appear under its name, whole.
    ///
    /// - Throws: `InterchangeError.cannotWrite`; what was at the path before is still there.
    public consuming func finish() throws(InterchangeError) {
        try file.commit()
    }

    /// The line a record makes, with its end; `nil` where the format has no place for it.
    static func line(_ record: ExportRecord, format: ExportFormat) -> [UInt8]? {
        switch format {
        case .earshot: NativeLine.encode(record)
        case .nemo: NemoLine.encode(record)
        }
    }
}
