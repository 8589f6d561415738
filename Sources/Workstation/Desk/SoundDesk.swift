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

    func perform(_ command: PlayerCommand) {
        // A command for a sound that is still being decoded changes only how it starts.
        if wanted != nil {
            switch command {
            case .play, .again: wanted?.play = true
            case .pause, .panicStop: wanted?.play = false
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
        case .panicStop: player.panic()
        }
    }

    /// What the player is doing, in the desk's words.
    func snapshot() -> PlaybackSnapshot {
        let now = player.snapshot()
        guard let loaded, let sound = prepared[loaded], now.clip == ObjectIdentifier(sound) else {
            // The player has not taken the clip up yet: nothing of it was heard.
            return PlaybackSnapshot(
                clip: loaded, speed: now.speed, volume: Self.linear(of: now.volume))
        }
        return PlaybackSnapshot(
            clip: loaded, isPlaying: now.state == .playing, position: now.position,
            speed: now.speed, volume: Self.linear(of: now.volume), loop: now.loop,
            level: now.level.peak > LevelMeter.floor ? now.level.peak : nil, heard: now.heard,
            heardSeconds: now.heardSeconds, plays: now.plays)
    }

    func shutdown() {
        player.shutdown()
    }

    private static func decibels(of volume: Double) -> Double {
        volume > 0 ? 20 * log10(volume) : -60
    }

    private static func linear(of decibels: Double) -> Double {
        decibels <= -60 ? 0 : pow(10, decibels / 20)
    }
}

extension PreparedClip {
    /// Columns of the desk's picture of a clip: enough for any width of terminal.
    static let pictureColumns = 512

    /// What the desk draws of this sound.
    var picture: SoundPicture {
        SoundPicture(
            duration: duration,
            peaks: peaks.columns(Self.pictureColumns).map { column in
                SoundPicture.Peak(
                    height: max(abs(column.low), abs(column.high)), clipped: column.clipped)
            })
    }
}
