// A locked desk: what it asks for, and how it answered. What was typed is not in it.
import ReviewCore

/// The lock of a desk whose keys are behind a passphrase.
public struct LockScreen: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        case waiting
        case checking
        /// Why it did not open.
        case refused(reason: String)
    }

    public internal(set) var condition = Condition.waiting
    /// Characters typed of the passphrase.
    public internal(set) var typed = 0
    /// Whether the desk has let go of every clip; until then something is still to be saved.
    public internal(set) var isEmptied = false
    /// Whether a clip was to be seen when it was locked.
    let wasOpen: Bool
    /// The rest that it was locked in.
    let rest: Rest?
    var wrongTries = 0
    /// Before this moment no try is taken.
    var nextTry: Timestamp?

    init(wasOpen: Bool, rest: Rest? = nil) {
        self.wasOpen = wasOpen
        self.rest = rest
    }

    /// What tells one answer to a wrong try from the next.
    public var wrongTriesSaid: String {
        if case .refused = condition { "refused \(wrongTries)" } else { "\(condition)" }
    }

    /// Seconds until the next try after this many wrong ones.
    static func wait(after tries: Int) -> Double {
        tries < 1 ? 0 : min(60, Double(1 << min(tries - 1, 6)))
    }

    /// More characters than anybody types.
    static let mostCharacters = 256
}
