// The stretch of sound on the screen: it turns pages, and never slides under the eyes.

/// Which part of a sound of `duration` seconds is shown.
///
/// Nothing moves by itself but for one thing: when the playhead leaves the window, the page is
/// turned. A view that re-centres with every step tires the eyes, so between two turns every
/// moment of sound keeps its column.
public struct ZoomWindow: Sendable, Equatable {
    /// Seconds of the whole sound; at least 0.
    public private(set) var duration: Double
    /// Seconds at the left edge.
    public private(set) var start: Double
    /// Seconds shown.
    public private(set) var width: Double
    /// Whether the page turns with the playhead. Scrolling by hand looks elsewhere until the
    /// playhead is met again, or `follow` is asked for.
    public private(set) var isFollowing = true

    /// The closest look, in seconds: a few cycles of a voice on each column.
    public static let closest = 0.25
    /// A turned page shows the playhead this far from its left edge, as a share of the width.
    public static let lead = 0.1
    /// Going back, it shows it here: there is room to go back again and to play on.
    public static let leadBack = 0.5

    /// The whole of a sound. A duration that is no number is none.
    public init(duration: Double) {
        self.duration = duration.isFinite ? max(0, duration) : 0
        start = 0
        width = self.duration
    }

    /// The sound turned out to be of another length: what is shown stays where it is, as far as it
    /// is still part of the sound. A window on the whole stays on the whole.
    public mutating func setDuration(_ seconds: Double) {
        let wasWhole = isWhole
        duration = seconds.isFinite ? max(0, seconds) : 0
        if wasWhole { return showWhole() }
        width = min(width, duration)
        move(to: start)
    }

    /// Seconds shown.
    public var span: ClosedRange<Double> { start...(start + width) }
    public var isWhole: Bool { width >= duration }
    /// Whether zooming in shows no more.
    public var isClosest: Bool { width <= min(Self.closest, duration) }
    /// How much closer than the whole; 1 is the whole.
    public var zoom: Double { width > 0 ? duration / width : 1 }

    /// Where `second` is on the screen, 0...1; `nil` outside the window.
    public func share(of second: Double) -> Double? {
        guard span.contains(second), width > 0 else { return nil }
        return (second - start) / width
    }

    /// The shown part of a stretch in shares of the window; `nil` where none of it is shown.
    public func shares(of stretch: ClosedRange<Double>) -> ClosedRange<Double>? {
        guard width > 0, stretch.overlaps(span) else { return nil }
        let low = max(start, stretch.lowerBound)
        let high = min(start + width, stretch.upperBound)
        return (low - start) / width...(high - start) / width
    }

    /// The second at a share of the window: for clicks.
    public func second(at share: Double) -> Double {
        start + width * (share.isFinite ? min(1, max(0, share)) : 0)
    }

    /// The shown part as shares of the whole sound: for a scroll bar.
    public var place: ClosedRange<Double> {
        guard duration > 0 else { return 0...1 }
        return start / duration...min(1, (start + width) / duration)
    }

    /// Twice as close, or half. The playhead keeps its column where it is shown; else the middle
    /// of the window does.
    public mutating func zoomIn(around playhead: Double) {
        resize(to: width / 2, around: playhead)
    }

    public mutating func zoomOut(around playhead: Double) {
        resize(to: width * 2, around: playhead)
    }

    public mutating func showWhole() {
        self = ZoomWindow(duration: duration)
    }

    /// The playhead is at `second`: turns the page if it has left it.
    public mutating func show(_ second: Double) {
        guard second.isFinite, !isWhole else { return }
        let second = min(duration, max(0, second))
        if span.contains(second) {
            isFollowing = true
        } else if isFollowing {
            turn(to: second)
        }
    }

    /// Back to the playhead after looking elsewhere.
    public mutating func follow(_ second: Double) {
        isFollowing = true
        show(second)
    }

    /// Looks `pages` windows further (back when negative), keeping a tenth of what was seen.
    public mutating func scroll(pages: Int) {
        guard !isWhole else { return }
        isFollowing = false
        move(to: start + Double(pages) * width * (1 - Self.lead))
    }

    private mutating func turn(to second: Double) {
        let isBack = second < start
        move(to: second - width * (isBack ? Self.leadBack : Self.lead))
    }

    private mutating func resize(to wanted: Double, around playhead: Double) {
        let anchor = share(of: playhead) ?? 0.5
        let fixed = start + width * anchor
        width = min(duration, max(min(Self.closest, duration), wanted))
        move(to: fixed - width * anchor)
    }

    private mutating func move(to wanted: Double) {
        start = min(max(0, wanted), max(0, duration - width))
    }
}
