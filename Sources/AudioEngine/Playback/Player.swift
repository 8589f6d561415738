// The facade the workstation plays through: any thread may call, nothing waits for the device.
import Foundation
import ReviewCore
import Synchronization

/// Plays one clip at a time.
///
/// Commands are put in a mailbox and taken up by the player's own thread within microseconds.
/// No method waits for the device except `shutdown`.
public final class Player: Sendable {
    private let mailbox: EngineMailbox

    /// Opens the chosen output in the background; `onEvent` is called on the player's thread and
    /// must not block it.
    public convenience init(
        choice: AudioOutputChoice, onEvent: @escaping @Sendable (PlayerEvent) -> Void
    ) {
        self.init(output: .live(choice), onEvent: onEvent)
    }

    /// As above, over any output: tests hand in their own.
    public init(output: OutputPort, onEvent: @escaping @Sendable (PlayerEvent) -> Void) {
        let mailbox = EngineMailbox()
        self.mailbox = mailbox
        Engine.spawn(output: output, mailbox: mailbox, onEvent: onEvent)
    }

    deinit { mailbox.send(.shutdown) }

    /// Makes a recording of any length ready to sound. Touches no player: call it on any thread.
    ///
    /// Short ones are decoded, measured and pictured here and now, and the bytes are let go of.
    /// Those of more than about ten minutes keep them and are decoded where they are heard; a thread of its own
    /// goes through the whole at low priority for loudness, pictures and the true length, calls
    /// `onSurvey` about three times a second and once when it is through, and ends when the clip
    /// is dropped. For short ones `onSurvey` is not called: all is there.
    public static func prepare(
        _ recording: some RecordingBytes, segment: ClipSegment? = nil,
        onSurvey: (@Sendable (ClipSurvey) -> Void)? = nil
    ) throws(DecodeError) -> PreparedClip {
        try Streaming.prepare(recording, segment: segment, onSurvey: onSurvey)
    }

    /// Decodes, resamples, measures and pictures a short clip. Touches no player: call it on any
    /// thread.
    public static func prepare(
        bytes: [UInt8], segment: ClipSegment? = nil
    ) throws(DecodeError) -> PreparedClip {
        PreparedClip(try Decoder.decode(bytes, segment: segment))
    }

    /// See `prepare(bytes:segment:)`.
    public static func prepare(
        bytes: Data, segment: ClipSegment? = nil
    ) throws(DecodeError) -> PreparedClip {
        PreparedClip(try Decoder.decode(bytes, segment: segment))
    }

    /// Puts a clip on the desk, stopped at its start, with its first samples made ready.
    public func load(_ clip: PreparedClip) { mailbox.send(.load(clip)) }

    /// Takes the clip off the desk; its memory is wiped once no one else holds it.
    public func unload() { mailbox.send(.unload) }

    /// Says that the clip on the desk would not decode: state `broken` until the next `load`.
    public func refuse() { mailbox.send(.input(.refuse)) }

    public func play() { mailbox.send(.input(.play)) }
    public func pause() { mailbox.send(.input(.pause)) }
    public func toggle() { mailbox.send(.input(.toggle)) }

    /// Plays from the start (of the loop, where one is set).
    public func again() { mailbox.send(.input(.again)) }

    /// "What was that?": goes back, slows down unless it is as slow already, and plays. The speed
    /// stays until `setSpeed`.
    public func backAndSlow(by seconds: Double, speed: Double) {
        guard seconds.isFinite, speed.isFinite else { return }
        let frames = Engine.frames(max(0, seconds))
        mailbox.send(.input(.backAndSlow(frames: frames, speed: speed)))
    }

    /// Plays while a pedal is down and pauses when it comes up; saying the same twice is harmless.
    /// Where only key presses come, `HoldKey` tells presses, repeats and releases apart.
    public func hold(play: Bool) { mailbox.send(.input(.hold(play))) }

    /// How far `play` steps back after a pause, in seconds, held to 0...10; half a second unless
    /// set. It never steps back past where that stretch of listening began.
    public func setResumeStep(_ seconds: Double) {
        guard !seconds.isNaN else { return }
        mailbox.send(.input(.resumeStep(frames: Engine.frames(seconds))))
    }

    /// Moves to `seconds` of the clip, held within it; playing goes on if it was.
    public func seek(to seconds: Double) {
        guard !seconds.isNaN else { return }
        mailbox.send(.input(.seek(frame: Engine.frames(seconds))))
    }

    /// Moves by `seconds` of the clip from what is heard now.
    public func seek(by seconds: Double) {
        guard !seconds.isNaN else { return }
        mailbox.send(.input(.seekBy(frames: Engine.frames(seconds))))
    }

    /// Repeats a region, in seconds; nil clears it. Regions under 80 ms are not looped.
    public func setLoop(_ region: ClosedRange<Double>?) {
        mailbox.send(
            .input(
                .loop(
                    region.map {
                        Engine.frames($0.lowerBound)..<Engine.frames($0.upperBound)
                    })))
    }

    /// Sets the speed, held to 0.5...3; the pitch stays. Takes effect mid-clip.
    public func setSpeed(_ speed: Double) { mailbox.send(.input(.speed(speed))) }

    /// Sets the volume in decibels, held to -60...12.
    public func setVolume(_ decibels: Double) {
        mailbox.send(.input(.volume(decibels: decibels)))
    }

    /// Switches levelling, limiter and fades together; without them samples pass untouched.
    public func setLevelling(_ on: Bool) { mailbox.send(.input(.levelling(on))) }

    /// How the clip sounds: all of it, gently, or without its words. What sounds goes over into the
    /// other; stays for the clips that follow.
    public func setProfile(_ profile: ListeningProfile) {
        mailbox.send(.input(.profile(profile)))
    }

    /// Which channel is heard; stays for the clips that follow. Where a clip does not have it, or
    /// all of its channels are the same, the mix is heard.
    public func setChannel(_ channel: Channel) { mailbox.send(.input(.channel(channel))) }

    /// Passes over the silences of the clip (`SpeechMap.skipPlan`) with a fade at each joint, from
    /// what is not yet made ready on; stays for the clips that follow. What is passed over does not
    /// count as heard. A seek into a silence goes on at its end, and a step by `seek(by:)` or
    /// `backAndSlow` is counted in what plays. A loop plays whole.
    public func setSkipping(_ on: Bool) { mailbox.send(.input(.skipping(on))) }

    /// Silence within one audio period: everything on its way to the device is thrown away.
    public func panic() { mailbox.send(.input(.panic)) }

    /// The outputs of the sound server `server` (as in `PULSE_SERVER`; nil for the one libpulse
    /// finds), in its order. Asks the server and waits up to two seconds: not for the UI's thread.
    public static func devices(
        server: String? = nil
    ) throws(OutputUnavailable) -> [AudioDevice] { try AudioDevice.all(server: server) }

    /// Plays to the sink called `device` from now on, nil being the default one, which is then
    /// followed. What plays goes on there; where it cannot be opened, `unavailable` is said and the
    /// clip waits until it can.
    public func choose(device: String?) { mailbox.send(.choose(device: device)) }

    /// The state now, for drawing. Takes a lock that is held for nanoseconds.
    public func snapshot() -> PlayerSnapshot { mailbox.board.snapshot() }

    /// Waits until everything asked for so far was done: for tests.
    func settle() {
        let reached = DispatchSemaphore(value: 0)
        // Twice: the second turn begins after what the first one did was published.
        for _ in 0..<2 {
            mailbox.send(.barrier(reached))
            reached.wait()
        }
    }

    /// Stops, closes the output (completing a recording) and ends the player's thread.
    public func shutdown() {
        mailbox.send(.shutdown)
        mailbox.waitUntilClosed()
    }
}
