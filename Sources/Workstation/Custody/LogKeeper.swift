// One person's care for the log: checkpoints at the right moments, and a memory of the last one.
import Foundation
import ReviewCore
import Store
import Vault

/// Signs checkpoints for the person at work, and remembers beside their key what they saw last.
///
/// The memory is outside the workspace: a whole directory that is put back to an older state is
/// noticed by everybody who saw a newer one.
public struct LogKeeper: Sendable {
    public let signer: AuditSigner
    private let audit: ReviewStore.Audit
    let files: CheckpointFiles
    private let lastSeen: URL
    private let lastVerified: URL

    /// - Parameter keyFile: the person's key file; the memory lies beside it.
    init(signer: AuditSigner, audit: ReviewStore.Audit, workspace: URL, keyFile: URL) {
        self.signer = signer
        self.audit = audit
        files = CheckpointFiles(of: workspace)
        lastSeen = keyFile.deletingPathExtension().appendingPathExtension("seen")
        lastVerified = keyFile.deletingPathExtension().appendingPathExtension("verified")
    }

    /// Signs and keeps a checkpoint of the log as it is now; `nil` while there is no log.
    ///
    /// - Parameter anew: sign although the log does not go on from what was seen last.
    /// - Throws: `LogTrouble.otherPast`: two pasts are never signed by one hand unawares.
    @discardableResult
    public func checkpoint(anew: Bool = false) throws -> SignedNote? {
        if !anew { try requireSamePast() }
        let head = try audit.head()
        guard head.size > 0 else { return nil }
        let note = try signer.checkpoint(head)
        try files.keep(note, size: head.size)
        // Several processes may do this at once, and the longest log is the one to remember.
        if anew || seen().map({ $0.size < head.size }) ?? true {
            try CheckpointFiles.write(note, to: lastSeen)
        }
        return note
    }

    /// At the end of a sitting or command: what cannot be kept now is kept next time, and no work
    /// fails for it.
    public func settle() {
        _ = try? checkpoint()
    }

    /// Whether the log is the one last seen, grown.
    public func requireSamePast() throws {
        guard let seen = seen() else { return }
        let head = try audit.head()
        guard let (now, path) = try audit.consistency(seen.size) else {
            throw LogTrouble.cutShort(seen: seen.size, have: head.size)
        }
        guard now.extends(seen, by: path) else { throw LogTrouble.otherPast(seen: seen.size) }
    }

    /// The head seen last; a file that was tampered with is as good as none.
    func seen() -> TreeHead? {
        guard let key = signer.key,
            let note = try? SignedNote(parsing: CheckpointFiles.read(lastSeen).bytes),
            note.isSigned(byOneOf: [key]), let checkpoint = try? Checkpoint(note),
            checkpoint.origin == Checkpoint.origin(of: signer.workspace)
        else { return nil }
        return checkpoint.head
    }

    // MARK: - What was verified

    func verifiedHead() -> TreeHead? {
        signer.verifiedHead(in: CheckpointFiles.read(lastVerified).bytes)
    }

    func remember(verified head: TreeHead) throws {
        try CheckpointFiles.write(try signer.memory(ofVerifying: head), to: lastVerified)
    }
}

/// The log is not the one this person saw last.
public enum LogTrouble: Error, Equatable, CustomStringConvertible {
    case cutShort(seen: Int64, have: Int64)
    case otherPast(seen: Int64)

    public var description: String {
        let what =
            switch self {
            case .cutShort(let seen, let have):
                "the log had \(seen) entries when you last saw it and has \(have)"
            case .otherPast(let seen):
                "the first \(seen) entries of the log are not those you last saw"
            }
        return what + ", so it was cut short, written anew or restored from a backup; look with"
            + " 'earshot audit verify', and where a restored backup explains it, go on with"
            + " 'earshot audit checkpoint --anew'"
    }
}
