// The newest stretch of a sound that is gone through once, from its beginning.

/// Mono samples by their place in the whole; what nobody needs any more makes room.
final class RollingSound {
    private var storage: ScratchSamples
    /// The places that are held.
    private(set) var held = 0..<0

    init() { storage = ScratchSamples(count: 1 << 15) }

    func append(_ samples: UnsafeBufferPointer<Float>) {
        let count = held.count + samples.count
        if count > storage.buffer.count {
            let larger = ScratchSamples(count: count * 2)
            _ = larger.buffer.update(fromContentsOf: storage.buffer[..<held.count])
            storage = larger
        }
        _ = storage.buffer[held.count...].update(fromContentsOf: samples)
        held = held.lowerBound..<held.upperBound + samples.count
    }

    /// Lets go of what lies before `place`.
    func drop(before place: Int) {
        let start = min(max(place, held.lowerBound), held.upperBound)
        let gone = start - held.lowerBound
        guard gone > 0, let base = storage.buffer.baseAddress else { return }
        base.update(from: base + gone, count: held.count - gone)
        held = start..<held.upperBound
    }

    /// The samples held; the first is at `held.lowerBound`.
    func withSamples<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        body(UnsafeBufferPointer(rebasing: storage.buffer[..<held.count]))
    }
}

/// Evenly spaced places along a sound that is gone through piece by piece.
struct Moments {
    let rate: Int
    /// Seconds from one to the next; each place is in the middle of its step.
    let step: Double
    /// Moments that were passed.
    private(set) var passed = 0

    init(rate: Int, step: Double) { (self.rate, self.step) = (rate, step) }

    /// The spectra around the moments whose window has come in; around all that are left, where
    /// `isLast`. `body` gets the first moment of each group.
    mutating func pass(
        _ sound: RollingSound, _ spectra: ShortTimeSpectra, isLast: Bool,
        _ body: (Int, Int, UnsafeBufferPointer<ShortTimeSpectra.Lanes>) -> Void
    ) {
        let reach = isLast ? 0 : spectra.reach
        let ready = Double(sound.held.upperBound - reach) / (step * Double(rate))
        // The last step is left out unless its middle is there.
        let count = max(0, Int((ready + 0.5).rounded(.down))) - passed
        guard count > 0 else { return }
        let (first, start) = (passed, sound.held.lowerBound)
        sound.withSamples { samples in
            spectra.forEachGroup(
                of: samples, count: count, center: { place(first + $0) - start },
                { group, lanes, powers in body(first + group, lanes, powers) })
        }
        passed += count
    }

    /// The earliest sample that the next moment needs.
    func needed(_ spectra: ShortTimeSpectra) -> Int { place(passed) - spectra.reach }

    private func place(_ moment: Int) -> Int {
        Int((Double(moment) + 0.5) * step * Double(rate))
    }
}
