// Looking at the sound: wave or pitches, closer, wider, a page on.
import TerminalUI

extension DeskState {
    mutating func takePicture(_ action: DeskAction) {
        switch action {
        case .togglePicture:
            pictureKind = pictureKind == .waveform ? .spectrogram : .waveform
        case .zoom(let direction): zoom(direction)
        case .scrollPicture(let pages): window.scroll(pages: pages)
        default: break
        }
    }

    private mutating func zoom(_ direction: Int) {
        guard silenceOfClip == nil else { return }
        switch direction {
        case 0: window.showWhole()
        case 1...: window.zoomIn(around: playback.position)
        default: window.zoomOut(around: playback.position)
        }
    }
}
