// Takes a case file out: the record, the story's chain, its proofs from the log, and what was released.
import Foundation
import ReviewCore
import Store
import Vault

/// Writes one incident to a new folder. It appears whole or not at all.
public struct CaseFileExport {
    private let seat: Seat
    private let handling: IncidentHandling

    public init(seat: Seat) {
        self.seat = seat
        handling = IncidentHandling(seat: seat)
    }

    /// What was written.
    public struct Written: Sendable, Equatable {
        public let folder: URL
        public let files: Int
        public let released: [ReleasedField]
        /// What was released and could not be put in, in words.
        public let leftOut: [String]
    }

    /// The story says so before anything is opened: what cannot be logged is not made.
    ///
    /// - Parameter seen: as it was read; where something happened since, nothing is done.
    @discardableResult
    public func run(
        _ seen: KeptIncident, to output: URL, now: Timestamp
    ) throws -> (written: Written, after: KeptIncident) {
        try seat.demand(.answerIncident)
        try seat.demand(.readLog)
        try seat.log.requireSamePast()
        let output = output.standardizedFileURL
        var facts = stat()
        guard lstat(output.path, &facts) != 0 else { throw CaseFileError.outputThere }
        let parent = output.deletingLastPathComponent()
        let staging = try Staging(UUID(), for: output, in: seat.workspace.directory)
        var isWhole = false
        let staged = parent.appending(path: staging.names.copy)
        defer {
            if !isWhole { try? FileManager.default.removeItem(at: staged) }
            if staging.isClear { staging.end() }
        }
        let kept = try handling.take(.exported, on: seen, now: now)
        let folder = try PrivateFolder(staging.names.copy, in: parent, making: true)
        var writing = CaseWriting(folder: folder)
        try fill(&writing, with: kept, now: now)
        // A folder takes the place of nothing but an empty folder, and of no link.
        guard rename(staged.path, output.path) == 0 else {
            throw [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno)
                ? CaseFileError.outputThere
                : PrivateFolderError.cannotWrite(output.lastPathComponent, code: errno)
        }
        isWhole = true
        seat.log.settle()
        return (
            Written(
                folder: output, files: writing.files.count + 1,
                released: kept.incident.released.filter { !writing.absent.contains($0) },
                leftOut: writing.leftOut), kept
        )
    }

    private func fill(
        _ writing: inout CaseWriting, with kept: KeptIncident, now: Timestamp
    ) throws {
        try writing.write(CaseJSON.bytes(CaseRecord(kept.incident)), to: CaseFile.record)
        try writing.write(story(of: kept), to: CaseFile.custody)
        try writing.write(
            CaseJSON.bytes(seat.store.incidents.notices(kept.id).map(CaseNotice.init)),
            to: CaseFile.notices)
        try release(kept, &writing)
        let (proofs, head) = try proofs(of: kept)
        var lines = Data()
        for proof in proofs { lines += try CaseJSON.line(proof) }
        try writing.write(lines, to: CaseFile.log)
        let checkpoint = try seat.log.signer.checkpoint(head)
        try writing.write(Data(checkpoint.serialized.utf8), to: CaseFile.checkpoint)
        try writing.write(Data(Self.readme(kept).utf8), to: CaseFile.readme)
        let manifest = CaseManifest(
            workspace: seat.workspace.id, incident: kept.id, exportedAt: now,
            signer: seat.log.signer, files: writing.files,
            released: kept.incident.released.filter { !writing.absent.contains($0) },
            absent: writing.absent, log: head)
        try writing.finish(manifest.signed(by: seat.log.signer))
    }

    private func story(of kept: KeptIncident) throws -> Data {
        var lines = Data()
        for (sequence, link) in kept.links.enumerated() {
            let event = kept.incident.record.events[sequence]
            var words: String?
            if case .read(let text)? = handling.words(of: event, in: kept.incident) {
                words = text
            }
            guard let line = CaseLink(link, sequence: sequence, words: words) else {
                throw CaseFileError.unreadable
            }
            lines += try CaseJSON.line(line)
        }
        return lines
    }

    // MARK: - The log

    /// Proofs of every event, all for one head of the log.
    private func proofs(of kept: KeptIncident) throws -> ([CaseProof], TreeHead) {
        let sequences = try entries(of: kept)
        // Others may write meanwhile; then the proofs are made anew.
        for _ in 0..<20 {
            let proofs = try sequences.compactMap { try seat.store.audit.inclusion($0) }
            guard let head = proofs.first?.head, proofs.count == sequences.count,
                proofs.allSatisfy({ $0.head == head })
            else { continue }
            return (
                proofs.map { CaseProof(sequence: $0.sequence, entry: $0.entry, path: $0.path) },
                head
            )
        }
        throw CaseFileError.busy
    }

    /// Where in the log the incident's events are.
    private func entries(of kept: KeptIncident) throws -> [Int64] {
        let filter = AuditFilter(
            since: kept.incident.record.openedAt.advanced(bySeconds: -86_400),
            subject: .clip(kept.incident.record.clip))
        var found: [Int64] = []
        var next: Int64? = 0
        while let from = next {
            let page = try seat.store.audit.page(filter, from, 1000)
            found += page.entries.filter { row in
                AuditEntryFormat.decode(row.entry.bytes)?.custody?.incident == kept.id
            }.map(\.sequence)
            next = page.next
        }
        return found
    }

    // MARK: - What was released

    private func release(_ kept: KeptIncident, _ writing: inout CaseWriting) throws {
        let released = kept.incident.released
        for field in released where ![ReleasedField.audio, .text].contains(field) {
            writing.leaveOut(field, "the \(field.rawValue), which is told by other ways than this")
        }
        guard released.contains(.audio) || released.contains(.text) else { return }
        guard let stored = try seat.store.records.clip(kept.incident.record.clip),
            stored.state != .erased
        else {
            for field in released where [ReleasedField.audio, .text].contains(field) {
                writing.leaveOut(field, "the \(field.rawValue) of the clip, which was erased")
            }
            return
        }
        let keys = seat.openKeys(of: stored.clip)
        if released.contains(.text) { try releaseText(of: stored.clip, keys, &writing) }
        if released.contains(.audio) { try releaseSound(of: stored.clip, keys, &writing) }
    }

    private func releaseText(
        of sealed: SealedClip, _ keys: OpenedClipKeys, _ writing: inout CaseWriting
    ) throws {
        do {
            let text = CaseText(try keys.open(sealed))
            try writing.write(CaseJSON.bytes(text), to: CaseFile.text)
        } catch let error as VaultError {
            writing.leaveOut(.text, "the text: \(error)")
        }
    }

    private func releaseSound(
        of sealed: SealedClip, _ keys: OpenedClipKeys, _ writing: inout CaseWriting
    ) throws {
        do {
            let plain = try keys.openAudio(try seat.workspace.audioFiles.read(sealed.id))
            let bytes = plain.withUnsafeBytes { Data($0) }
            try writing.write(bytes, to: "\(CaseFile.sound).\(SoundEnding.of(bytes))")
        } catch let error as VaultError {
            writing.leaveOut(.audio, "the sound: \(error)")
        } catch let error as StoreError where error.kind == .audioMissing {
            writing.leaveOut(.audio, "the sound, which is not on the disk")
        }
    }

    private static func readme(_ kept: KeptIncident) -> String {
        """
        This folder is the case file of incident \(kept.id), taken out of an Earshot workspace.

        incident.json    The record: what it is, how it stands, by ids and codes. People are ids.
        custody.jsonl    Its story, one event a line, each held to those before it by a hash.
        log.jsonl        That the workspace's log has each event (RFC 9162 inclusion proofs).
        log.checkpoint   The log's length and root, signed (C2SP checkpoint).
        notices.json     Who was told of it, by which channel, and whether that arrived; as the
                         workspace has it, and not proven by the log.
        text.json, sound.*   What was said, only where it was told to an authority by its end.
        manifest.json    The SHA-256 of every file, signed with Ed25519.

        Check it with: earshot incidents verify FOLDER
        """ + "\n"
    }
}

/// Files that were written, and what was left out.
private struct CaseWriting {
    let folder: PrivateFolder
    private(set) var files: [CaseManifest.File] = []
    /// What was released and is not in it, and why.
    private(set) var absent: [ReleasedField] = []
    private(set) var leftOut: [String] = []

    init(folder: PrivateFolder) {
        self.folder = folder
    }

    mutating func write(_ bytes: Data, to name: String) throws(PrivateFolderError) {
        try folder.write(bytes, to: name)
        files.append(CaseManifest.File(name, bytes))
    }

    mutating func leaveOut(_ field: ReleasedField, _ what: String) {
        absent.append(field)
        leftOut.append(what)
    }

    /// The manifest, last: a folder without one is no case file.
    func finish(_ manifest: Data) throws(PrivateFolderError) {
        try folder.write(manifest, to: CaseManifest.fileName)
    }
}

/// Who was told, and what became of it.
private struct CaseNotice: Encodable {
    let group: String
    let channel: String
    let step: Int
    let missed: IncidentDeadline?
    let madeAt: String
    let attempts: Int
    let lastCode: String?
    let deliveredAt: String?

    init(_ record: NoticeRecord) {
        group = record.notice.group
        channel = record.channel
        step = record.notice.step
        missed = record.missed
        madeAt = record.madeAt.date.formatted(.iso8601)
        attempts = record.attempts
        lastCode = record.lastCode
        deliveredAt = record.deliveredAt?.date.formatted(.iso8601)
    }
}

/// What the machine understood, for an authority.
private struct CaseText: Encodable {
    let clip: String
    let locale: String
    let capturedAt: String?
    let text: String?
    let confidence: Double?

    init(_ clip: Clip) {
        self.clip = clip.id.description
        locale = clip.locale
        capturedAt = clip.capturedAt?.date.formatted(.iso8601)
        text = clip.hypothesis?.text
        confidence = clip.hypothesis?.confidence
    }
}

/// Why there is no case file.
public enum CaseFileError: Error, Equatable, CustomStringConvertible {
    case outputThere, busy, unreadable, noFolder

    public var description: String {
        switch self {
        case .outputThere: "there is something of that name already; give a new folder"
        case .busy:
            "others write to the log without a pause, so no proofs could be made; try again"
        case .unreadable:
            "an event of the incident is no text, so its record was changed; look with"
                + " 'earshot audit verify'"
        case .noFolder: "this is no folder that can be read; give the case file's own folder"
        }
    }
}
