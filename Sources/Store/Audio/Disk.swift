// The file system beneath a directory, synced as a whole.
import CDisk
import Glibc

/// Brings everything written to the file system of a directory to the disk in one call.
///
/// `syncfs` writes out data, sizes and names alike and waits for the device's own cache. It also
/// waits for what others wrote to the same disk, and still costs a few milliseconds where a sync a
/// file costs hundreds. Since Linux 5.8 it reports every write that failed since this was opened.
struct Disk: ~Copyable {
    private let directory: String
    private let descriptor: Int32

    init(holding directory: String) throws(StoreError) {
        descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.directory = directory
        guard descriptor >= 0 else { throw StoreError(errno: errno, path: directory) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func sync() throws(StoreError) {
        guard cdisk_sync(descriptor) == 0 else { throw StoreError(errno: errno, path: directory) }
    }
}
