// What goes through the port when clips are erased: requests, steps, receipts.
import Foundation
import ReviewCore
import Vault

/// How far the erasure of a clip has come. Each step is recorded when it is done, can be done
/// again, and is done of a clip only when the one before it is.
public enum ErasureStep: Int, Sendable, CaseIterable {
    /// Asked for, and waiting for a legal hold to end.
    case deferred = 0
    /// Logged; out of queues and hands, drafts gone.
    case requested = 1
    /// Its data keys are gone: nothing sealed of it opens any more.
    case keysDestroyed = 2
    /// Sealed fields, annotations' content, and codes about the person are gone.
    case contentsErased = 3
    /// Its sound is off the disk.
    case soundRemoved = 4
    /// What it was called in exports is on their lists of what to take out.
    case namesListed = 5
    /// The database holds no remains of it in pages that nothing uses.
    case remainsCleared = 6
    /// A receipt names it.
    case receipted = 7
}
