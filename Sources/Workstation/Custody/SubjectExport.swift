// A person's own copy of all that is here of them: text, sound as it came, and what it means.
import Foundation
import ReviewCore
import Store
import Vault

/// Writes everything of one device or account to a new folder. It appears whole or not at all.
public struct SubjectExport {
    private let seat: Seat
    private let isCancelled: () -> Bool

    private static let page = 100

    public init(seat: Seat, isCancelled: @escaping () -> Bool = { false }) {
        self.seat = seat
        self.isCancelled = isCancelled
    }

    /// - Returns: how many clips are in it; `nil` when interrupted, and then nothing is left.
    /// - Throws: `SubjectExportError`.
    public func run(
        _ kind: CustodySubject.Kind, _ id: String, to output: URL,
        onProgress: (Int) -> Void = { _ in }
    ) throws -> Int? {
        let subject = try subject(kind, id)
        let output = output.standardizedFileURL
        let parent = output.deletingLastPathComponent()
        var facts = stat()
        guard lstat(output.path, &facts) != 0 else { throw SubjectExportError.outputThere }
        let id = UUID()
        let staging = try Staging(id, for: output, in: seat.workspace.directory)
        // Logged before the first clip is opened: what cannot be logged is not made.
        do {
            try seat.store.audit.append([event(.subjectBegun, subject, id)], .now)
        } catch {
            staging.end()
            throw error
        }
        let staged = parent.appending(path: staging.names.copy)
        var isWhole = false
        defer { if !isWhole { giveUp(staging, staged) } }
        let folder = try PrivateFolder(staging.names.copy, in: parent, making: true)
        guard let count = try fill(folder, staged, with: subject, onProgress) else { return nil }
        try seat.store.audit.append(
            [event(.subjectExported, subject, id, [.count(.clips, count)])], .now)
        // A folder takes the place of nothing but an empty folder, and of no link.
        guard rename(staged.path, output.path) == 0 else {
            throw [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno)
                ? SubjectExportError.outputThere
                : PrivateFolderError.cannotWrite(output.lastPathComponent, code: errno)
        }
        isWhole = true
        staging.end()
        seat.log.settle()
        return count
    }

    /// Where it cannot be taken away or logged, whoever comes next does it.
    private func giveUp(_ staging: Staging, _ staged: URL) {
        try? FileManager.default.removeItem(at: staged)
        guard staging.isClear,
            (try? seat.store.audit.append([.unfinished(export: staging.id)], .now)) != nil
        else { return }
        staging.end()
    }

    private func subject(_ kind: CustodySubject.Kind, _ id: String) throws -> CustodySubject {
        for subject in try seat.subjects(kind, id) {
            if try !seat.store.papers.subject(subject, nil, 1).clips.isEmpty { return subject }
        }
        throw SubjectExportError.nobody
    }

    private func fill(
        _ folder: PrivateFolder, _ staged: URL, with subject: CustodySubject,
        _ onProgress: (Int) -> Void
    ) throws -> Int? {
        let sounds = try PrivateFolder("audio", in: staged, making: true)
        var lines = Data()
        var count = 0
        var cursor: ExportCursor?
        repeat {
            let page = try seat.store.papers.subject(subject, cursor, Self.page)
            // Held is kept for somebody else's right, and goes nowhere meanwhile (Art. 18).
            let held = page.clips.count { $0.stored.state == .held }
            guard held == 0 else { throw SubjectExportError.held }
            for clip in page.clips {
                guard !isCancelled() else { return nil }
                lines += try SubjectLine(clip, seat, sounds).encoded()
                count += 1
                onProgress(count)
            }
            cursor = page.next
        } while cursor != nil
        try folder.write(lines, to: "clips.jsonl")
        try folder.write(Data(Self.readme(subject, count).utf8), to: "README.txt")
        return count
    }

    private func event(
        _ action: AuditAction, _ subject: CustodySubject, _ id: UUID, _ more: [AuditFact] = []
    ) -> AuditEvent {
        AuditEvent(action, subject.audited, for: .privacy, [.matter(.export, id)] + more)
    }

    private static func readme(_ subject: CustodySubject, _ count: Int) -> String {
        """
        This folder holds everything that an Earshot workspace had of one \(subject.kind.rawValue)
        on \(Timestamp.now.date.formatted(.iso8601)): \(count.counted("recording")).

        clips.jsonl   One recording a line, as JSON (UTF-8). "audio" names its sound file.
                      "hypothesis" is what the machine understood, "interpretation" what it made of
                      it, "response" what it answered; "annotations" is what people wrote about the
                      recording. "context" has the location and contacts that came with it.
        audio/        The sound files as they came.

        \(subject.kind.rawValue) and recordings are named by pseudonyms of the workspace. Names of
        the people who listened are not in it: they are theirs.

        """
    }
}

/// Why a person's copy was not made.
public enum SubjectExportError: Error, Equatable, CustomStringConvertible {
    case nobody, held, outputThere

    public var description: String {
        switch self {
        case .nobody:
            "there is nothing of this device or account here; use the id as it came or its"
                + " pseudonym, and say which of the two it is"
        case .held:
            "recordings of this person are under a legal hold, so no copy was made; ask an officer"
                + " ('earshot hold list')"
        case .outputThere: "the output is there already; choose a new folder"
        }
    }
}
