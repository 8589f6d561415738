// The clip on its way to the device: keeps the ring filled and knows what the ear has heard.
import Dispatch
import ReviewCore

/// Joins the render chain, the ring and the output's session. Lives on the engine's thread.
///
/// Sound is never cut while it runs, but by `discard`: what is not yet on its way to the device is
/// taken back and falls for 20 ms, alone (`halt`) or under what comes next (`cue`).
final class Deck {
    /// Samples kept ready for the device: 100 ms, the most a change of speed waits.
    private static let ahead = Engine.rate / 10
    /// How long a device may take over the last samples, in nanoseconds, before it is stopped.
    private static let patience: UInt64 = 5_000_000_000

    /// What the output does.
    private enum Motion {
        case still
        case sounding
        /// Sound was halted and falls; the output is stopped when that was heard, or at the latest
        /// then.
        case ebbing(until: UInt64)
    }

    let ring = SampleRing(exponent: 15)
    private let entry = Joint()
    private(set) var chain: RenderChain?
    private(set) var coverage = ClipCoverage()
    private var book = EarBook()
    /// The sample at the ear, never falling between two cues.
    private(set) var heard = 0
    /// Whether it has moved since sound was let run.
    private(set) var isMoving = false
    private var session: OutputSession?
    private var motion = Motion.still
    /// How the books stood before what the device still had at a halt was entered as heard: should
    /// that be thrown away after all, they are opened there again.
    private var beforeHalt: (coverage: ClipCoverage, heard: Int)?
    /// What is to be made ready when sound has ebbed away.
    private var awaiting: Int?
    /// Whether what is to be made ready is still on its way out of the decoder.
    private(set) var isStarved = false
    /// The sample at which the clip was last joined while it sounded.
    private var joined = 0
    /// When the last sample, already taken by the device, will have been heard.
    private var drained: UInt64?
    /// Frames of the clip.
    private var length: Int { chain?.clip.sound.count ?? 0 }

    /// Whether the deck has to be looked after every few milliseconds.
    var isBusy: Bool {
        if case .still = motion { false } else { true }
    }

    var isSounding: Bool {
        if case .sounding = motion { true } else { false }
    }

    var isOpen: Bool { session != nil }

    /// What reached the ear so far, of every clip.
    var exposure: EarExposure { book.exposure }

    // MARK: the clip

    /// Puts a clip on the deck. It is made ready by the `cue` that follows.
    func load(_ clip: PreparedClip, like transport: Transport) {
        halt()
        let chain = RenderChain(clip, entry: entry)
        chain.speed = transport.speed
        chain.volume = transport.volume
        chain.levelling = transport.levelling
        chain.profile = transport.profile
        chain.channel = transport.channel
        chain.skips = transport.skipsSilence
        self.chain = chain
        coverage = ClipCoverage()
        beforeHalt = nil
    }

    /// Sound that was asked for has begun.
    func beginPlay() { coverage.beginPlay() }

    func eject() { (chain, isStarved) = (nil, false) }

    /// Sound that was on its way has come. Where sound runs, `advance` takes it.
    func arrived() {
        if case .still = motion, isStarved { fill() }
    }

    /// Changes how the clip is rendered from the next block on; what was made ready while at rest
    /// is made anew from `frame`.
    func change(resting frame: Int, _ body: (RenderChain) -> Void) {
        guard let chain else { return }
        body(chain)
        if !isBusy { cue(frame) }
    }

    /// Changes what is heard of the clip: where it sounds, the one goes over into the other.
    func switchOver(resting frame: Int, _ body: (RenderChain) -> Void) {
        guard isSounding, let chain else { return change(resting: frame, body) }
        body(chain)
        join(chain.timeline.frame(at: ring.readIndex), afterSilence: false)
    }

    // MARK: the output

    func attach(_ session: OutputSession) {
        self.session = session
        session.wake()
    }

    func detach() {
        closeBooks()
        (motion, awaiting, isStarved) = (.still, nil, false)
        session?.close()
        session = nil
    }

    /// Lets sound run from the last cue.
    func start() {
        drained = nil
        switch motion {
        case .sounding: return
        case .still:
            // What was measured since the clip was made ready counts from here on.
            if let chain, chain.relevel() { cue(chain.cued) }
            (motion, isMoving) = (.sounding, false)
            session?.start()
        case .ebbing:
            // What falls is still there to be joined.
            (motion, beforeHalt) = (.sounding, nil)
            if let frame = awaiting { join(frame, afterSilence: true) }
            awaiting = nil
        }
    }

    /// Lets what sounds fall, and then holds the output still.
    func halt() {
        guard isSounding else { return }
        isStarved = false
        closeBooks()
        if chain?.levelling == true { takeBack() }
        guard entry.holds else { return stop() }
        if let chain {
            // What the device already has will be heard.
            beforeHalt = (coverage, heard)
            enter(chain, from: heard, to: ring.writeIndex)
            heard = ring.writeIndex
        }
        entry.begin()
        entry.finish { write($0) }
        ring.setEnded(true)
        drained = nil
        motion = .ebbing(until: DispatchTime.now().uptimeNanoseconds + Self.patience)
        session?.wake()
    }

    /// Throws away everything not yet heard, at once.
    func discard() {
        closeBooks()
        if case .ebbing = motion {
            reopenBooks()
            stop()
        }
        entry.forget()
        ring.setEnded(true)
        if let session { session.discard() } else { ring.skip() }
        heard = ring.writeIndex
        book.clear()
        (awaiting, isStarved) = (nil, false)
    }

    /// Throws away everything not yet heard, but lets what falls fall.
    func drop() {
        if case .ebbing = motion { awaiting = nil } else { discard() }
    }

    /// Makes ready from `frame`; where sound runs, it goes over to there.
    func cue(_ frame: Int) {
        guard let chain else { return }
        switch motion {
        case .ebbing: awaiting = frame
        case .sounding where chain.levelling: join(frame, afterSilence: false)
        case .sounding, .still:
            discard()
            chain.cue(frame, at: ring.writeIndex)
            joined = ring.writeIndex
            drained = nil
            fill()
        }
    }

    /// Sets the loop; true when what was made ahead already lies past its end.
    func setLoop(_ range: Range<Int>?) -> Bool {
        guard let chain else { return false }
        chain.loop = range
        return range.map { chain.next > $0.upperBound || chain.ended } ?? false
    }

    // MARK: while sound runs

    /// Tops the ring up and keeps the books; true when the clip was heard to its end.
    func advance() -> Bool {
        switch motion {
        case .still: return false
        case .sounding:
            closeBooks()
            fill()
            return chain.map { $0.ended && heard >= ring.writeIndex } ?? false
        case .ebbing(let deadline):
            closeBooks()
            let now = DispatchTime.now().uptimeNanoseconds
            guard (ring.fill == 0 && untilHeard() == 0) || now > deadline else { return false }
            beforeHalt = nil
            let next = awaiting
            discard()
            if let next { cue(next) }
            return false
        }
    }

    /// The frame at the ear, or about to be, when a joint is on its way there; nil at rest.
    var ear: Int? {
        guard isSounding, let chain else { return nil }
        return chain.timeline.frame(at: max(earIndex(after: heard), joined))
    }

    /// The frame at which sound would fall if it were halted now; nil at rest.
    var stoppingPlace: Int? {
        guard isSounding, let chain else { return nil }
        return chain.levelling ? chain.timeline.frame(at: ring.readIndex) : ear
    }

    private func join(_ frame: Int, afterSilence: Bool) {
        guard let chain else { return }
        // A place far off takes a moment to reach; what sounds goes on meanwhile.
        chain.fetch(frame)
        closeBooks()
        takeBack()
        joined = ring.writeIndex
        // After a halt the books are closed: what falls is not of this stretch of listening.
        chain.cue(frame, at: joined, joined: true)
        if afterSilence {
            heard = joined
            chain.prune(before: joined)
        }
        drained = nil
        fill()
    }

    private func takeBack() {
        let take = { [entry, ring] in entry.hold { ring.retract(into: $0) } }
        if let session { session.still(take) } else { take() }
        book.forget(from: ring.writeIndex)
    }

    private func write(_ samples: UnsafeBufferPointer<Float>) {
        book.write(samples, at: ring.writeIndex)
        _ = ring.write(samples)
    }

    private func stop() {
        motion = .still
        session?.stop()
    }

    private func fill() {
        guard let chain else { return }
        while !chain.ended, ring.fill < Self.ahead, ring.room >= RenderChain.most {
            isStarved = !chain.render { write($0) }
            if isStarved { break }
        }
        ring.setEnded(chain.ended)
        session?.wake()
    }

    // MARK: the books

    /// Moves the ear to where it is now and enters what it passed as heard.
    private func closeBooks() {
        guard isBusy else { return }
        let now = earIndex(after: beforeHalt?.heard ?? heard)
        book.hear(upTo: now)
        guard isSounding, let chain else { return }
        enter(chain, from: heard, to: now)
        if now > heard { isMoving = true }
        heard = now
        chain.prune(before: heard)
    }

    /// Takes back what was entered at a halt and has not been heard yet.
    private func reopenBooks() {
        guard let chain, let (before, place) = beforeHalt else { return }
        coverage = before
        enter(chain, from: place, to: min(earIndex(after: place), heard))
        beforeHalt = nil
    }

    /// What sounds too softly for any ear, or without its words, was not heard.
    private func enter(_ chain: RenderChain, from: Int, to index: Int) {
        guard chain.profile != .muffled, chain.volume > Transport.volumes.lowerBound else { return }
        for stretch in chain.timeline.stretches(from: from, to: index) {
            let frames = stretch.frames.clamped(to: 0..<length)
            coverage.hear(
                from: Engine.seconds(frames.lowerBound), to: Engine.seconds(frames.upperBound),
                speed: stretch.speed)
        }
    }

    /// The ring's sample at the ear; it never falls back before `last`.
    private func earIndex(after last: Int) -> Int {
        guard let session else { return last }
        let (read, written) = (ring.readIndex, ring.writeIndex)
        if isLast, read == written { return max(last, written - untilHeard()) }
        return max(last, min(read, read - session.latency()))
    }

    /// Whether nothing follows what is in the ring.
    private var isLast: Bool {
        if case .ebbing = motion { true } else { chain?.ended ?? true }
    }

    /// Samples the device still has of an empty ring. Its latency no longer falls once it has
    /// nothing: the clock decides.
    private func untilHeard() -> Int {
        let now = DispatchTime.now().uptimeNanoseconds
        let latency = UInt64(max(0, session?.latency() ?? 0))
        let end = drained ?? now + latency * 1_000_000_000 / UInt64(Engine.rate)
        drained = end
        return now < end ? Int((end - now) * UInt64(Engine.rate) / 1_000_000_000) : 0
    }
}
