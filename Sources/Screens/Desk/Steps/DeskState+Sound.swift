// Keys that reach the player, and what comes back from it.
import ReviewCore

extension DeskState {
    /// Speeds a key steps through.
    static let speeds = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]
    static let loudest = 1.5
    /// Seconds; the player turns no shorter loop.
    static let shortestLoop = 0.08

    mutating func takeSound(_ action: DeskAction) {
        switch action {
        case .speedStep(let direction): stepSpeed(direction)
        case .volumeStep(let direction): stepVolume(direction)
        case .toggleManner(let manner): toggleManner(manner)
        case .toggleSkipping: toggleSkipping()
        default: break
        }
        guard soundIsThere(asking: action) else { return }
        switch action {
        case .playPause: playPause()
        case .playAgain: playAgain()
        case .seekBy(let seconds): seek(to: playback.position + seconds, asking: .skip(by: seconds))
        case .seekToStart: seek(to: 0, asking: .seek(to: 0))
        case .seekToEnd: seek(to: duration, asking: .seek(to: duration))
        case .markLoop: markLoop()
        default: takeListening(action)
        }
    }

    var duration: Double { work?.sound.duration ?? 0 }

    /// Why nothing can sound now; `nil` when it can.
    public var silence: String? {
        if let silence = silenceOfClip { return silence }
        switch output {
        case .working: return nil
        case .absent(let reason): return reason
        case .lost:
            return "The headset is gone: paused. It goes on when it is back; Space tries now"
        }
    }

    /// Why this clip cannot sound, whatever the device.
    var silenceOfClip: String? {
        switch work?.sound {
        case nil: "There is no clip on the desk"
        case .loading: "The sound is still being opened"
        case .broken(let reason): "The sound cannot be opened: \(reason)"
        case .ready: nil
        }
    }

    /// Why the clip can never be played; `nil` too while its sound is on the way, since it will
    /// sound when it is there.
    var silenceForGood: String? {
        if case .loading = work?.sound { return nil }
        return silenceOfClip
    }

    private mutating func soundIsThere(asking action: DeskAction) -> Bool {
        switch action {
        case .speedStep, .volumeStep, .toggleManner, .toggleSkipping: return false
        case .playPause, .playAgain, .holdToPlay, .backAndSlow:
            askedToPlay = true
            if case .loading = work?.sound {
                if !playback.isPlaying { toast("It plays as soon as its sound is open") }
                return true
            }
            // A device that went away may be back: trying costs nothing.
            if let silence { toast(silence, .warning) }
            return silenceOfClip == nil
        default: return silenceOfClip == nil
        }
    }

    private mutating func playPause() {
        if playback.isPlaying {
            pausePlayback()
        } else if isAtEnd {
            playAgain()
        } else {
            playback.isPlaying = true
            window.follow(playback.position)
            ask(.player(.play))
        }
    }

    /// Whether nothing is left to play; a sound still on the way has everything left.
    var isAtEnd: Bool {
        work?.sound.duration != nil && playback.position >= duration - 0.01
    }

    /// Said also to a player that does not play: it may be waiting for its device to go on.
    mutating func pausePlayback() {
        playback.isPlaying = false
        ask(.player(.pause))
    }

    private mutating func playAgain() {
        playback.isPlaying = true
        playback.position = playback.loop?.lowerBound ?? 0
        window.follow(playback.position)
        ask(.player(.again))
    }

    mutating func seek(to seconds: Double, asking command: PlayerCommand) {
        guard silenceOfClip == nil else { return }
        playback.position = min(max(0, seconds), duration)
        window.follow(playback.position)
        ask(.player(command))
    }

    private mutating func stepSpeed(_ direction: Int) {
        let now = playback.speed
        let next: Double?
        switch direction {
        case 0: next = 1
        case 1...: next = Self.speeds.first { $0 > now + 0.001 }
        default: next = Self.speeds.last { $0 < now - 0.001 }
        }
        guard let next, next != now else { return }
        playback.speed = next
        ask(.player(.setSpeed(next)))
    }

    private mutating func stepVolume(_ direction: Int) {
        let tenths = (playback.volume * 10).rounded() + (direction > 0 ? 1 : -1)
        let next = min(max(0, tenths / 10), Self.loudest)
        guard next != playback.volume else { return }
        playback.volume = next
        ask(.player(.setVolume(next)))
    }

    private mutating func markLoop() {
        let here = min(max(0, playback.position), duration)
        if playback.loop != nil {
            setLoop(nil)
            toast("Loop cleared")
        } else if let start = loopStart {
            let region = min(start, here)...max(start, here)
            guard region.upperBound - region.lowerBound >= Self.shortestLoop else {
                return toast("The loop needs some length: move on, then press again")
            }
            setLoop(region)
        } else {
            loopStart = here
            toast("Loop starts here; press again where it ends")
        }
    }

    private mutating func setLoop(_ region: ClosedRange<Double>?) {
        loopStart = nil
        playback.loop = region
        hearSpan(region)
        ask(.player(.setLoop(region)))
    }

    // MARK: - Answers

    mutating func takeSoundAnswer(_ action: DeskAction) {
        switch action {
        case .soundReady(let id, let picture):
            setSound(.ready(picture), of: id)
            holdBackWhereWarned()
        case .soundBroken(let id, let reason): setSound(.broken(reason: reason), of: id)
        case .outputChanged(let output): self.output = output
        case .playbackChanged(let snapshot):
            guard snapshot.clip == work?.id, snapshot.clip != nil else { return }
            playback = snapshot
            // A bad number of a player must not reach the picture.
            if !playback.position.isFinite { playback.position = 0 }
            window.show(playback.position)
        case .devicesListed(let devices): takeDevices(devices)
        case .devicesUnavailable(let reason): refuseDevices(reason)
        case .hearingChanged(let status): takeHearing(status)
        default: break
        }
    }

    private mutating func setSound(_ sound: ClipSound, of id: ClipID) {
        if work?.id == id {
            work?.sound = sound
            window.setDuration(duration)
        }
        for index in ahead.indices where ahead[index].id == id { ahead[index].sound = sound }
        for index in parked.indices where parked[index].id == id { parked[index].sound = sound }
    }
}
