// Bytes in memory, offered to libsndfile as if they were a file.
import CSndFile
import Glibc

/// A read cursor over borrowed bytes. Its address is libsndfile's `user_data`.
struct MemoryFile {
    /// Empty while nobody lends them.
    var bytes: UnsafeRawBufferPointer
    var position = 0

    /// Opens `bytes` for reading and hands the open file to `body`; closes it after.
    static func open<Result>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (OpaquePointer, SF_INFO) throws(DecodeError) -> Result
    ) throws(DecodeError) -> Result {
        // The cursor needs one address for as long as the file is open.
        let cursor = UnsafeMutablePointer<MemoryFile>.allocate(capacity: 1)
        cursor.initialize(to: MemoryFile(bytes: bytes))
        defer { cursor.deallocate() }
        var info = SF_INFO()
        let file = try open(cursor, &info)
        defer { sf_close(file) }
        return try body(file, info)
    }

    /// Opens what `cursor` points at, from its beginning; the caller closes it.
    static func open(
        _ cursor: UnsafeMutablePointer<MemoryFile>, _ info: inout SF_INFO
    ) throws(DecodeError) -> OpaquePointer {
        cursor.pointee.position = 0
        var callbacks = readCallbacks
        guard let file = sf_open_virtual(&callbacks, Int32(SFM_READ), &info, cursor) else {
            throw .unreadable(reason: lastReason(nil))
        }
        return file
    }

    /// libsndfile's words, without its full stop and capital so that they fit in a sentence.
    static func lastReason(_ file: OpaquePointer?) -> String {
        guard let text = sf_strerror(file) else { return "unknown format" }
        var reason = String(cString: text)
        while let last = reason.last, last == "." || last.isWhitespace { reason.removeLast() }
        return reason.isEmpty ? "unknown format" : reason
    }

    private static let readCallbacks = SF_VIRTUAL_IO(
        get_filelen: { user in sf_count_t(MemoryFile.at(user)?.pointee.bytes.count ?? 0) },
        seek: { offset, whence, user in
            guard let file = MemoryFile.at(user) else { return -1 }
            return file.pointee.seek(offset, whence)
        },
        read: { target, count, user in
            guard let file = MemoryFile.at(user), let target else { return 0 }
            return file.pointee.read(into: target, count)
        },
        write: { _, _, _ in 0 },
        tell: { user in sf_count_t(MemoryFile.at(user)?.pointee.position ?? 0) })

    private static func at(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<MemoryFile>? {
        user?.assumingMemoryBound(to: MemoryFile.self)
    }

    private mutating func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
        let origin =
            switch whence {
            case SEEK_CUR: position
            case SEEK_END: bytes.count
            default: 0
            }
        // A lying header may ask for any distance: refuse what overflows, clamp the rest.
        let (target, overflow) = origin.addingReportingOverflow(Int(offset))
        guard !overflow, target >= 0 else { return -1 }
        position = min(target, bytes.count)
        return sf_count_t(position)
    }

    private mutating func read(into target: UnsafeMutableRawPointer, _ count: sf_count_t)
        -> sf_count_t
    {
        let available = min(max(0, Int(count)), bytes.count - position)
        guard available > 0, let base = bytes.baseAddress else { return 0 }
        target.copyMemory(from: base + position, byteCount: available)
        position += available
        return sf_count_t(available)
    }
}
