// A workspace with its real store and vault in a temporary directory, and clips to bring in.
import Foundation
import Interchange
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

/// Everything of one test: a home of its own, removed with it.
final class Office {
    let folder: URL
    var surroundings: Surroundings
    let workspace: Workspace
    var seat: Seat

    static let first = "ana"

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "earshot-office-\(UUID().uuidString)")
        surroundings = Office.surroundings(in: folder)
        workspace = try Workspace.create(
            in: folder.appending(path: "workspace"), firstPerson: Office.first,
            surroundings: surroundings, now: .now)
        seat = try Seat.take(in: workspace, surroundings: surroundings)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func surroundings(in folder: URL) -> Surroundings {
        Surroundings(
            environment: [
                "XDG_CONFIG_HOME": folder.appending(path: "config").path,
                "XDG_STATE_HOME": folder.appending(path: "state").path,
                "XDG_DATA_HOME": folder.appending(path: "data").path,
                "EARSHOT_AUDIO": "null",
            ], home: folder.path)
    }

    /// The same workspace as another process would open it.
    func another(_ person: String = Office.first) throws -> Seat {
        var there = surroundings
        there.environment["EARSHOT_PERSON"] = person
        return try Seat.take(in: Workspace.open(workspace.directory), surroundings: there)
    }

    /// The seat with its store's questions replaced where `change` says so.
    func seat(changing change: (inout ReviewStore) -> Void) -> Seat {
        var store = seat.store
        change(&store)
        let workspace = Workspace(
            directory: workspace.directory, settings: workspace.settings, store: store,
            audioFiles: workspace.audioFiles, id: workspace.id)
        return Seat(workspace: workspace, person: seat.person, hands: seat.hands, log: seat.log)
    }

    func queue(_ name: String = "english", locale: String = "en-US") throws -> ReviewCore.Queue {
        if let there = try seat.store.queues.named(name) { return there }
        var random = SystemRandomNumberGenerator()
        let queue = Queue(id: QueueID(at: .now, using: &random), name: name, locale: locale)
        try seat.store.queues.create(queue, .now)
        return queue
    }

    var config: URL { surroundings.configuration }

    func write(_ text: String, to name: String) throws {
        try FileManager.default.createDirectory(at: config, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: config.appending(path: name))
    }

    // MARK: - Clips

    /// Writes a manifest and the sound its lines name; gives its path.
    func manifest(_ lines: [String], name: String = "clips.jsonl") throws -> String {
        let path = folder.appending(path: name)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: path)
        return path.path
    }

    /// Brings `texts` in as one clip each, with ids from `a` on.
    @discardableResult
    func bring(_ texts: [String], into queue: ReviewCore.Queue, prefix: String = "clip") throws
        -> ImportReport
    {
        try wave(seconds: 0.3, to: "sound.wav")
        let path = try manifest(
            texts.enumerated().map { Office.line("\($1.isEmpty ? "" : prefix)-\($0)", text: $1) },
            name: "\(prefix).jsonl")
        return try Importer(seat: seat, queue: queue).run(
            path: path, format: nil, onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
    }

    /// A native record of one clip.
    static func line(
        _ id: String, text: String = "turn on the light", audio: String = "sound.wav",
        more: String = ""
    ) -> String {
        """
        {"id":"\(id)","audio":"\(audio)","locale":"en-US","device_id":"SERIAL-\(id)",\
        "account_id":"account-7","consent":{"id":"c-\(id)","granted":true},\
        "hypothesis":{"text":"\(text)","confidence":0.9},\
        "interpretation":{"domain":"iot","intent":"iot_hue_lighton","confidence":0.8,"slots":[]}\
        \(more)}
        """
    }

    /// A tone as 16-bit mono WAV; `seconds` may be cut out of it again to see what is left.
    func wave(seconds: Double, rate: Int = 8000, to name: String) throws {
        let samples = (0..<Int(seconds * Double(rate))).map { index in
            Int16(9000 * sin(Double(index) * 2 * .pi * 440 / Double(rate)))
        }
        func little(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let size = samples.count * 2
        var file: [UInt8] = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
        file += little(16, 4) + little(1, 2) + little(1, 2) + little(rate, 4)
        file += little(rate * 2, 4) + little(2, 2) + little(16, 2)
        file += Array("data".utf8) + little(size, 4) + samples.flatMap { little(Int($0), 2) }
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file).write(to: place)
    }

    /// The way back from a clip, asked for by Ana and approved by an officer.
    func identity(of clip: SealedClip) throws -> ClipIdentity {
        if try seat.store.people.named("otto") == nil {
            _ = try seat.add(
                person: "otto", roles: [.officer], surroundings: surroundings, now: .now)
        }
        let officer = try another("otto")
        let request = IdentityRequest(
            id: UUID(), clip: clip.id, requester: seat.person.id,
            until: Timestamp.now.advanced(bySeconds: 60))
        let approval = try officer.vault.approve(
            request, of: clip, by: officer.person.id, sealedTo: seat.personalKeys.publicKeys,
            now: .now)
        return try seat.vault.openIdentity(
            of: clip, for: request, with: approval, own: seat.personalKeys, now: .now)
    }

    // MARK: - What is on disk

    /// Sealed sound files, marks and half-written files not among them.
    func soundFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: clips.path)
            .filter { $0.hasSuffix(".sealed") }
    }

    var clips: URL { workspace.directory.appending(path: "clips") }

    func counts(_ queue: String = "english") throws -> WorkspaceStatus.QueueCounts {
        let status = try seat.store.records.status(.now, .now.startOfLocalDay)
        return try #require(status.queues.first { $0.name == queue })
    }

    /// The clips that will be handed out next.
    func clips(ahead count: Int, in queue: ReviewCore.Queue) throws -> Set<ClipID> {
        let claimed = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], count: count, ttl: 60, now: .now))
        try seat.store.work.release(claimed.map(\.lease))
        return Set(claimed.map(\.clip.id))
    }

    /// Every annotation that counts in a queue, opened.
    func annotations(_ queue: ReviewCore.Queue) throws -> [(ReviewedClip, AnnotationContent)] {
        var found: [(ReviewedClip, AnnotationContent)] = []
        try seat.store.records.forEachExported(in: queue.id) { reviewed in
            let sealed = reviewed.record.annotation
            let content = try seat.vault.openKeys(of: reviewed.clip).open(sealed)
            found.append((reviewed, content))
        }
        return found
    }

    /// How the annotations came about, in the order of the submits.
    func efforts(_ queue: ReviewCore.Queue) throws -> [Effort] {
        try annotations(queue).map { $0.0.record.annotation.effort }
    }
}

/// Permission bits of a path.
func mode(of path: String) -> mode_t {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
}
