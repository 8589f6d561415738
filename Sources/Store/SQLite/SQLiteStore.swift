// The embedded engine's front door: a workspace's database made, opened, and put behind the port.
import Foundation
import GRDB
import ReviewCore
import Vault

/// The embedded engine: one SQLite file in WAL mode, shared by the processes of one machine.
public enum SQLiteStore {
    /// Makes the database of a new workspace, mode 0600. `alreadyAWorkspace` when one is there.
    ///
    /// The first person and the class keys sealed to them go into the file before it has its
    /// name: a workspace that is there can be opened by somebody, whenever its making was killed.
    ///
    /// - Parameters:
    ///   - path: the database file; its directory exists.
    ///   - firstMember: absent only where nobody needs to open anything, as in a test.
    ///   - grants: the first person's; others' are refused as misuse.
    ///   - signer: the first person's hand, which begins the log; absent only with the person.
    ///   - commitments: what the workspace's keys must be, for the log's first entry.
    public static func create(
        at path: String, workspace: UUID, now: Timestamp, firstMember: Member? = nil,
        grants: [KeyGrant] = [], signer: AuditSigner? = nil,
        commitments: KeyCommitments = KeyCommitments()
    ) throws(StoreError) -> ReviewStore {
        try SQLiteEngine(
            creating: path, workspace: workspace, now: now, firstMember: firstMember,
            grants: grants, signer: signer, commitments: commitments
        ).port
    }

    /// Opens a workspace's database, bringing an older schema up to date. Another process that is
    /// doing so is waited for; a newer schema is refused.
    ///
    /// - Parameter policy: the deadlines that `status` and the board measure incidents by; `nil` is
    ///   the data built into the program.
    public static func open(
        at path: String, policy: IncidentPolicy? = nil
    ) throws(StoreError) -> ReviewStore {
        try SQLiteEngine(opening: path, policy: policy).port
    }
}
