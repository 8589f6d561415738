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
        /// NeMo needs the sound and it stays behind.
        case noSound = "no_sound"
        /// Hidden and flagged: nobody wrote what is said in it.
        case notTranscribed = "not_transcribed"
    }
}

/// A stream of records into one file, whose order is drawn anew for each export. Dropped before
/// `finish`, nothing is left behind.
public struct ExportWriter: ~Copyable {
    public let format: ExportFormat
    public private(set) var records = 0
    private var file: AtomicFile
    private let lines: ShuffledLines
    private var isPrepared = false

    /// - Parameter part: what the file is called until it is whole (`AtomicFile`).
    /// - Throws: `InterchangeError.cannotWrite`.
    public init(
        path: String, format: ExportFormat, part: String? = nil
    ) throws(InterchangeError) {
        let spool = try ShuffledLines(beside: path)
        let target = try AtomicFile(path: path, part: part)
        self.format = format
        lines = spool
        file = target
    }

    /// - Throws: `InterchangeError.cannotWrite`; the export should then be given up.
    public mutating func write(
        _ leaving: LeavingRecord
    ) throws(InterchangeError) -> ExportVerdict {
        try write(decided: leaving.record)
    }

    /// Writes a record of which it was decided that it may leave as it is.
    mutating func write(decided record: ExportRecord) throws(InterchangeError) -> ExportVerdict {
        if let reason = Self.leftOut(record, format: format) { return .leftOut(reason) }
        try lines.append(Self.line(record, format: format))
        records += 1
        return .written
    }

    /// Whether the format has no place for `leaving`, and why.
    public func leftOut(_ leaving: LeavingRecord) -> ExportVerdict.LeftOut? {
        Self.leftOut(leaving.record, format: format)
    }

    /// Puts everything on disk, out of sight: what is left is to show it.
    ///
    /// - Throws: `InterchangeError.cannotWrite`; the export should then be given up.
    public mutating func prepare() throws(InterchangeError) {
        guard !isPrepared else { return }
        try lines.drain(into: &file)
        try file.sync()
        isPrepared = true
    }

    /// Makes the export appear under its name, whole.
    ///
    /// - Throws: `InterchangeError.cannotWrite`; what was at the path before is still there.
    public consuming func finish() throws(InterchangeError) {
        try prepare()
        try file.commit()
    }

    private static func leftOut(
        _ record: ExportRecord, format: ExportFormat
    ) -> ExportVerdict.LeftOut? {
        switch format {
        case .earshot: nil
        case .nemo: NemoLine.leftOut(record)
        }
    }

    /// The line a record makes, with its end.
    static func line(_ record: ExportRecord, format: ExportFormat) -> [UInt8] {
        switch format {
        case .earshot: NativeLine.encode(record)
        case .nemo: NemoLine.encode(record)
        }
    }
}
