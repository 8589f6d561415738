// From the engine's failures and the system's to the store's own.
import Foundation
import GRDB
import Glibc

extension StoreError {
    /// Names a failure of the engine; `path` is where the database is.
    init(_ error: any Error, path: String) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let engine = error as? DatabaseError else {
            self.init(.failed, detail: String(reflecting: error))
            return
        }
        // GRDB leaves the statement's arguments out of its description.
        self.init(Self.kind(of: engine, path), detail: engine.description)
    }

    /// Names a failed system call on `path`.
    init(errno code: Int32, path: String) {
        let kind: Kind =
            switch code {
            case ENOSPC, EDQUOT: .diskFull
            case EROFS: .readOnly
            case EACCES, EPERM: .denied
            case ENOENT, ENOTDIR: .notAWorkspace
            default: .failed
            }
        self.init(kind, detail: path + ": " + String(cString: strerror(code)))
    }

    private static func kind(of error: DatabaseError, _ path: String) -> Kind {
        switch error.resultCode {
        case .SQLITE_FULL: .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_CORRUPT: .corrupt
        case .SQLITE_NOTADB: .corrupt
        case .SQLITE_PERM, .SQLITE_AUTH: .denied
        case .SQLITE_CANTOPEN: access(path, R_OK) == 0 ? .denied : .notAWorkspace
        // A full disk shows as an I/O error where the log or its shared memory could not grow.
        case .SQLITE_IOERR: (freeBytes(near: path) ?? .max) < 1 << 20 ? .diskFull : .failed
        default: .failed
        }
    }

    /// Bytes of disk this user may still fill where `path` is.
    static func freeBytes(near path: String) -> Int64? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int64(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
    }
}
