// The seconds of a long recording that are decoded, and those that are wanted next.
import Dispatch

/// Keeps a dozen seconds, and the list of those that somebody waits for.
struct ChunkShelf {
    /// Seconds that are kept: 2.3 MB.
    static let most = 12

    /// One second of the clip, mixed in one way.
    struct Key: Equatable {
        var place: Int
        var rule: Mixdown.Rule
    }

    /// The one used last comes last.
    private var chunks: [(key: Key, sound: SoundBuffer)] = []
    /// What is to be made, the most urgent first.
    private var wanted: [Key] = []
    private var waiting: [DispatchSemaphore] = []
    /// Whether somebody is at work.
    private var isServed = false
    private var isMissed = false

    /// A second that was made; nil where it was not, or was let go of since.
    func sound(_ key: Key) -> SoundBuffer? { chunks.last { $0.key == key }?.sound }

    /// Wants all of `keys`, and what was wanted before no longer; says whether all that is `needed`
    /// of them, counted from the first, is there.
    mutating func want(_ keys: [Key], needed: Int) -> Bool {
        for key in keys.prefix(needed) { touch(key) }
        wanted = keys.filter { sound($0) == nil }
        let isReady = keys.prefix(needed).allSatisfy { sound($0) != nil }
        if !isReady { isMissed = true }
        return isReady
    }

    /// Signals the next arrival.
    mutating func wait() -> DispatchSemaphore {
        let arrival = DispatchSemaphore(value: 0)
        waiting.append(arrival)
        return arrival
    }

    /// Whether there is work that nobody does yet; the caller does it then.
    mutating func takeUp() -> Bool {
        guard !isServed, !wanted.isEmpty else { return false }
        isServed = true
        return true
    }

    /// What is to be made next; nil when that was all, and nobody is at work any more.
    mutating func next() -> Key? {
        if wanted.isEmpty { isServed = false }
        return wanted.first
    }

    /// Puts a second on the shelf; true where somebody had gone away without one.
    mutating func put(_ sound: SoundBuffer, _ key: Key) -> Bool {
        wanted.removeAll { $0 == key }
        if chunks.count >= Self.most { chunks.removeFirst() }
        chunks.append((key, sound))
        for arrival in waiting { arrival.signal() }
        waiting = []
        defer { isMissed = false }
        return isMissed
    }

    private mutating func touch(_ key: Key) {
        guard let index = chunks.lastIndex(where: { $0.key == key }), index < chunks.count - 1
        else { return }
        chunks.append(chunks.remove(at: index))
    }
}
