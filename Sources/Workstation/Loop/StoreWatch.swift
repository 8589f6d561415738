// Tells the loop that somebody wrote to the store, by the kernel's word: no timer asks for it.
import CEventLoop
import Foundation

/// Watches the file that every writer of a workspace appends to.
public final class StoreWatch {
    /// Readable once the store was written to. Left out of a `poll` while nobody wants to know, it
    /// gathers the news without waking anybody.
    public let descriptor: Int32

    /// `nil` where the system has no watch to give; then news comes with the heartbeat.
    public init?(database path: String) {
        descriptor = earshot_watch_open(path + "-wal")
        if descriptor < 0 { return nil }
    }

    /// Of a workspace.
    public convenience init?(_ workspace: Workspace) {
        self.init(database: workspace.directory.appending(path: Workspace.databaseName).path)
    }

    deinit { close(descriptor) }

    public func clear() {
        earshot_watch_clear(descriptor)
    }
}
