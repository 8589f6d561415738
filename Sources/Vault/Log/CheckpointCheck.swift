// Kept checkpoints held against a log as it is recomputed.
import ReviewCore

/// Compares every kept checkpoint with the log's root at its size.
struct CheckpointCheck {
    private struct Known {
        let name: String
        let note: SignedNote
        let head: TreeHead
    }

    /// By size, so that each root is computed once and only where it is asked for.
    private let bySize: [Int64: [Known]]
    private var findings: [AuditFinding] = []
    private var agreed: [Known] = []

    init(_ kept: [KeptCheckpoint], of workspace: WorkspaceID) {
        var bySize: [Int64: [Known]] = [:]
        for file in kept {
            do {
                let note = try SignedNote(parsing: file.bytes)
                let checkpoint = try Checkpoint(note)
                guard checkpoint.origin == Checkpoint.origin(of: workspace) else {
                    findings.append(.checkpointForeign(name: file.name))
                    continue
                }
                bySize[checkpoint.head.size, default: []].append(
                    Known(name: file.name, note: note, head: checkpoint.head))
            } catch {
                findings.append(.checkpointUnreadable(name: file.name, error))
            }
        }
        self.bySize = bySize
        note(size: 0) { .emptyRoot }
    }

    /// The log has come to `size`.
    mutating func note(size: Int64, root: () -> MerkleHash) {
        guard let here = bySize[size] else { return }
        let root = root()
        for known in here {
            if known.head.root == root {
                agreed.append(known)
            } else {
                findings.append(.checkpointFork(name: known.name, size: size))
            }
        }
    }

    /// How many agree and are vouched for, and what is wrong with the others.
    mutating func finish(
        at size: Int64, knownKeys: Set<AuditKey>
    ) -> (agreeing: Int, findings: [AuditFinding]) {
        for known in bySize.values.flatMap(\.self).sorted(by: { $0.head.size < $1.head.size })
        where known.head.size > size {
            findings.append(
                .checkpointAhead(name: known.name, size: known.head.size, have: size))
        }
        var agreeing = 0
        for known in agreed {
            if known.note.isSigned(byOneOf: knownKeys) {
                agreeing += 1
            } else {
                findings.append(.checkpointUnsigned(name: known.name))
            }
        }
        return (agreeing, findings)
    }
}
