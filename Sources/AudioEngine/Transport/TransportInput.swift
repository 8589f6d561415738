// What can happen to the transport, and what it asks of the output.
import ReviewCore

/// Something that happens to the transport. Frames are at the engine's rate.
public enum TransportInput: Sendable, Equatable {
    /// A clip of so many frames is on the desk; `parts` of it are left when silences are passed
    /// over.
    case load(frames: Int, parts: PlayedParts = .everything)
    case unload
    /// The clip on the desk turned out to have so many frames.
    case resize(frames: Int, parts: PlayedParts = .everything)
    /// The clip could not be decoded.
    case refuse
    case play
    case pause
    case toggle
    /// Play from the start, or from the loop's.
    case again
    case seek(frame: Int)
    case seekBy(frames: Int)
    /// Back by so many frames and play, at the given speed unless it is slower already.
    case backAndSlow(frames: Int, speed: Double)
    /// A pedal went down or up; its repeats may come as well.
    case hold(Bool)
    case loop(Range<Int>?)
    /// How far a pause steps back.
    case resumeStep(frames: Int)
    case speed(Double)
    case volume(decibels: Double)
    case levelling(Bool)
    case profile(ListeningProfile)
    case channel(Channel)
    /// Silences are passed over, or not.
    case skipping(Bool)
    /// Silence at once.
    case panic
    /// The last frame was heard.
    case reachedEnd
    /// The output went away while it was in use.
    case deviceLost
    /// The output could not be opened.
    case deviceRefused
    /// The output is open again.
    case deviceBack
}

/// What the transport asks of the output, in order.
public enum OutputCommand: Sendable, Equatable {
    /// Let sound run.
    case start
    /// Hold sound where it is.
    case stop
    /// Throw away everything not yet heard, at once.
    case discard
    /// Throw away everything not yet heard, once what sounds has faded.
    case drop
    /// Throw away everything not yet heard and make ready from this frame.
    case cue(Int)
    case loop(Range<Int>?)
    case speed(Double)
    case volume(Double)
    case levelling(Bool)
    case profile(ListeningProfile)
    case channel(Channel)
    case skipping(Bool)
    /// Try to open the output again.
    case reopen
}
