// Where one sound goes over into another, or into silence.

/// Lets a tail of the old sound fall while the new one rises.
///
/// The two weights never add up to more than one: where both sounds keep under the limiter's
/// ceiling, what joins them does.
final class Joint {
    private let tail = ScratchSamples(count: Fade.length)
    private var held = 0
    /// Samples of new sound since the joint; past `Fade.length` there is nothing to do.
    private var place = Fade.length

    /// Takes up to `Fade.length` samples of the old sound, which `fill` writes and counts.
    func hold(_ fill: (UnsafeMutableBufferPointer<Float>) -> Int) {
        held = min(max(0, fill(tail.buffer)), Fade.length)
    }

    /// Whether there is an old sound to join on to.
    var holds: Bool { held > 0 }

    /// New sound begins with the next sample; it rises out of the tail, or out of silence.
    func begin() { place = 0 }

    /// Nothing is joined: samples pass untouched.
    func forget() {
        tail.buffer.update(repeating: 0)
        (held, place) = (0, Fade.length)
    }

    /// Joins new samples, in place.
    func join(_ samples: UnsafeMutableBufferPointer<Float>) {
        guard place < Fade.length else { return }
        let count = min(samples.count, Fade.length - place)
        for index in 0..<count {
            samples[index] = samples[index] * Fade.rise(place) + falling(place)
            place += 1
        }
        if place == Fade.length { forget() }
    }

    /// Hands on what of the tail was not yet joined, for when nothing follows it.
    func finish(_ sink: (UnsafeBufferPointer<Float>) -> Void) {
        defer { forget() }
        guard place < held else { return }
        for index in place..<held { tail.buffer[index] = falling(index) }
        sink(UnsafeBufferPointer(rebasing: tail.buffer[place..<held]))
    }

    private func falling(_ index: Int) -> Float {
        index < held ? tail.buffer[index] * Fade.fall(index, over: held) : 0
    }
}
