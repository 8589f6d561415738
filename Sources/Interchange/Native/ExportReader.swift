// Reads a native export back, record by record.
import ReviewCore

/// The records of a native export, as the values they were written from.
public final class ExportReader: Sequence, IteratorProtocol {
    private var lines: LineReader?

    /// - Throws: `InterchangeError` when there is nothing to read.
    public init(path: String) throws(InterchangeError) {
        let file = try ByteSource(path: path)
        lines = LineReader(limit: Limits.line) { buffer throws(InterchangeError) in
            try file.read(into: buffer)
        }
    }

    /// The next record, or what is wrong with its line; `nil` at the end.
    public func next() -> Result<ExportRecord, ImportProblem>? {
        while var reader = lines {
            lines = nil
            guard let line = try? reader.next() else { return nil }
            defer { lines = reader }
            switch line {
            case .tooLong(let number):
                let reason = ImportProblem.Reason.lineTooLong(limit: reader.limit)
                return .failure(ImportProblem(place: .line(number), reason: reason))
            case .whole(let number, let range):
                let bytes = reader.bytes.span.extracting(range)
                if LineText.isBlank(bytes) { continue }
                do throws(FieldFault) {
                    return .success(try NativeExport.record(from: LineText.parse(bytes)))
                } catch {
                    return .failure(ImportProblem(place: .line(number), reason: error.reason))
                }
            }
        }
        return nil
    }
}
