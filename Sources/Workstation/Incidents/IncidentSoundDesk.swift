// The sound of the incident at hand: opened when somebody listens, counted for their ears, let go of.
import AudioEngine
import Foundation
import ReviewCore
import Screens

/// One clip at most. There is no player and no output before the first is heard.
final class IncidentSoundDesk {
    private let surroundings: Surroundings
    private let settings: WorkspaceSettings
    private let mailbox: Mailbox<IncidentMessage>
    private let ears: EarWatch
    private var player: Player?
    private var loaded: PreparedClip?
    private var isMuffled = false

    init(
        _ surroundings: Surroundings, person: String, settings: WorkspaceSettings,
        mailbox: Mailbox<IncidentMessage>
    ) {
        self.surroundings = surroundings
        self.settings = settings
        self.mailbox = mailbox
        ears = EarWatch(
            ledger: .open(surroundings, person: person, now: .now),
            headsets: Headsets(surroundings))
    }

    /// Levelled, and muffled where that was asked for, before the first sample sounds.
    func load(_ clip: PreparedClip, muffled: Bool) {
        isMuffled = muffled
        loaded = clip
        let player = self.player ?? makePlayer()
        player.setProfile(muffled ? .muffled : .normal)
        player.load(clip)
    }

    func perform(_ order: IncidentSoundOrder) {
        switch order {
        case .play:
            guard let player, let loaded else { return }
            // What is about to sound is counted before it does.
            if let piece = player.snapshot().play(of: loaded) { _ = ears.expect(piece, at: .now) }
            player.play()
        case .pause: player?.pause()
        case .muffle(let on):
            isMuffled = on
            player?.setProfile(on ? .muffled : .normal)
        case .stop:
            player?.panic()
            player?.unload()
            loaded = nil
        }
    }

    /// Where the ear is in the clip at hand; `nil` while there is none.
    func position() -> (isPlaying: Bool, seconds: Double)? {
        guard let player else { return nil }
        let now = player.snapshot()
        _ = ears.note(now, at: .now)
        guard let loaded, now.clip == ObjectIdentifier(loaded) else { return nil }
        return (now.state == .playing, now.position)
    }

    func shutdown() {
        player?.panic()
        if let player { _ = ears.note(player.snapshot(), at: .now) }
        player?.shutdown()
        ears.finish()
    }

    private func makePlayer() -> Player {
        let memory = SoundMemory(surroundings)
        let made = Player(choice: memory.output(surroundings)) { [mailbox] in
            mailbox.post(.player($0))
        }
        // Levelled whatever the workspace says: nobody meets this sound unprepared.
        made.setLevelling(true)
        made.setResumeStep(settings.resumeStep)
        made.setVolume(memory.volume)
        player = made
        return made
    }
}
