// A key that acts while it is held, understood from key presses alone.

/// A pedal or key of which a terminal reports presses and their auto-repeat, but mostly no release.
///
/// The first press begins the hold. Repeats say that it is still held; when they stay away for
/// longer than the keyboard's own rhythm allows, it was released. A press that never repeats is held
/// for `firstWait`. Times are seconds of any clock that does not go back; the machine knows none.
public struct HoldKey: Sendable, Equatable {
    /// What became of the key.
    public enum Verdict: Sendable, Equatable {
        case pressed
        case released
    }

    /// Seconds a keyboard may take before it begins to repeat (X11's own default is 0.66).
    public static let usualFirstWait = 0.7
    /// Seconds without a repeat that are never taken for a release, and what is allowed until the
    /// rhythm is known.
    static let (leastWait, unknownWait) = (0.08, 0.2)
    /// Repeats that may get lost on a slow line.
    static let allowance = 3.0

    private let firstWait: Double
    private var lastPress: Double?
    private var repeats = 0
    /// The longest usual time between two repeats, learned and slowly forgotten.
    private var rhythm: Double?

    public init(firstWait: Double = Self.usualFirstWait) { self.firstWait = firstWait }

    public var isHeld: Bool { lastPress != nil }

    /// When `check` is to be called, unless another press comes first; nil while not held.
    public var deadline: Double? {
        lastPress.map { last in
            let learned = rhythm.map { max(Self.leastWait, $0 * Self.allowance) }
            return last + (repeats == 0 ? firstWait : learned ?? Self.unknownWait)
        }
    }

    /// A press, or a repeat of it.
    public mutating func press(at time: Double) -> Verdict? {
        guard time.isFinite else { return nil }
        guard let last = lastPress, let deadline else {
            (lastPress, repeats) = (time, 0)
            return .pressed
        }
        // Past the deadline the finger was lifted in between, whether or not anyone looked.
        if time > deadline {
            (lastPress, repeats) = (time, 0)
            return nil
        }
        // The first gap is the wait before repeating, not the rhythm.
        if repeats > 0 { learn(max(0, time - last)) }
        repeats += 1
        lastPress = max(last, time)
        return nil
    }

    /// A release, from a terminal that reports them.
    public mutating func release() -> Verdict? {
        guard isHeld else { return nil }
        (lastPress, repeats) = (nil, 0)
        return .released
    }

    /// Says whether the key was released by now.
    public mutating func check(at time: Double) -> Verdict? {
        guard let deadline, time >= deadline else { return nil }
        return release()
    }

    private mutating func learn(_ gap: Double) {
        rhythm = rhythm.map { max(gap, $0 * 0.9 + gap * 0.1) } ?? gap
    }
}
