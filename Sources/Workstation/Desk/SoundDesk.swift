// The desk's sound: which prepared clip the player holds, and what the desk may know of it.
import AudioEngine
import Foundation
import ReviewCore
import Screens

/// Carries out the desk's wishes for sound. Stays on the loop's thread.
final class SoundDesk {
    private let player: Player
    private var prepared: [ClipID: PreparedClip] = [:]
    /// The clip the desk wants to hear; its sound may still be on the way.
    private var wanted: (clip: ClipID, play: Bool)?
    private var loaded: ClipID?

    init(player: Player) {
        self.player = player
    }

    /// A clip's sound has been decoded; it starts now when the desk is waiting for it.
    func keep(_ sound: PreparedClip, of clip: ClipID) {
        prepared[clip] = sound
        if let wanted, wanted.clip == clip { load(clip, play: wanted.play) }
    }

    /// Lets go of a clip's sound; its memory is wiped with the last holder.
    func forget(_ clip: ClipID) {
        prepared[clip] = nil
        if loaded == clip { unload() }
    }

    func load(_ clip: ClipID, play: Bool) {
        wanted = (clip, play)
        guard let sound = prepared[clip] else {
            // What sounded before belongs to another clip.
            if loaded != nil { player.unload() }
            loaded = nil
            return
        }
        wanted = nil
        loaded = clip
        player.load(sound)
        if play { player.play() }
    }

    func unload() {
        wanted = nil
        loaded = nil
        player.unload()
    }

    /// The clip's sound, where it is decoded.
    func prepared(_ clip: ClipID) -> PreparedClip? { prepared[clip] }

    func choose(device: String?) { player.choose(device: device) }

    func perform(_ command: PlayerCommand) {
        // A command for a sound that is still being decoded changes only how it starts.
        if wanted != nil {
            switch command {
            case .play, .again, .backAndSlow, .hold(true): wanted?.play = true
            case .pause, .panicStop, .hold(false): wanted?.play = false
            default: break
            }
        }
        switch command {
        case .play: player.play()
        case .pause: player.pause()
        case .again: player.again()
        case .seek(to: let seconds): player.seek(to: seconds)
        case .skip(by: let seconds): player.seek(by: seconds)
        case .setLoop(let region): player.setLoop(region)
        case .setSpeed(let speed): player.setSpeed(speed)
        case .setVolume(let volume): player.setVolume(Self.decibels(of: volume))
        case .backAndSlow:
            player.backAndSlow(by: DeskState.backStep, speed: DeskState.slowSpeed)
        case .hold(let isDown): player.hold(play: isDown)
        case .setManner(let manner): player.setProfile(manner)
        case .setChannel(let number): player.setChannel(number.map { .number($0) } ?? .mix)
        case .setSkipping(let on): player.setSkipping(on)
        case .panicStop: player.panic()
        }
    }

    /// All the player says, for what the desk need not know.
    var playerState: PlayerSnapshot { player.snapshot() }

    /// The clip the player holds.
    var inHand: PreparedClip? { loaded.flatMap { prepared[$0] } }

    /// Whether the clip will sound as soon as it is decoded.
    func isWaiting(toPlay clip: ClipID) -> Bool { wanted?.clip == clip && wanted?.play == true }

    /// What the player is doing, in the desk's words.
    func snapshot(_ now: PlayerSnapshot) -> PlaybackSnapshot {
        var playback = PlaybackSnapshot(
            clip: loaded, speed: now.speed, volume: Self.linear(of: now.volume),
            manner: now.profile, channel: now.channel.number,
            skipsSilence: now.skipsSilence)
        guard let loaded, let sound = prepared[loaded], now.clip == ObjectIdentifier(sound) else {
            // The player has not taken the clip up yet: nothing of it was heard.
            return playback
        }
        playback.isPlaying = now.state == .playing
        playback.position = now.position
        playback.loop = now.loop
        playback.level = now.level.peak > LevelMeter.floor ? now.level.peak : nil
        playback.coverage = now.coverage
        return playback
    }

    func shutdown() {
        player.shutdown()
    }

    static func decibels(of volume: Double) -> Double {
        volume > 0 ? 20 * log10(volume) : Transport.volumes.lowerBound
    }

    static func linear(of decibels: Double) -> Double {
        decibels <= Transport.volumes.lowerBound ? 0 : pow(10, decibels / 20)
    }
}

extension Channel {
    /// From 1; `nil` for the mix.
    var number: Int? {
        switch self {
        case .mix: nil
        case .left: 1
        case .right: 2
        case .number(let number): number
        }
    }
}
