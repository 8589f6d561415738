// Outputs without a device: samples are taken in real time and go to a recording, or nowhere.
import Dispatch
import Foundation
import Synchronization

/// Where a paced output puts its samples. Used by one thread at a time.
protocol Recording: Sendable {
    /// False when nothing more can be taken.
    func take(_ samples: UnsafeBufferPointer<Float>) -> Bool
    func close()
}

/// Silence.
struct NullRecording: Recording {
    func take(_ samples: UnsafeBufferPointer<Float>) -> Bool { true }
    func close() {}
}

extension OutputPort {
    /// An output paced by `clock` (monotonic nanoseconds). Only samples that were played reach the
    /// recording: time spent paused, or waiting for samples, leaves nothing in it.
    static func paced(
        _ device: AudioDevice,
        clock: @escaping @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds },
        recording: @escaping @Sendable () throws(OutputUnavailable) -> any Recording
    ) -> OutputPort {
        OutputPort { (ring, _, tell) throws(OutputUnavailable) in
            let output = PacedOutput(
                ring: ring, recording: try recording(), clock: clock, lost: { tell(.lost) })
            return OutputSession(
                device: device, start: output.start, stop: output.stop, discard: output.discard,
                wake: {}, still: output.still, latency: { 0 }, close: output.close)
        }
    }
}

/// Plays device: a thread that takes ten milliseconds at a time while running, else sleeps for good.
final class PacedOutput: Sendable {
    /// Samples taken at once.
    static let period = Engine.rate / 100

    private struct State {
        var running = false
        var closed = false
        /// When the current run began, and what was due and taken since.
        var began: UInt64 = 0
        var accounted = 0
    }

    private let state = Mutex(State())
    private let woken = DispatchSemaphore(value: 0)
    private let ring: SampleRing
    private let recording: any Recording
    private let clock: @Sendable () -> UInt64
    private let lost: @Sendable () -> Void

    init(
        ring: SampleRing, recording: any Recording, clock: @escaping @Sendable () -> UInt64,
        lost: @escaping @Sendable () -> Void
    ) {
        self.ring = ring
        self.recording = recording
        self.clock = clock
        self.lost = lost
        let thread = Thread { [self] in run() }
        thread.name = "earshot-paced"
        thread.start()
    }

    func start() {
        state.withLock {
            guard !$0.running else { return }
            ($0.running, $0.began, $0.accounted) = (true, clock(), 0)
        }
        woken.signal()
    }

    func stop() { state.withLock { $0.running = false } }

    func discard() { state.withLock { _ in ring.skip() } }

    func still(_ body: () -> Void) { state.withLock { _ in body() } }

    func close() {
        state.withLock {
            guard !$0.closed else { return }
            ($0.running, $0.closed) = (false, true)
            recording.close()
        }
        woken.signal()
    }

    private enum Next { case period, rest, end }

    private func run() {
        let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.period)
        block.initialize(repeating: 0)
        defer {
            block.wipe()
            block.deallocate()
        }
        while true {
            switch state.withLock({ takeDue(&$0, block) }) {
            case .period: _ = woken.wait(timeout: .now() + .milliseconds(10))
            case .rest: woken.wait()
            case .end: return
            }
        }
    }

    /// Takes what the clock says is due, and one period at once when a run begins, as a device
    /// would fill its buffer.
    private func takeDue(
        _ state: inout State, _ block: UnsafeMutableBufferPointer<Float>
    ) -> Next {
        guard !state.closed else { return .end }
        guard state.running, let base = block.baseAddress else { return .rest }
        let elapsed = Double(clock() - min(state.began, clock())) / 1e9
        let due = Int(elapsed * Double(Engine.rate)) + Self.period
        while state.accounted < due {
            let wanted = min(Self.period, due - state.accounted)
            let got = ring.read(into: base, count: wanted)
            if got > 0, !recording.take(UnsafeBufferPointer(start: base, count: got)) {
                state.running = false
                lost()
                return .rest
            }
            guard got == wanted else {
                // Nothing there: the time is gone, as it would be with a device.
                state.accounted = due
                break
            }
            state.accounted += got
        }
        return .period
    }
}
