// How a person wants to be treated by the queue: what they do not take on, what follows the grave.

/// What a person chose for themselves; nobody else is told.
public struct CarePreferences: Sendable, Equatable {
    /// Where the desk goes by itself after a grave clip.
    public enum AfterGrave: String, Sendable, Equatable, CaseIterable {
        /// To the pause, until the person comes back.
        case pause
        /// To a benign clip.
        case benign
    }

    /// Incident categories that are not handed to this person.
    public var avoids: Set<String>
    public var afterGrave: AfterGrave
    /// Whether the desk warns before what may be hard to hear, and does not play it by itself.
    public var warns: Bool
    /// Whether what it warned of sounds muffled until the person wants to hear the words.
    public var muffles: Bool

    public init(
        avoids: Set<String> = [], afterGrave: AfterGrave = .pause, warns: Bool = true,
        muffles: Bool = false
    ) {
        self.avoids = avoids
        self.afterGrave = afterGrave
        self.warns = warns
        self.muffles = muffles
    }
}
