// Hearing the clip of an incident: its story is told first, and silence is always one key away.
import ReviewCore

extension IncidentDeskState {
    /// Asks for the sound. Nothing sounds before the story says that it was heard.
    mutating func listen(muffled: Bool) {
        guard let story = shown, pending == nil else { return }
        stopSound()
        sound = IncidentSound(incident: story.id, isMuffled: muffled)
        pending = PendingStep(incident: story.id, code: .listened, form: nil)
        ask(.listen(story.id, seen: story.seen, muffled: muffled))
    }

    mutating func takeSound(_ action: IncidentAction) {
        switch action {
        case .playPause:
            guard let sound, case .ready = sound.condition else { return }
            self.sound?.isPlaying = !sound.isPlaying
            ask(.sound(sound.isPlaying ? .pause : .play))
        case .muffle:
            guard let sound else { return }
            self.sound?.isMuffled = !sound.isMuffled
            ask(.sound(.muffle(!sound.isMuffled)))
        case .stopSound: stopSound()
        case .soundReady(let id, let seconds):
            guard sound?.incident == id else { return ask(.sound(.stop)) }
            sound?.condition = .ready(seconds: seconds)
            sound?.isPlaying = true
            ask(.sound(.play))
        case .soundFailed(let id, let reason):
            guard sound?.incident == id else { return }
            sound?.condition = .failed(reason)
            sound?.isPlaying = false
        case .soundMoved(let isPlaying, let position):
            guard let sound, case .ready = sound.condition else { return }
            self.sound?.isPlaying = isPlaying
            self.sound?.position = max(0, position)
        default: break
        }
    }

    mutating func pause() {
        guard sound?.isPlaying == true else { return }
        sound?.isPlaying = false
        ask(.sound(.pause))
    }

    mutating func stopSound() {
        guard sound != nil else { return }
        sound = nil
        ask(.sound(.stop))
    }
}
