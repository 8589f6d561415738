// The few things the player says by itself.

/// A change of state the desk must know of; positions are read from `Player.snapshot()`.
public enum PlayerEvent: Sendable, Equatable {
    /// Sound began, or began again after a pause.
    case started
    case paused
    /// The clip was heard to its end.
    case ended
    /// The device vanished mid-clip. When it is there again what was interrupted goes on by itself;
    /// `play()` tries at once, and takes another device if it must; `pause()` waits for a `play()`.
    case deviceLost
    /// There is no output; the reason is a sentence that may be shown.
    case unavailable(reason: String)
    /// An output that was lost or unavailable is there again.
    case deviceBack
}

/// What is known of the output.
public enum DeviceStatus: Sendable, Equatable {
    /// Not reached yet.
    case opening
    /// Open. Outputs without a device are called "null" and "file"; whether a sink is the default
    /// is as it was when it was opened.
    case ready(AudioDevice)
    case lost
    case unavailable(reason: String)
}
