// How long a recording is, as far as is known.

/// A length that is promised at first, and known once all of it was gone through.
struct Extent: Equatable, Sendable {
    /// Frames of the source.
    private(set) var frames: Int
    /// Whether all of it was gone through.
    private(set) var isCertain = false
    private var grows: Bool

    /// `promised` frames by the header, nil where it cannot be believed; `seen` of them are there.
    init(promised: Int?, seen: Int) {
        frames = max(promised ?? seen, 1)
        grows = promised == nil
    }

    /// So many frames are there: where nothing was promised, that is the length so far.
    mutating func reach(_ seen: Int) {
        if grows { frames = max(frames, seen) }
    }

    /// Somebody found nothing more at this frame. After a seek that may be past the true end.
    mutating func stop(at last: Int) {
        guard !isCertain else { return }
        (frames, grows) = (min(frames, max(last, 1)), false)
    }

    /// All was gone through from the beginning: this is the length.
    mutating func settle(at last: Int) {
        (frames, grows, isCertain) = (max(last, 1), false, true)
    }
}
