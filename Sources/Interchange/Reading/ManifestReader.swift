// Reads clips out of any source, one at a time, and says what was left out and why.
import Foundation
import ReviewCore

/// One step of an import.
public enum ManifestItem: Equatable, Sendable {
    /// A record that may enter, and where it stood.
    case clip(IncomingClip, ImportProblem.Place)
    /// A record that was left out; reading goes on.
    case problem(ImportProblem)
}

/// How far a reader is, for rate and time left.
public struct ReadProgress: Equatable, Sendable {
    /// Bytes of a manifest, or files of a folder.
    public enum Unit: Equatable, Sendable { case bytes, files }

    public let unit: Unit
    public let done: Int64
    public let total: Int64

    /// 0...1.
    public var fraction: Double { total > 0 ? min(1, Double(done) / Double(total)) : 1 }
}

/// A stream of clips: memory does not grow with the manifest, save 16 bytes a record by which
/// ids are kept from being used twice.
///
/// A file that fails in the middle ends with a `.readFailed` problem. Not for use from several
/// threads at once.
public final class ManifestReader: Sequence, IteratorProtocol {
    public let format: ManifestFormat
    /// Fields passed over by name (NeMo allows any), and how often.
    public var droppedFields: [String: Int] { dropped.counts }
    /// The folder that the audio lies in; sound is read below it.
    public let audioRoot: AudioRoot

    private enum Source {
        case lines(LineReader, size: Int64)
        case folder(AudioFolder, done: Int64, total: Int64)
        case ended(ReadProgress)
    }

    private var source: Source
    private let locale: LocaleTag?
    private let codes: CodeBook?
    private var dropped = DroppedFields()
    private var seen: Set<UInt128> = []

    /// Opens a manifest or a folder.
    ///
    /// - Parameters:
    ///   - format: `nil` to tell it from the name and the first line.
    ///   - locale: the queue's. Needed where the format has none of its own; else lines in
    ///     another locale are refused.
    ///   - codes: the queue's schema; lines with other codes are refused. `nil` takes any.
    ///   - audioRoot: where relative audio paths start and all audio must lie; by default the
    ///     manifest's own folder.
    /// - Throws: `InterchangeError` when there is nothing to read.
    public convenience init(
        path: String, format: ManifestFormat? = nil, locale: String? = nil,
        codes: CodeBook? = nil, audioRoot: String? = nil
    ) throws(InterchangeError) {
        try self.init(
            path: path, format: format, locale: locale, codes: codes, audioRoot: audioRoot,
            lineLimit: Limits.line, chunk: 1 << 18)
    }

    init(
        path: String, format given: ManifestFormat?, locale: String?, codes: CodeBook? = nil,
        audioRoot folder: String?, lineLimit: Int, chunk: Int
    ) throws(InterchangeError) {
        format = if let given { given } else { try ManifestPeek(path: path).format }
        self.locale = try Self.tag(locale, for: format)
        self.codes = codes
        if format == .folder {
            audioRoot = try AudioRoot(path)
            var counting = AudioFolder(audioRoot)
            var total: Int64 = 0
            while counting.next() != nil { total += 1 }
            source = .folder(AudioFolder(audioRoot), done: 0, total: total)
            return
        }
        audioRoot = try AudioRoot(folder ?? Self.folder(of: path))
        let file = try ByteSource(path: path)
        let lines = LineReader(limit: lineLimit, chunk: chunk) { buffer throws(InterchangeError) in
            try file.read(into: buffer)
        }
        source = .lines(lines, size: file.size)
    }

    private static func tag(
        _ locale: String?, for format: ManifestFormat
    ) throws(InterchangeError) -> LocaleTag? {
        guard let locale else {
            guard format == .earshot else { throw .localeNeeded(format: format) }
            return nil
        }
        guard let tag = LocaleTag(locale) else { throw .malformedLocale }
        return tag
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// How far the reader is; `done` reaches `total` at the end.
    public var progress: ReadProgress {
        switch source {
        case .lines(let lines, let size):
            ReadProgress(unit: .bytes, done: lines.consumed, total: Swift.max(size, lines.consumed))
        case .folder(_, let done, let total):
            ReadProgress(unit: .files, done: done, total: Swift.max(done, total))
        case .ended(let progress):
            progress
        }
    }

    /// The next clip or problem; `nil` at the end.
    public func next() -> ManifestItem? {
        switch source {
        case .ended:
            return nil
        case .folder(var folder, let done, let total):
            // What is walked or read is moved out and back: held twice, it would be copied.
            source = .ended(progress)
            guard let entry = folder.next() else { return nil }
            source = .folder(folder, done: done + 1, total: total)
            return item(entry)
        case .lines(var lines, let size):
            source = .ended(progress)
            let item = nextLine(&lines)
            source = .lines(lines, size: size)
            return item ?? end()
        }
    }

    private func end() -> ManifestItem? {
        source = .ended(progress)
        return nil
    }
}

// MARK: - Lines

extension ManifestReader {
    private func nextLine(_ lines: inout LineReader) -> ManifestItem? {
        while true {
            let line: LineReader.Line?
            do {
                line = try lines.next()
            } catch {
                defer { lines = LineReader(limit: 1) { _ throws(InterchangeError) in 0 } }
                return .problem(.init(place: .line(lines.number + 1), reason: .readFailed))
            }
            switch line {
            case nil:
                return nil
            case .tooLong(let number):
                return .problem(
                    .init(place: .line(number), reason: .lineTooLong(limit: lines.limit)))
            case .whole(let number, let range):
                let bytes = lines.bytes.span.extracting(range)
                if LineText.isBlank(bytes) { continue }
                return item(bytes, at: .line(number))
            }
        }
    }

    private func item(_ bytes: Span<UInt8>, at place: ImportProblem.Place) -> ManifestItem {
        do throws(FieldFault) {
            let clip = try clip(LineText.parse(bytes))
            try remember(clip.sourceID)
            return .clip(clip, place)
        } catch {
            return .problem(ImportProblem(place: place, reason: error.reason))
        }
    }

    private func clip(_ value: JSONValue) throws(FieldFault) -> IncomingClip {
        guard format == .nemo, let locale else {
            return try NativeRecord.clip(
                from: value, audio: audioRoot, locale: locale, codes: codes)
        }
        return try NemoRecord.clip(
            from: value, audio: audioRoot, locale: locale, dropped: &dropped)
    }

    /// Keeps 128 keyed bits of each id instead of the id.
    private func remember(_ id: String) throws(FieldFault) {
        func half(_ salt: UInt8) -> UInt128 {
            var hasher = Hasher()
            hasher.combine(salt)
            for byte in id.utf8 { hasher.combine(byte) }
            return UInt128(UInt(bitPattern: hasher.finalize()))
        }
        guard seen.insert(half(0) << 64 | half(1)).inserted else {
            throw FieldFault(reason: .duplicateID)
        }
    }
}

// MARK: - Folders

extension ManifestReader {
    private func item(_ entry: AudioFolder.Entry) -> ManifestItem {
        switch entry {
        case .unreadableFolder(let path):
            return .problem(
                .init(place: .file(CleanText.clean(path)), reason: .folderUnreadable))
        case .audio(let path):
            let place = ImportProblem.Place.file(CleanText.clean(path))
            do throws(FieldFault) {
                let source = try audioRoot.source(path)
                return .clip(
                    IncomingClip(sourceID: path, audio: source, locale: locale?.text ?? "und"),
                    place)
            } catch {
                return .problem(ImportProblem(place: place, reason: error.reason))
            }
        }
    }
}
