// Reviewed, exported clips of one account, and what must not be found of them after an erasure.
import Foundation
import Interchange
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

/// An office whose clips are all of `account-7`: annotated, exported, one of them with a draft.
final class Archive {
    let office: Office
    let queue: ReviewCore.Queue
    let clips: [ClipID]
    private(set) var traces: [(what: String, bytes: Data)] = []

    static let account = "account-7"
    static let word = "zanzibar"

    var seat: Seat { office.seat }
    var workspace: URL { office.workspace.directory }

    /// - Parameter count: clips; the last one is left with a draft and no annotation.
    init(_ count: Int = 4, exported: Bool = true) throws {
        office = try Office()
        queue = try office.queue()
        try office.bring((0..<count).map { "\(Self.word) \($0)" }, into: queue)
        let seat = office.seat
        let claimed = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], count: count, ttl: 600, now: .now))
        clips = claimed.map(\.clip.id)
        for claim in claimed.dropLast() { try Self.annotate(claim, seat) }
        if let last = claimed.last {
            let draft = try seat.vault.seal(
                Draft(content: AnnotationContent(reference: Self.word), caret: 0, savedAt: .now),
                for: last.clip, by: seat.person.id)
            _ = try seat.store.drafts.save(last.clip.id, seat.person.id, draft, .now)
            traces.append(("the draft", draft))
        }
        if exported { try export(to: "given.jsonl") }
        try note(claimed.map(\.clip), seat)
    }

    @discardableResult
    func export(to name: String, from seat: Seat? = nil) throws -> ExportReport {
        try Exporter(seat: seat ?? office.seat, queue: queue).run(
            to: office.folder.appending(path: name).path, format: .earshot, withAudio: true,
            onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
    }

    private static func annotate(_ claim: ClaimedClip, _ seat: Seat) throws {
        var random = SystemRandomNumberGenerator()
        let annotation = try seat.vault.openKeys(of: claim.clip).seal(
            AnnotationContent(reference: "the \(word)", note: "a \(word) again"),
            as: AnnotationID(at: .now, using: &random), by: seat.person.id, outcome: .annotated,
            effort: Effort(seconds: 3, plays: 1, keystrokes: 2), at: .now)
        #expect(try seat.store.work.submit(annotation, claim.lease.token) == .stored(revision: 1))
    }

    /// Everything by which somebody who has the files could come back to the clips.
    private func note(_ sealed: [SealedClip], _ seat: Seat) throws {
        traces += [
            ("a word", Data(Self.word.utf8)), ("the account", Data(Self.account.utf8)),
            ("a serial", Data("SERIAL-".utf8)),
        ]
        for clip in sealed {
            traces += clip.wrappedKeys.map { ("a wrapped key", $0.bytes) }
            traces += clip.fields.map { ("sealed \($0.key)", $0.value) }
            let sound = try seat.workspace.audioFiles.read(clip.id)
            traces.append(("sealed sound", Data(sound.prefix(64))))
            for record in try seat.store.records.history(clip.id) {
                traces.append(("an annotation", record.annotation.content))
            }
        }
    }

    /// What of it lies in any file of the workspace.
    func remains() throws -> [String] {
        let root = workspace.path
        let names = try FileManager.default.subpathsOfDirectory(atPath: root)
        let files = names.compactMap { name in
            FileManager.default.contents(atPath: "\(root)/\(name)").map { (name, $0) }
        }
        return traces.flatMap { trace in
            files.filter { $0.1.range(of: trace.bytes) != nil }.map { "\(trace.what) in \($0.0)" }
        }
    }

    // MARK: - Erasing

    @discardableResult
    func ask(dryRun: Bool = false) throws -> ErasureAnswer {
        try seat.requestErasure(
            ErasureWish(accounts: [Self.account]), id: UUID(), dryRun: dryRun)
    }

    func files(_ folder: String) throws -> [String] {
        let path = workspace.appending(path: folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    func receipts() throws -> [ErasureReceipt] {
        try files(ReceiptFiles.folderName).compactMap { name in
            let path = workspace.appending(path: "\(ReceiptFiles.folderName)/\(name)")
            return ErasureReceipt(parsing: try Data(contentsOf: path))
        }
    }

    /// Names on the lists of what to take out of exports.
    func tombstones() throws -> [String] {
        try files(TombstoneFiles.folderName).flatMap { name in
            try String(
                contentsOf: workspace.appending(path: "\(TombstoneFiles.folderName)/\(name)"),
                encoding: .utf8
            ).split(separator: "\n").map(String.init)
        }
    }

    func states() throws -> [ClipState?] {
        try clips.map { try seat.store.records.clip($0)?.state }
    }

    func findings() throws -> [AuditFinding] {
        try LogCheck(seat.workspace, seat: seat).run(inFull: true) { _, _ in }.report.findings
    }
}
