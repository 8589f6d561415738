// The transport as a pure machine: inputs and the ear's position in, commands to the output out.

/// What plays, from where, how fast and how loud.
///
/// Positions are frames of the clip at the engine's rate (`Engine.rate`, 48,000 a second). The
/// machine does not know the time: whoever calls it says where the ear is.
public struct Transport: Sendable, Equatable {
    /// Where the transport stands.
    public enum State: Sendable, Equatable {
        case empty
        case loaded
        case playing
        case paused
        case ended
        /// The output went away; the clip and the position are kept.
        case deviceLost
        /// The clip would not decode; nothing can be played.
        case broken
    }

    public static let speeds = 0.5...3.0
    /// Decibels; the limiter holds whatever is asked for under its ceiling.
    public static let volumes = -60.0...12.0

    public private(set) var state = State.empty
    /// Length of the clip in frames.
    public private(set) var length = 0
    /// Where play would begin; while playing, where it last began.
    public private(set) var position = 0
    public private(set) var loop: Range<Int>?
    public private(set) var speed = 1.0
    public private(set) var volume = 0.0
    public private(set) var levelling = true
    /// Whether sound was running, or was asked for, when the device went: it goes on by itself.
    public private(set) var isInterrupted = false
    /// How often the clip was heard to its end since it was loaded.
    public private(set) var plays = 0

    public init() {}

    /// Takes one input; `ear` is the frame heard now (ignored unless sound is running).
    public mutating func handle(_ input: TransportInput, ear: Int = 0) -> [OutputCommand] {
        switch input {
        case .load(let frames): return load(frames)
        case .unload: return unload(to: .empty)
        case .refuse: return unload(to: .broken)
        case .play: return play()
        case .pause: return stop(at: ear)
        case .toggle: return state == .playing ? stop(at: ear) : play()
        case .again: return again()
        case .seek(let frame): return seek(to: frame)
        case .seekBy(let frames):
            // A distance of any size must not overflow.
            let here = state == .playing ? ear : position
            return seek(to: here + min(max(frames, -length), length))
        case .loop(let range): return setLoop(range, ear: ear)
        case .speed, .volume, .levelling: return adjust(input)
        case .panic: return panic(at: ear)
        case .reachedEnd: return reachedEnd()
        case .deviceLost: return deviceLost(at: ear)
        case .deviceRefused: return deviceLost(at: position)
        case .deviceBack: return deviceBack()
        }
    }

    private var holdsClip: Bool { state != .empty && state != .broken }

    private mutating func load(_ frames: Int) -> [OutputCommand] {
        let stopping: [OutputCommand] = state == .playing ? [.stop] : []
        length = max(0, frames)
        (position, loop, plays, state, isInterrupted) = (0, nil, 0, .loaded, false)
        return stopping + [.loop(nil), .cue(0)]
    }

    private mutating func unload(to next: State) -> [OutputCommand] {
        let stopping: [OutputCommand] = state == .playing ? [.stop] : []
        (state, length, position, loop, plays) = (next, 0, 0, nil, 0)
        return stopping + [.drop]
    }

    private mutating func play() -> [OutputCommand] {
        switch state {
        case .empty, .broken, .playing: return []
        case .ended: return begin(at: loop?.lowerBound ?? 0)
        case .loaded, .paused:
            state = .playing
            return [.start]
        case .deviceLost:
            (isInterrupted, state) = (false, .playing)
            return [.reopen, .cue(position), .start]
        }
    }

    private mutating func begin(at frame: Int) -> [OutputCommand] {
        let reopening: [OutputCommand] = state == .deviceLost ? [.reopen] : []
        position = frame
        (isInterrupted, state) = (false, .playing)
        return reopening + [.cue(frame), .start]
    }

    private mutating func again() -> [OutputCommand] {
        guard holdsClip else { return [] }
        let start = loop?.lowerBound ?? 0
        guard state == .playing else { return begin(at: start) }
        position = start
        return [.cue(start)]
    }

    private mutating func seek(to frame: Int) -> [OutputCommand] {
        guard holdsClip else { return [] }
        position = min(max(0, frame), length)
        if state == .ended, position < length { state = .paused }
        return state == .deviceLost ? [] : [.cue(position)]
    }

    private mutating func stop(at ear: Int) -> [OutputCommand] {
        isInterrupted = false
        guard state == .playing else { return [] }
        state = .paused
        position = min(max(0, ear), length)
        return [.stop, .cue(position)]
    }

    /// As a pause, but what the device already holds is thrown away before anything else.
    private mutating func panic(at ear: Int) -> [OutputCommand] {
        isInterrupted = false
        guard state == .playing else { return [.discard, .stop] + cueIfIdle() }
        state = .paused
        position = min(max(0, ear), length)
        return [.discard, .stop, .cue(position)]
    }

    private func cueIfIdle() -> [OutputCommand] {
        holdsClip && state != .deviceLost ? [.cue(position)] : []
    }

    private mutating func setLoop(_ range: Range<Int>?, ear: Int) -> [OutputCommand] {
        guard holdsClip else { return [] }
        let inside = range.map { $0.clamped(to: 0..<length) }
        // A loop too short to hear would only buzz.
        loop = inside.flatMap { $0.count >= Self.shortestLoop ? $0 : nil }
        guard let loop else { return [.loop(nil)] }
        let here = state == .playing ? ear : position
        guard !loop.contains(here), state != .ended, state != .deviceLost else {
            return [.loop(loop)]
        }
        position = loop.lowerBound
        return [.loop(loop), .cue(position)]
    }

    /// Frames of the shortest region that loops: 80 ms, at three times the speed still longer than
    /// a fade.
    public static let shortestLoop = 3_840

    private mutating func adjust(_ input: TransportInput) -> [OutputCommand] {
        switch input {
        case .speed(let wanted) where wanted.isFinite:
            speed = min(max(wanted, Self.speeds.lowerBound), Self.speeds.upperBound)
            return [.speed(speed)]
        case .volume(let wanted) where !wanted.isNaN:
            volume = min(max(wanted, Self.volumes.lowerBound), Self.volumes.upperBound)
            return [.volume(volume)]
        case .levelling(let wanted):
            levelling = wanted
            return [.levelling(wanted)]
        default: return []
        }
    }

    private mutating func reachedEnd() -> [OutputCommand] {
        guard state == .playing else { return [] }
        (state, position) = (.ended, length)
        plays += 1
        return [.stop]
    }

    private mutating func deviceLost(at ear: Int) -> [OutputCommand] {
        guard holdsClip, state != .ended else { return [] }
        // Only a clip that was sounding is interrupted; one at rest is reached for at `play`.
        if state == .playing {
            position = min(max(0, ear), length)
            isInterrupted = true
        }
        state = .deviceLost
        return []
    }

    private mutating func deviceBack() -> [OutputCommand] {
        guard state == .deviceLost else { return holdsClip ? [.cue(position)] : [] }
        guard isInterrupted else {
            state = position > 0 ? .paused : .loaded
            return [.cue(position)]
        }
        (isInterrupted, state) = (false, .playing)
        return [.cue(position), .start]
    }
}
