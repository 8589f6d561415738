// A recording that stays encoded and is decoded where it is heard.
import Synchronization

/// The sound of a long clip: its bytes, the seconds around the cursor, and what is known of it.
///
/// Holds the bytes, a few megabytes of decoded sound and the pictures, however long it is.
public final class LongSound: Sendable {
    /// Samples a second of the source.
    let rate: Int
    /// Channels of the source.
    let channels: Int
    let bytes: any RecordingBytes
    let span: SourceSpan
    /// What the background pass has found.
    let board: SurveyBoard
    /// No magnitude of the source passes this, resampling included.
    private let ceiling: Float
    private let reader: Mutex<ChunkReader>
    private let extent: Mutex<Extent>
    private let onLength = Mutex<(@Sendable () -> Void)?>(nil)

    /// `look` is what the first seconds were found to be.
    init(
        _ recording: sending OpenRecording, bytes: any RecordingBytes, span: SourceSpan,
        look: FirstLook
    ) {
        (rate, channels) = (recording.rate, recording.channels)
        (self.bytes, self.span) = (bytes, span)
        ceiling = recording.isFloat ? 4 : 1.26
        extent = Mutex(look.extent)
        board = SurveyBoard(look.survey, rule: look.rule)
        reader = Mutex(ChunkReader(recording, span: span))
    }

    deinit { board.cancel() }

    /// Frames at the engine's rate, as far as is known.
    var count: Int { ChunkResampler.frames(length.frames, rate: rate) }

    /// Frames of the source, as far as is known.
    var length: Extent { extent.withLock { $0 } }

    /// How `channel` is made of the source; the mix where it does not have it.
    func rule(for channel: Channel) -> Mixdown.Rule {
        let told = min(channels, ChannelSplit.mostChannels)
        guard let index = channel.index, channels > 1, index < told else { return board.rule }
        return .channel(index)
    }

    /// What is known of it; the length may be known better than when it was surveyed.
    var survey: ClipSurvey { board.survey }

    /// Bytes held besides the pictures.
    var byteCount: Int { bytes.count + ChunkReader.most * Engine.rate * MemoryLayout<Float>.stride }

    /// The highest magnitude a sample may have.
    var peak: Float { ceiling }

    /// Makes frames at the engine's rate ready to be copied; false when that takes longer than one
    /// call may: call it again.
    func load(_ range: Range<Int>, by rule: Mixdown.Rule) -> Bool {
        let (isReady, seen, end) = reader.withLock { reader -> (Bool, Int, Int?) in
            var place = range.lowerBound / Engine.rate
            var isReady = true
            while isReady, place * Engine.rate < min(range.upperBound, count) {
                isReady = reader.load(place, by: rule)
                place += 1
            }
            return (isReady, reader.seen, reader.end)
        }
        learn { extent in
            if let end { extent.stop(at: end) } else { extent.reach(seen) }
        }
        return isReady
    }

    /// Copies frames at the engine's rate; silence where a second was not made ready.
    func copy(
        from start: Int, by rule: Mixdown.Rule, into target: UnsafeMutableBufferPointer<Float>
    ) {
        var done = 0
        while done < target.count {
            let (place, offset) = (start + done).quotientAndRemainder(dividingBy: Engine.rate)
            let count = min(target.count - done, Engine.rate - offset)
            let piece = UnsafeMutableBufferPointer(rebasing: target[done..<done + count])
            if let chunk = reader.withLock({ $0.chunk(place, by: rule) }) {
                chunk.withSamples { sound in
                    _ = piece.update(fromContentsOf: sound[offset..<offset + count])
                }
            } else {
                piece.update(repeating: 0)
            }
            done += count
        }
    }

    /// Sets the background pass going; `onSurvey` is called on its thread.
    func startSurvey(_ onSurvey: (@Sendable (ClipSurvey) -> Void)?) {
        let pass = SurveyPass(
            board: board, bytes: bytes, span: span,
            learn: { [weak self] in self?.learn($0) ?? Extent(promised: nil, seen: 1) },
            onSurvey: onSurvey)
        pass.start()
    }

    private func learn(_ news: SurveyPass.LengthNews) -> Extent {
        learn { extent in
            switch news {
            case .seen(let frames): extent.reach(frames)
            case .settled(let frames): extent.settle(at: frames)
            }
        }
        tellLength()
        return length
    }

    /// Takes in what was found out about the length.
    func learn(_ body: @Sendable (inout Extent) -> Void) {
        let isNews = extent.withLock { extent -> Bool in
            let before = extent
            body(&extent)
            // Growth is told now and then by who makes it; an end is told at once.
            return extent.frames < before.frames || extent.isCertain != before.isCertain
        }
        if isNews { tellLength() }
    }

    /// Who wants to know when the length turns out to be another; one at a time.
    func whenLengthChanges(_ tell: (@Sendable () -> Void)?) { onLength.withLock { $0 = tell } }

    func tellLength() { onLength.withLock { $0 }?() }
}
