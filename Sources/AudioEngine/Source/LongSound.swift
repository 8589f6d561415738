// A recording that stays encoded and is decoded where it is heard.
import Dispatch
import Synchronization

/// The sound of a long clip: its bytes, the seconds around the cursor, and what is known of it.
///
/// Holds the bytes, a few megabytes of decoded sound and the pictures, however long it is. What is
/// decoded is decoded on a queue of its own: who asks for sound never waits for the decoder longer
/// than it likes.
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
    private let shelf = Mutex(ChunkShelf())
    private let queue = DispatchQueue(label: "earshot-decode", qos: .userInteractive)
    private let extent: Mutex<Extent>
    private let onNews = Mutex<(@Sendable (News) -> Void)?>(nil)

    /// What there is to be said while the clip is on the desk.
    enum News: Sendable {
        /// It is of another length than was thought.
        case length
        /// Sound has come that somebody had asked for in vain.
        case arrived
    }

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
    var byteCount: Int { bytes.count + ChunkShelf.most * Engine.rate * MemoryLayout<Float>.stride }

    /// The highest magnitude a sample may have.
    var peak: Float { ceiling }

    /// Makes frames at the engine's rate ready to be copied, waiting `patience` for them at most;
    /// false when that takes longer: call it again. What was asked for before and is not there yet
    /// is not made any more. The second that follows is brought as well, without waiting for it.
    func load(
        _ range: Range<Int>, by rule: Mixdown.Rule, patience: DispatchTimeInterval = .seconds(0)
    ) -> Bool {
        let deadline = DispatchTime.now() + patience
        while true {
            let places = seconds(of: range)
            let follows = places.upperBound * Engine.rate < count ? 1 : 0
            let keys = (places.lowerBound..<places.upperBound + follows).map {
                ChunkShelf.Key(place: $0, rule: rule)
            }
            let (arrival, begins) = shelf.withLock { shelf -> (DispatchSemaphore?, Bool) in
                let isReady = shelf.want(keys, needed: places.count)
                return (isReady ? nil : shelf.wait(), shelf.takeUp())
            }
            if begins { work() }
            guard let arrival else { return true }
            guard arrival.wait(timeout: deadline) == .success else { return false }
        }
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
            let key = ChunkShelf.Key(place: place, rule: rule)
            if let chunk = shelf.withLock({ $0.sound(key) }) {
                chunk.withSamples { sound in
                    _ = piece.update(fromContentsOf: sound[offset..<offset + count])
                }
            } else {
                piece.update(repeating: 0)
            }
            done += count
        }
    }

    /// The seconds that hold a range; none past the end.
    private func seconds(of range: Range<Int>) -> Range<Int> {
        let first = range.lowerBound / Engine.rate
        let end = (min(range.upperBound, count) + Engine.rate - 1) / Engine.rate
        return first..<min(max(first, end), first + ChunkShelf.most - 1)
    }

    private func work() { queue.async { [weak self] in self?.step() } }

    /// Decodes a second, or goes a stretch towards it; between two steps another may be wanted, or
    /// the clip dropped.
    private func step() {
        guard let key = shelf.withLock({ $0.next() }) else { return }
        let (sound, seen, end) = reader.withLock { reader in
            (reader.chunk(key.place, by: key.rule), reader.seen, reader.end)
        }
        learn { extent in
            if let end { extent.stop(at: end) } else { extent.reach(seen) }
        }
        if let sound, shelf.withLock({ $0.put(sound, key) }) { tell(.arrived) }
        work()
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
        tell(.length)
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
        if isNews { tell(.length) }
    }

    /// Who wants to know the news; one at a time.
    func whenNews(_ tell: (@Sendable (News) -> Void)?) { onNews.withLock { $0 = tell } }

    private func tell(_ news: News) { onNews.withLock { $0 }?(news) }
}
