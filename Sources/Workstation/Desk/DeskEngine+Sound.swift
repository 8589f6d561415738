// The sounds of the clips at hand: opened within a budget, shown as they are measured, let go of.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Vault

extension DeskEngine {
    /// Opens a clip's sound now where there is room or it is on the desk, else when its turn comes.
    func openSound(of id: ClipID) {
        guard let clip = held[id] else { return }
        if let sound = sound.prepared(id) {
            return show(sound.survey, of: id, channelCount: sound.channelCount)
        }
        let bytes = clip.sealed.expectedSoundBytes
        if state.work?.id == id {
            budget.take(id, bytes: bytes)
        } else if !budget.admit(id, expecting: bytes) {
            deferred.insert(id)
            return
        }
        deferred.remove(id)
        clerk.prepareSound(of: clip)
    }

    func load(_ clip: ClipID, play: Bool) {
        if play, let prepared = sound.prepared(clip) { expectPlay(of: prepared) }
        sound.load(clip, play: play)
        if deferred.contains(clip) { openSound(of: clip) }
    }

    func perform(_ command: PlayerCommand) {
        switch command {
        case .play, .again, .backAndSlow, .hold(true):
            if let clip = sound.inHand { expectPlay(of: clip) }
        default: break
        }
        outputs.remember(command)
        sound.perform(command)
    }

    /// What is about to sound is counted before it does, so that a warning comes in time.
    func expectPlay(of clip: PreparedClip) {
        guard let piece = sound.playerState.play(of: clip),
            let figures = ears.expect(piece, at: .now)
        else { return }
        mailbox.post(.action(.hearingChanged(figures)))
    }

    func show(_ survey: ClipSurvey, of clip: ClipID, channelCount: Int) {
        pictures += 1
        step(
            .soundReady(clip, SoundPicture(survey, channelCount: channelCount, id: pictures)))
    }

    /// Lets go of a clip's sound and keys; sounds that waited for the room are opened.
    func forget(_ clip: ClipID) {
        sound.forget(clip)
        closeDisclosures(of: clip)
        held[clip] = nil
        deferred.remove(clip)
        budget.release(clip)
        openDeferred()
    }

    /// There may be room now for sounds that waited.
    func openDeferred() {
        for waiting in state.ahead.map(\.id) where deferred.contains(waiting) {
            openSound(of: waiting)
        }
    }
}

/// Opened recordings are decoded from the memory they were opened into.
extension SecretBytes: RecordingBytes {}
