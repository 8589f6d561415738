// Which format a path holds, and how that is told from its name and first line.
import Foundation
import ReviewCore

/// A format that can be imported. Raw values are what `--format` takes.
public enum ManifestFormat: String, Sendable, CaseIterable, Equatable {
    /// Earshot JSONL, the native record.
    case earshot
    /// NeMo manifest JSONL.
    case nemo
    /// A folder of audio files and nothing else.
    case folder
}

/// What can be told about a source before reading it through.
public struct ManifestPeek: Equatable, Sendable {
    public let format: ManifestFormat
    /// The first record's own locale, where the format carries one.
    public let locale: String?

    /// Looks at `path`, and at the first line that is not blank where it is a file.
    ///
    /// - Throws: `InterchangeError` when it cannot be read or is neither format.
    public init(path: String) throws(InterchangeError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotRead(path: path, code: errno) }
        if status.st_mode & S_IFMT == S_IFDIR {
            self.init(format: .folder, locale: nil)
            return
        }
        let file = try ByteSource(path: path)
        var lines = LineReader(limit: Limits.line) { buffer throws(InterchangeError) in
            try file.read(into: buffer)
        }
        // A few bad lines at the top do not hide the format of the rest.
        for _ in 0..<100 {
            guard let line = try lines.next() else { break }
            guard case .whole(_, let range) = line, !range.isEmpty,
                let value = try? JSONParser.parse(lines.bytes.span.extracting(range)),
                let peek = Self.recognise(value)
            else { continue }
            self = peek
            return
        }
        throw .unknownFormat(path: path)
    }

    private init(format: ManifestFormat, locale: String?) {
        self.format = format
        self.locale = locale
    }

    private static func recognise(_ value: JSONValue) -> ManifestPeek? {
        guard var fields = try? Fields(value) else { return nil }
        if fields.take("audio_filepath") != nil { return ManifestPeek(format: .nemo, locale: nil) }
        guard fields.take("audio") != nil, fields.take("id") != nil else { return nil }
        let locale = (try? fields.rawText("locale", limit: Limits.code)).flatMap { $0 }
        return ManifestPeek(format: .earshot, locale: locale.flatMap { LocaleTag($0)?.text })
    }
}
