// Ways of listening: back and slower, held keys, gentle and muffled sound, channels, silence, speech.
import ReviewCore
import TerminalUI

extension DeskState {
    /// What "back and slower" does, as the player does it.
    public static let backStep = 2.0
    public static let slowSpeed = 0.75

    mutating func takeListening(_ action: DeskAction) {
        switch action {
        case .backAndSlow: backAndSlow()
        case .holdToPlay: pressHoldKey()
        case .cycleChannel: cycleChannel()
        case .seekSpeech(let step): seekSpeech(step)
        default: break
        }
    }

    private mutating func backAndSlow() {
        // A sound that is not there has nowhere to go back to.
        guard silenceOfClip == nil else { return }
        playback.isPlaying = true
        playback.speed = min(playback.speed, Self.slowSpeed)
        playback.position = max(0, playback.position - Self.backStep)
        window.follow(playback.position)
        ask(.player(.backAndSlow))
    }

    // MARK: - Held keys

    private var seconds: Double { Double(now.microseconds) / 1_000_000 }

    private mutating func pressHoldKey() {
        if holdKey.press(at: seconds) == .pressed {
            // At the end a pedal begins anew, as the key for playing does.
            if isAtEnd {
                playback.position = playback.loop?.lowerBound ?? 0
                ask(.player(.seek(to: playback.position)))
            }
            playback.isPlaying = true
            window.follow(playback.position)
            ask(.player(.hold(true)))
        }
        waitForRelease()
    }

    /// The time has come at which a held key would have repeated.
    mutating func checkHoldKey() {
        if holdKey.check(at: seconds) == .released {
            playback.isPlaying = false
            ask(.player(.hold(false)))
        }
        waitForRelease()
    }

    private mutating func waitForRelease() {
        guard let deadline = holdKey.deadline else { return }
        ask(.schedule(.hold, after: max(0.01, deadline - seconds)))
    }

    /// Sound stops for another reason than the key coming up: what it does then means nothing.
    mutating func forgetHoldKey() {
        guard holdKey.isHeld else { return }
        holdKey = HoldKey()
        ask(.cancel(.hold))
        ask(.player(.hold(false)))
    }

    // MARK: - How it sounds

    mutating func toggleManner(_ manner: ListeningProfile) {
        let next = playback.manner == manner ? unmuffled : manner
        if playback.manner != .muffled { unmuffled = playback.manner }
        if next != .muffled { unmuffled = .normal }
        setManner(next)
        switch next {
        case .normal: toast("The sound is as recorded")
        case .gentle: toast("Gentle: softer, and without what is shrill")
        case .muffled: toast("Muffled: the rhythm stays, the words are hidden")
        }
    }

    /// Muffling is for one clip: on the next one it would hide words that nobody was warned of.
    mutating func endMuffling() {
        guard playback.manner == .muffled else { return }
        setManner(unmuffled)
        unmuffled = .normal
    }

    private mutating func setManner(_ manner: ListeningProfile) {
        playback.manner = manner
        ask(.player(.setManner(manner)))
    }

    mutating func toggleSkipping() {
        playback.skipsSilence.toggle()
        ask(.player(.setSkipping(playback.skipsSilence)))
        toast(playback.skipsSilence ? "Silence is passed over" : "Silence is played")
    }

    private mutating func cycleChannel() {
        guard let picture = work?.sound.picture, picture.channelCount > 1 else { return }
        let next = (heardChannel ?? 0) + 1
        playback.channel = next > picture.channelCount ? nil : next
        ask(.player(.setChannel(playback.channel)))
        toast("You hear " + (playback.channel.map(Self.name(ofChannel:)) ?? "all channels"))
    }

    /// The channel heard of this clip; `nil` where it is the mix.
    var heardChannel: Int? {
        guard let picture = work?.sound.picture, picture.channelCount > 1,
            let channel = playback.channel, (1...picture.channelCount).contains(channel)
        else { return nil }
        return channel
    }

    /// Sound has two ears; what comes after them has only a number.
    static func name(ofChannel channel: Int) -> String {
        switch channel {
        case 1: "left"
        case 2: "right"
        default: "channel \(channel)"
        }
    }

    // MARK: - Speech

    private mutating func seekSpeech(_ step: Int) {
        guard let picture = work?.sound.picture else { return }
        let here = playback.position
        let found =
            step > 0 ? picture.nextSpeech(after: here) : picture.previousSpeech(before: here)
        guard let found else {
            let rest = picture.isComplete ? "" : "; the sound is still being measured"
            return toast("No speech \(step > 0 ? "after" : "before") this\(rest)")
        }
        seek(to: found, asking: .seek(to: found))
    }
}
