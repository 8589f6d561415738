// Keeps a decoder that prints from writing over the screen.
import Glibc
import Synchronization

/// While one of these is open, descriptor 2 leads nowhere.
///
/// libmpg123, inside libsndfile, complains on standard error whatever it is told. Descriptors
/// belong to the whole process, so this is used only for bytes that can reach that library, and
/// overlapping uses share one redirection.
struct QuietLibraries {
    private struct Redirection {
        var holders = 0
        var saved: Int32 = -1
    }

    private static let redirection = Mutex(Redirection())
    private let active: Bool

    init(wanted: Bool) {
        active = wanted
        guard wanted else { return }
        Self.redirection.withLock { state in
            state.holders += 1
            guard state.holders == 1 else { return }
            let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
            guard nowhere >= 0 else { return }
            state.saved = fcntl(2, F_DUPFD_CLOEXEC, 3)
            if state.saved >= 0 { dup2(nowhere, 2) }
            close(nowhere)
        }
    }

    /// Gives standard error back.
    func end() {
        guard active else { return }
        Self.redirection.withLock { state in
            state.holders -= 1
            guard state.holders == 0, state.saved >= 0 else { return }
            dup2(state.saved, 2)
            close(state.saved)
            state.saved = -1
        }
    }

    /// Whether these bytes may be handed to libmpg123: all but the plainly marked other formats.
    static func mayPrint(about bytes: UnsafeRawBufferPointer) -> Bool {
        let marks = ["RIFF", "RF64", "fLaC", "OggS", "FORM", ".snd", "caff"]
        return !marks.contains { bytes.starts(with: $0.utf8) }
    }
}
