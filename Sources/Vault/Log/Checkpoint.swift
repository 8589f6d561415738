// Checkpoints (C2SP tlog-checkpoint): which log, how long, and what it hashes to.
import Foundation

/// The text of a checkpoint: origin, size and root, a line each.
public struct Checkpoint: Sendable, Hashable {
    public let origin: String
    public let head: TreeHead

    public init(origin: String, head: TreeHead) {
        self.origin = origin
        self.head = head
    }

    /// The name of a workspace's log, which its signers' lines carry too.
    public static func origin(of workspace: WorkspaceID) -> String {
        "earshot/log/\(workspace)"
    }

    /// The name of a note by which a person remembers up to where they found the log sound. It is
    /// not the log's, so that no checkpoint can pass for it.
    public static func memoryOrigin(of workspace: WorkspaceID) -> String {
        "earshot/verified/\(workspace)"
    }

    /// The name of a note by which a person remembers up to where they read the ledger.
    public static func peopleOrigin(of workspace: WorkspaceID) -> String {
        "earshot/people/\(workspace)"
    }

    public var text: String {
        "\(origin)\n\(head.size)\n\(head.root.bytes.base64EncodedString())\n"
    }

    /// Reads a note's text. Lines after the third are of no concern here.
    public init(_ note: SignedNote) throws(AuditLogError) {
        let lines = note.text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard let origin = lines.first, !origin.isEmpty else { throw .note(.noOrigin) }
        guard lines.count > 1, let size = Int64(lines[1]), size >= 0, String(size) == lines[1]
        else { throw .note(.badSize) }
        guard lines.count > 2, let bytes = Data(base64Encoded: String(lines[2])),
            bytes.base64EncodedString() == lines[2], let root = MerkleHash(bytes),
            lines.dropFirst(3).allSatisfy({ !$0.isEmpty })
        else { throw .note(.badRoot) }
        self.init(origin: String(origin), head: TreeHead(size: size, root: root))
    }
}
