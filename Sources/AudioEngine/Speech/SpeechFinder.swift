// Finds speech by its energy over the background, its voicing and its movement.

/// From frames to stretches of speech, sound and silence.
///
/// A frame is a core of speech where it stands well above the background and is voiced (harmonics
/// make its spectrum uneven). What touches a core and stands a little above the background, hissed
/// consonants above all, belongs to it; short gaps are bridged, and both ends get some room. No
/// voice activity library is used: of those Debian has, webrtc-audio-processing 0.3 is C++ of
/// 2016 and decides frame by frame, and speexdsp's prints to stderr that it is a stand-in.
enum SpeechFinder {
    /// Decibels over the background that make a core, and that belong to one.
    static let core: Float = 9
    /// The same for frames that are plainly voiced, and for those that are not voiced at all.
    static let plainCore: Float = 6
    static let breathCore: Float = 14
    static let edge: Float = 4
    /// Flatness below which a frame is voiced, and from which it counts as noise.
    static let plainly: Float = 0.28
    static let voiced: Float = 0.40
    static let noisy: Float = 0.45
    /// Frames (hundredths of a second): the least of core in a stretch, gaps that are bridged,
    /// how far edges reach, and the room left before and after.
    static let leastCore = 6
    /// A whisper has no voice: this much of it must stand out, which no knock or click does.
    static let leastBreath = 30
    static let bridge = 30
    static let reach = 20
    static let before = 8
    static let after = 12
    /// A stretch longer than this whose level moves by less than `steady` dB is a tone.
    static let longTone = 60
    static let steady: Float = 1.5
    /// Silence is so many dB below the clip's loud parts, or below this level.
    static let below: Float = 42
    static let inaudible: Float = -66
    /// Frames to either side that bear on whether one is speech: the noise floor's window, and runs
    /// of a few seconds.
    static let context = 600

    static func find(in pcm: PCM) -> SpeechMap {
        let frames = SpeechFrames(pcm)
        let speech = speech(in: frames)
        let limit = SilenceLimit(frames.whole).level
        let kinds = frames.whole.indices.map { frame -> SoundKind in
            if speech[frame] { return .speech }
            return frames.whole[frame] < limit ? .silence : .sound
        }
        return map(kinds, frame: pcm.duration / Double(kinds.count), duration: pcm.duration)
    }

    /// Which frames are speech. What is more than `context` frames away has no say in it.
    static func speech(in frames: SpeechFrames) -> [Bool] {
        let floor = NoiseFloor.follow(frames.body, flatness: frames.flatness)
        let hissFloor = NoiseFloor.follow(frames.hiss, flatness: frames.flatness)
        let cores = frames.body.indices.map { frame in
            let height = frames.body[frame] - floor[frame]
            let needed = frames.flatness[frame] < plainly ? plainCore : core
            return frames.body[frame] > inaudible && frames.flatness[frame] < voiced
                && height >= needed
        }
        let ground = NoiseFloor.ground(frames.body)
        let breaths = frames.body.indices.map { frame in
            frames.body[frame] > inaudible && frames.body[frame] - ground[frame] >= breathCore
        }
        let edges = frames.body.indices.map { frame in
            frames.body[frame] - floor[frame] >= edge
                || frames.hiss[frame] - hissFloor[frame] >= core
        }
        var speech = Array(repeating: false, count: frames.count)
        let spoken =
            runs(of: cores, least: leastCore, edges: edges)
            + runs(of: breaths, least: leastBreath, edges: edges)
        for run in spoken where moves(frames.body[run]) {
            for frame in widened(run, to: frames.count) { speech[frame] = true }
        }
        return speech
    }

    /// Runs of frames that are speech, without the room at their ends.
    private static func runs(of cores: [Bool], least: Int, edges: [Bool]) -> [Range<Int>] {
        var runs: [(range: Range<Int>, core: Int)] = []
        for frame in cores.indices where cores[frame] {
            if let last = runs.last, frame - last.range.upperBound <= bridge {
                runs[runs.count - 1] = (last.range.lowerBound..<frame + 1, last.core + 1)
            } else {
                runs.append((frame..<frame + 1, 1))
            }
        }
        return runs.filter { $0.core >= least }.map { run in
            var (start, end) = (run.range.lowerBound, run.range.upperBound)
            while start > 0, edges[start - 1], run.range.lowerBound - start < reach { start -= 1 }
            while end < edges.count, edges[end], end - run.range.upperBound < reach { end += 1 }
            return start..<end
        }
    }

    private static func widened(_ run: Range<Int>, to count: Int) -> Range<Int> {
        max(0, run.lowerBound - before)..<min(count, run.upperBound + after)
    }

    /// Whether the level rises and falls as speech does, or the stretch is too short to tell.
    private static func moves(_ levels: ArraySlice<Float>) -> Bool {
        guard levels.count > longTone else { return true }
        // Its ends rise and fall whatever it is.
        let inner = levels.dropFirst(5).dropLast(5)
        let mean = inner.reduce(0, +) / Float(inner.count)
        let spread = inner.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(inner.count)
        return spread.squareRoot() >= steady
    }

    /// Sound or silence shorter than this, in frames, is told apart for nobody.
    private static let shortest = 10

    /// Stretches of kinds, `frame` seconds a kind.
    static func map(
        _ kinds: some Collection<SoundKind>, frame: Double, duration: Double
    ) -> SpeechMap {
        var runs: [(kind: SoundKind, start: Int, end: Int)] = []
        for (frame, kind) in kinds.enumerated() {
            if let last = runs.last, last.kind == kind {
                runs[runs.count - 1].end = frame + 1
            } else {
                runs.append((kind, frame, frame + 1))
            }
        }
        var joined: [(kind: SoundKind, start: Int, end: Int)] = []
        for run in runs {
            // A short quiet dip inside sound is part of it; a short sound stays a sound.
            let isDip = run.kind == .silence && run.end - run.start < shortest
            let kind = isDip ? .sound : run.kind
            if let last = joined.last, last.kind == kind {
                joined[joined.count - 1].end = run.end
            } else {
                joined.append((kind, run.start, run.end))
            }
        }
        return SpeechMap(
            stretches: joined.map {
                let end = $0.end == kinds.count ? duration : Double($0.end) * frame
                return .init(start: Double($0.start) * frame, end: end, kind: $0.kind)
            }, duration: duration)
    }
}

extension SpeechMap {
    /// Reads the whole clip once; call it off the UI thread. About 5 ms for 30 s at 16 kHz.
    public init(_ pcm: PCM) {
        self = SpeechFinder.find(in: pcm)
    }
}
