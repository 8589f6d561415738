// The transport as a pure machine: inputs and the ear's position in, commands to the output out.
import ReviewCore

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
    /// Half a second.
    public static let usualResumeStep = 24_000
    /// Frames; the most a pause may step back is ten seconds.
    public static let resumeSteps = 0...480_000
    /// Decibels; the limiter holds whatever is asked for under its ceiling.
    public static let volumes = -60.0...12.0

    public private(set) var state = State.empty
    /// Length of the clip in frames.
    public private(set) var length = 0
    /// Where play would begin; while playing, where it last began.
    public private(set) var position = 0
    /// Where `play` will begin. After a pause this lies `resumeStep` before the position, but never
    /// before the place where that stretch of listening began, nor outside the loop: whoever has
    /// just sought a place, or heard less than a step, hears nothing from before it.
    public private(set) var cuePoint = 0
    /// Frames that a pause steps back; a panic and a lost device do not.
    public private(set) var resumeStep = Transport.usualResumeStep
    /// Whether a pedal is down.
    public private(set) var isHeld = false
    public private(set) var loop: Range<Int>?
    public private(set) var speed = 1.0
    public private(set) var volume = 0.0
    public private(set) var levelling = true
    public private(set) var profile = ListeningProfile.normal
    public private(set) var channel = Channel.mix
    /// Whether silences are passed over. A loop plays whole.
    public private(set) var skipsSilence = false
    private var parts = PlayedParts.everything
    /// Whether sound was running, or was asked for, when the device went: it goes on by itself.
    public private(set) var isInterrupted = false
    /// How often sound was asked for since the clip was loaded: from rest, again, or back and slow.
    public private(set) var plays = 0

    public init() {}

    /// Takes one input; `ear` is the frame heard now (ignored unless sound is running).
    public mutating func handle(_ input: TransportInput, ear: Int = 0) -> [OutputCommand] {
        switch input {
        case .load(let frames, let parts): return load(frames, parts)
        case .unload: return unload(to: .empty)
        case .resize(let frames, let parts): return resize(to: frames, parts)
        case .refuse: return unload(to: .broken)
        case .play: return play()
        case .pause: return stop(at: ear)
        case .toggle: return state == .playing ? stop(at: ear) : play()
        case .again: return again()
        case .seek(let frame): return seek(to: frame)
        case .seekBy(let frames):
            return seek(to: place(frames, from: ear))
        case .loop(let range): return setLoop(range, ear: ear)
        case .backAndSlow(let frames, let wanted): return back(frames, slow: wanted, ear: ear)
        case .hold(let down): return hold(down, ear: ear)
        case .speed, .volume, .levelling, .resumeStep, .profile, .channel, .skipping:
            return adjust(input)
        case .panic: return panic(at: ear)
        case .reachedEnd: return reachedEnd()
        case .deviceLost: return deviceLost(at: ear)
        case .deviceRefused: return deviceLost(at: position)
        case .deviceBack: return deviceBack()
        }
    }

    private var holdsClip: Bool { state != .empty && state != .broken }

    /// A distance of any size from what is heard now, or from the place of rest.
    private func place(_ frames: Int, from ear: Int) -> Int {
        let start = state == .playing ? ear : position
        return route.travel(min(max(frames, -length), length), from: start) ?? length
    }

    /// What is played now.
    private var route: PlayedParts { skipsSilence && loop == nil ? parts : .everything }

    private mutating func load(_ frames: Int, _ parts: PlayedParts) -> [OutputCommand] {
        let stopping: [OutputCommand] = state == .playing ? [.stop] : []
        (length, self.parts) = (max(0, frames), parts)
        (position, cuePoint, loop, plays) = (0, 0, nil, 0)
        (state, isInterrupted) = (.loaded, false)
        return stopping + [.loop(nil), .cue(0)]
    }

    /// A length that was only promised, or not known yet, turned out otherwise.
    private mutating func resize(to frames: Int, _ parts: PlayedParts) -> [OutputCommand] {
        self.parts = parts
        guard holdsClip, frames != length else { return [] }
        length = max(0, frames)
        (position, cuePoint) = (min(position, length), min(cuePoint, length))
        guard let before = loop else { return [] }
        let inside = before.clamped(to: 0..<length)
        loop = inside.count >= Self.shortestLoop ? inside : nil
        return loop == before ? [] : [.loop(loop)]
    }

    private mutating func unload(to next: State) -> [OutputCommand] {
        let stopping: [OutputCommand] = state == .playing ? [.stop] : []
        (state, length, loop, plays) = (next, 0, nil, 0)
        rest(at: 0)
        return stopping + [.drop]
    }

    private mutating func play() -> [OutputCommand] {
        switch state {
        case .empty, .broken, .playing: return []
        case .ended: return begin(at: loop?.lowerBound ?? 0)
        case .loaded, .paused:
            (state, position) = (.playing, cuePoint)
            plays += 1
            return [.start]
        case .deviceLost:
            (isInterrupted, state) = (false, .playing)
            plays += 1
            return [.reopen, .cue(position), .start]
        }
    }

    private mutating func rest(at frame: Int) { (position, cuePoint) = (frame, frame) }

    private mutating func begin(at frame: Int) -> [OutputCommand] {
        let reopening: [OutputCommand] = state == .deviceLost ? [.reopen] : []
        rest(at: frame)
        (isInterrupted, state) = (false, .playing)
        plays += 1
        return reopening + [.cue(frame), .start]
    }

    private mutating func again() -> [OutputCommand] {
        guard holdsClip else { return [] }
        let start = loop?.lowerBound ?? 0
        guard state == .playing else { return begin(at: start) }
        rest(at: start)
        plays += 1
        return [.cue(start)]
    }

    private mutating func seek(to frame: Int) -> [OutputCommand] {
        guard holdsClip else { return [] }
        let target = min(max(0, frame), length)
        rest(at: route.onward(from: target) ?? length)
        if state == .ended, position < length { state = .paused }
        return state == .deviceLost ? [] : [.cue(position)]
    }

    private mutating func stop(at ear: Int) -> [OutputCommand] {
        isInterrupted = false
        guard state == .playing else { return [] }
        state = .paused
        let began = position
        position = min(max(0, ear), length)
        // In a loop the ear may have come round to before where it began.
        let start = loop.flatMap { $0.contains(position) ? $0.lowerBound : nil } ?? 0
        let least = max(start, began <= position ? began : start)
        cuePoint = min(position, max(least, position - resumeStep))
        return [.stop, .cue(cuePoint)]
    }

    /// "What was that?": goes back, no faster than `wanted`, and plays.
    private mutating func back(_ frames: Int, slow wanted: Double, ear: Int) -> [OutputCommand] {
        guard holdsClip else { return [] }
        let slower = adjust(.speed(min(speed, wanted)))
        let target = min(max(0, place(-frames, from: ear)), length)
        guard state == .playing else { return slower + begin(at: target) }
        plays += 1
        return slower + seek(to: target)
    }

    /// Repeats of the same are nothing new, so that a clip which ends under the foot stays ended.
    private mutating func hold(_ down: Bool, ear: Int) -> [OutputCommand] {
        guard down != isHeld else { return [] }
        isHeld = down
        return down ? play() : stop(at: ear)
    }

    /// As a pause, but what the device already holds is thrown away before anything else.
    private mutating func panic(at ear: Int) -> [OutputCommand] {
        isInterrupted = false
        guard state == .playing else { return [.discard, .stop] + cueIfIdle() }
        state = .paused
        rest(at: min(max(0, ear), length))
        return [.discard, .stop, .cue(position)]
    }

    private func cueIfIdle() -> [OutputCommand] {
        holdsClip && state != .deviceLost ? [.cue(cuePoint)] : []
    }

    private mutating func setLoop(_ range: Range<Int>?, ear: Int) -> [OutputCommand] {
        guard holdsClip else { return [] }
        let inside = range.map { $0.clamped(to: 0..<length) }
        // A loop too short to hear would only buzz.
        loop = inside.flatMap { $0.count >= Self.shortestLoop ? $0 : nil }
        guard let loop else { return [.loop(nil)] }
        let here = state == .playing ? ear : position
        guard !loop.contains(here), state != .ended, state != .deviceLost else {
            guard state == .paused, cuePoint < loop.lowerBound, loop.contains(position) else {
                return [.loop(loop)]
            }
            cuePoint = loop.lowerBound
            return [.loop(loop), .cue(cuePoint)]
        }
        rest(at: loop.lowerBound)
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
        case .resumeStep(let frames):
            resumeStep = min(max(frames, Self.resumeSteps.lowerBound), Self.resumeSteps.upperBound)
            return []
        case .profile(let wanted):
            guard wanted != profile else { return [] }
            profile = wanted
            return [.profile(wanted)]
        case .channel(let wanted):
            guard wanted != channel else { return [] }
            channel = wanted
            return [.channel(wanted)]
        case .skipping(let wanted):
            guard wanted != skipsSilence else { return [] }
            skipsSilence = wanted
            return [.skipping(wanted)]
        case .levelling(let wanted):
            levelling = wanted
            return [.levelling(wanted)]
        default: return []
        }
    }

    private mutating func reachedEnd() -> [OutputCommand] {
        guard state == .playing else { return [] }
        state = .ended
        rest(at: length)
        return [.stop]
    }

    private mutating func deviceLost(at ear: Int) -> [OutputCommand] {
        guard holdsClip, state != .ended else { return [] }
        // Only a clip that was sounding is interrupted; one at rest is reached for at `play`.
        if state == .playing {
            position = min(max(0, ear), length)
            isInterrupted = true
        }
        rest(at: position)
        state = .deviceLost
        return []
    }

    private mutating func deviceBack() -> [OutputCommand] {
        guard state == .deviceLost else { return holdsClip ? [.cue(cuePoint)] : [] }
        guard isInterrupted else {
            state = position > 0 ? .paused : .loaded
            return [.cue(position)]
        }
        (isInterrupted, state) = (false, .playing)
        return [.cue(position), .start]
    }
}
