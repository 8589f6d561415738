// The port between the engine and whatever makes sound.

/// How an output is opened. Live, silent, recording and test outputs are values of this.
public struct OutputPort: Sendable {
    /// Opens the output, which takes its samples from the ring (mono, `Engine.rate`) on a thread of
    /// its own, and starts stopped. Called on the engine's thread; `lost` may be called on any.
    var open:
        @Sendable (_ ring: SampleRing, _ lost: @escaping @Sendable () -> Void)
            throws(OutputUnavailable) -> OutputSession

    /// The output for a choice.
    public static func live(_ choice: AudioOutputChoice) -> OutputPort {
        switch choice {
        case .default: .pulse(device: nil)
        case .device(let name): .pulse(device: name)
        case .null: .paced(name: "null") { NullRecording() }
        case .file(let path):
            .paced(name: "file") { () throws(OutputUnavailable) in try WAVRecording(path: path) }
        }
    }
}

/// An open output. The engine's thread alone calls these.
struct OutputSession: Sendable {
    var name: String
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
