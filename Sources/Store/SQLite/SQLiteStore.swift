// The embedded engine's front door: a workspace's database made, opened, and put behind the port.
import Foundation
import GRDB
import ReviewCore

/// The embedded engine: one SQLite file in WAL mode, shared by the processes of one machine.
public enum SQLiteStore {
    /// Makes the database of a new workspace, mode 0600. `alreadyAWorkspace` when one is there.
    ///
    /// - Parameter path: the database file; its directory exists.
    public static func create(
        at path: String, workspace: UUID, now: Timestamp
    ) throws(StoreError) -> ReviewStore {
        try SQLiteEngine(creating: path, workspace: workspace, now: now).port
    }

    /// Opens a workspace's database, bringing an older schema up to date. Another process that is
    /// doing so is waited for; a newer schema is refused.
    public static func open(at path: String) throws(StoreError) -> ReviewStore {
        try SQLiteEngine(opening: path).port
    }
}
