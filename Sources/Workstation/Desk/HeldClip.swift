// A clip in this desk's hands: its lease, its opened keys, and what was submitted of it.
import ReviewCore
import Screens
import Store
import Vault

/// What the workstation keeps of a clip while the desk works on it.
struct HeldClip: Sendable {
    let sealed: SealedClip
    let keys: OpenedClipKeys
    /// `nil` when an earlier clip of the sitting is open again to be amended.
    var lease: Lease?
    /// The annotation an amendment replaces.
    var annotation: AnnotationID?
    /// Whether a draft was written: such a clip is not given back on leaving.
    var hasDraft = false
}

/// A clip opened for the desk, and what the workstation keeps of it.
struct OpenedClip: Sendable {
    let held: HeldClip
    let ready: ReadyClip
}
