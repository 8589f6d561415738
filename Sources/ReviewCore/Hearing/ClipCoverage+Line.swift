// Coverage as a line of columns under the waveform.

/// How often a column's sound was heard.
public enum TimesHeard: Int, Sendable, Comparable, CaseIterable {
    case never, once, again

    public static func < (left: TimesHeard, right: TimesHeard) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension ClipCoverage {
    /// Gaps up to this many milliseconds are rounding of the player, not sound unheard.
    static let joint = 5

    /// `count` columns over `span` seconds of the clip.
    ///
    /// A column says what is true of all of it: one unheard corner, and it is not "once". Only
    /// gaps the player's rounding makes (`joint`) are passed over.
    public func line(_ count: Int, over span: ClosedRange<Double>) -> [TimesHeard] {
        guard count > 0 else { return [] }
        let all = counts()
        let low = Self.milliseconds(span.lowerBound)
        let high = Self.milliseconds(span.upperBound)
        return (0..<count).map { column in
            let start = low + (high - low) * column / count
            let end = max(start + 1, low + (high - low) * (column + 1) / count)
            // Where columns are finer than the rounding, half a column decides.
            let least = all.least(start, end, slack: min(Self.joint, (end - start) / 2))
            return TimesHeard(rawValue: min(2, least)) ?? .never
        }
    }
}
