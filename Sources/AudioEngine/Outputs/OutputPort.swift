// The port between the engine and whatever makes sound.

/// How an output is opened. Live, silent, recording and test outputs are values of this.
public struct OutputPort: Sendable {
    /// Opens the output, which takes its samples from the ring (mono, `Engine.rate`) on a thread of
    /// its own, and starts stopped. Called on the engine's thread; `tell` may be called on any.
    /// `again` names the device that was lost and is to be gone back to.
    var open:
        @Sendable (
            _ ring: SampleRing, _ again: String?, _ tell: @escaping @Sendable (OutputNews) -> Void
        ) throws(OutputUnavailable) -> OutputSession
    /// The port to another device, nil being the default one.
    var choosing: @Sendable (_ device: String?) -> OutputPort = { .pulse(device: $0) }
    /// Calls `found`, once and on any thread, when a lost output (the device called `name`, where
    /// one is named) can be opened; one that is there already counts only where it is `eager`.
    var watch:
        @Sendable (_ name: String?, _ eager: Bool, _ found: @escaping @Sendable () -> Void) ->
            OutputWatch = { _, _, _ in OutputWatch {} }

    /// The output for a choice.
    public static func live(_ choice: AudioOutputChoice) -> OutputPort {
        switch choice {
        case .default: .pulse(device: nil)
        case .device(let name): .pulse(device: name)
        case .null: .paced(.null) { NullRecording() }
        case .file(let path):
            .paced(.file) { () throws(OutputUnavailable) in try WAVRecording(path: path) }
        }
    }
}

/// What an open output says of itself.
enum OutputNews: Sendable {
    /// It went away.
    case lost
    /// It plays to the default device, and that is now another one.
    case moved
    /// It is the same device, set another way: its volume was turned, or it uses another port.
    case changed(AudioDevice)
}

/// Something that waits for an output to come back.
struct OutputWatch: Sendable {
    var cancel: @Sendable () -> Void
}

/// An open output. The engine's thread alone calls these.
struct OutputSession: Sendable {
    var device: AudioDevice
    /// Lets sound run.
    var start: @Sendable () -> Void
    /// Holds sound: when it returns, the ring is not read again until `start`... or `wake`.
    var stop: @Sendable () -> Void
    /// Throws away what was not heard: the device's buffer, and all that is in the ring.
    var discard: @Sendable () -> Void
    /// Says that there are samples again in a ring that may have run dry.
    var wake: @Sendable () -> Void
    /// Runs a body while the ring is not being read.
    var still: @Sendable (_ body: () -> Void) -> Void
    /// Samples between the ring's read position and the ear.
    var latency: @Sendable () -> Int
    var close: @Sendable () -> Void
}

/// Why there is no output.
public enum OutputUnavailable: Error, Equatable, Sendable {
    case noServer(reason: String)
    case noDevice(reason: String)
    case cannotRecord(reason: String)
}

extension OutputUnavailable: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noServer(let reason):
            "No sound: the sound server cannot be reached (\(reason)). Start it, or set "
                + "EARSHOT_AUDIO=null to work without sound."
        case .noDevice(let reason):
            "No sound: the output cannot be opened (\(reason)). Plug the headset in, or name "
                + "another output in EARSHOT_AUDIO."
        case .cannotRecord(let reason):
            "No sound: the recording named in EARSHOT_AUDIO cannot be written (\(reason)). "
                + "Choose a path in a folder you may write to."
        }
    }
}
