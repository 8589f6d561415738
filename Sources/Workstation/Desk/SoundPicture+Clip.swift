// What the desk draws of a prepared clip: its survey, as far as it has come.
import AudioEngine
import ReviewCore
import Screens
import TerminalUI

extension SoundPicture {
    /// The picture of `survey`. `id` tells it from pictures of other clips, and from earlier ones of
    /// this clip with less of it measured.
    init(_ survey: ClipSurvey, channelCount: Int, id: Int) {
        let (peaks, spectra) = (survey.peaks, survey.spectra)
        self.init(
            duration: survey.duration, channelCount: channelCount, speech: survey.speech.speech,
            silence: survey.speech.silence, isComplete: survey.progress >= 1,
            measured: survey.duration * survey.progress,
            scope: SoundScope(
                id: id,
                outline: { columns, span in
                    peaks.columns(columns, over: span).map { column in
                        Waveform.Peak(
                            low: column.low, high: column.high, isClipped: column.clipped)
                    }
                },
                spectrum: { columns, rows, span in
                    spectra.image(columns: columns, rows: rows, over: span).levels
                },
                topFrequency: spectra.ceiling))
        isShrill = survey.hasOutcry
    }
}
