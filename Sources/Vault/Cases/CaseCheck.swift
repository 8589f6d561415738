// Checks a case file with nothing but its own files: digests, signature, chain, log.
import Foundation
import ReviewCore

/// What is wrong with a case file.
public enum CaseProblem: Sendable, Equatable, CustomStringConvertible {
    case noManifest
    /// Nobody signed it so, or it was changed since.
    case badSignature
    case missing(String)
    case changed(String)
    /// A file that the manifest does not name.
    case foreign(String)
    /// The first event that does not follow; `nil` where there is none at all.
    case chainBroken(Int?)
    /// The record does not follow from the story.
    case recordWrong
    /// The log has no proof of an event.
    case unlogged(Int)
    /// A proof does not lead to the log's root, or is about something else.
    case badProof(Int64)
    case badCheckpoint
    /// Something of the clip that the incident's end did not release.
    case notReleased(String)

    public var description: String {
        switch self {
        case .noManifest: "there is no manifest of a case file in it"
        case .badSignature: "the manifest was changed, or signed by another key than it names"
        case .missing(let name): "\(Self.plain(name)) is missing"
        case .changed(let name): "\(Self.plain(name)) was changed"
        case .foreign(let name): "\(Self.plain(name)) is not of this case file"
        case .chainBroken(let sequence):
            sequence.map { "event \($0) of the story does not follow the one before" }
                ?? "there is no story in it"
        case .recordWrong: "the record does not say what the story does"
        case .unlogged(let sequence): "event \(sequence) of the story is not in the log"
        case .badProof(let sequence): "the proof of log entry \(sequence) does not hold"
        case .badCheckpoint: "the checkpoint is not of the log that the proofs are about"
        case .notReleased(let name):
            "\(Self.plain(name)) is in it, though the incident did not release it"
        }
    }

    private static func plain(_ name: String) -> String { "'\(SanitizedText(name).text)'" }
}

/// A case file that was checked.
public struct CheckedCase: Sendable {
    public let manifest: CaseManifest?
    /// As its story tells it, where that holds.
    public let incident: Incident?
    public let problems: [CaseProblem]

    public var isSound: Bool { problems.isEmpty }
}

/// Names of the files, and the check of them.
public enum CaseFile {
    public static let record = "incident.json"
    public static let custody = "custody.jsonl"
    public static let log = "log.jsonl"
    public static let notices = "notices.json"
    public static let checkpoint = "log.checkpoint"
    public static let text = "text.json"
    public static let readme = "README.txt"
    /// With an ending by what it holds.
    public static let sound = "sound"

    /// - Parameter files: everything in the folder, by name.
    public static func check(_ files: [String: Data]) -> CheckedCase {
        guard let manifest = files[CaseManifest.fileName].flatMap(CaseManifest.init(parsing:)),
            let id = manifest.incidentID
        else { return CheckedCase(manifest: nil, incident: nil, problems: [.noManifest]) }
        var problems: [CaseProblem] = manifest.isSigned ? [] : [.badSignature]
        problems += digests(manifest, files)
        let (incident, hashes, broken) = story(files[custody] ?? Data(), of: id)
        problems += broken
        if let incident {
            let kept = files[record].flatMap {
                try? JSONDecoder().decode(CaseRecord.self, from: $0)
            }
            if kept != CaseRecord(incident) { problems.append(.recordWrong) }
            problems += release(incident, manifest, files)
        }
        problems += logged(manifest, id, hashes, files)
        return CheckedCase(manifest: manifest, incident: incident, problems: problems)
    }

    private static func digests(
        _ manifest: CaseManifest, _ files: [String: Data]
    ) -> [CaseProblem] {
        let named = Set(manifest.files.map(\.name))
        let foreign = files.keys.filter { $0 != CaseManifest.fileName && !named.contains($0) }
        return manifest.files.compactMap { file -> CaseProblem? in
            guard let content = files[file.name] else { return .missing(file.name) }
            return CaseManifest.File(file.name, content) == file ? nil : .changed(file.name)
        } + foreign.sorted().map { .foreign($0) }
    }

    /// The incident, and the hash of its story up to each event.
    private static func story(
        _ lines: Data, of id: IncidentID
    ) -> (Incident?, [MerkleHash], [CaseProblem]) {
        var links: [CustodyLink] = []
        for (index, line) in lines.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let read = try? JSONDecoder().decode(CaseLink.self, from: Data(line)),
                read.sequence == index, let link = read.link
            else { return (nil, links.map(\.hash), [.chainBroken(index)]) }
            links.append(link)
        }
        do throws(IncidentReplayError) {
            let events = try CustodyChain.events(links, of: id)
            return (try Incident(id, events: events), links.map(\.hash), [])
        } catch {
            return (nil, links.map(\.hash), [.chainBroken(error.sequence)])
        }
    }

    /// What is in it of the clip is what the end of the incident let out.
    private static func release(
        _ incident: Incident, _ manifest: CaseManifest, _ files: [String: Data]
    ) -> [CaseProblem] {
        let released = Set(incident.released)
        var problems: [CaseProblem] = []
        if !released.contains(.text), files[text] != nil { problems.append(.notReleased(text)) }
        if !released.contains(.audio) {
            problems += files.keys.filter { $0.hasPrefix(sound + ".") }.sorted().map {
                .notReleased($0)
            }
        }
        let extra = Set(manifest.released).subtracting(released)
        return problems + extra.map(\.rawValue).sorted().map { .notReleased($0) }
    }

    private static func logged(
        _ manifest: CaseManifest, _ id: IncidentID, _ hashes: [MerkleHash],
        _ files: [String: Data]
    ) -> [CaseProblem] {
        guard let root = MerkleHash(hex: manifest.logRoot) else { return [.badCheckpoint] }
        let head = TreeHead(size: manifest.logSize, root: root)
        var problems: [CaseProblem] = []
        if !isCheckpoint(files[checkpoint] ?? Data(), of: head, manifest) {
            problems.append(.badCheckpoint)
        }
        var proven: Set<Int> = []
        for line in (files[log] ?? Data()).split(separator: UInt8(ascii: "\n")) {
            guard let proof = try? JSONDecoder().decode(CaseProof.self, from: Data(line)) else {
                problems.append(.badProof(-1))
                continue
            }
            guard proof.isIn(head),
                let entry = proof.signed.flatMap({ AuditEntryFormat.decode($0.bytes) }),
                let custody = entry.custody, custody.incident == id,
                hashes.indices.contains(custody.event), hashes[custody.event] == custody.hash
            else {
                problems.append(.badProof(proof.sequence))
                continue
            }
            proven.insert(custody.event)
        }
        return problems + hashes.indices.filter { !proven.contains($0) }.map { .unlogged($0) }
    }

    private static func isCheckpoint(
        _ bytes: Data, of head: TreeHead, _ manifest: CaseManifest
    ) -> Bool {
        guard let key = manifest.signingKey, let note = try? SignedNote(parsing: bytes),
            note.isSigned(byOneOf: [key]), let found = try? Checkpoint(note),
            let workspace = UUID(uuidString: manifest.workspace)
        else { return false }
        return found.head == head
            && found.origin == Checkpoint.origin(of: WorkspaceID(uuid: workspace))
    }
}
