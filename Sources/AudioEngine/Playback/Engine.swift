// The player's thread: takes messages, lets the transport decide, and does what it says.
import Dispatch
import Foundation

/// Joins the transport, the render chain and the output. Lives on one thread.
final class Engine {
    /// Samples a second of everything after decoding.
    static let rate = 48_000
    /// Samples kept ready for the device: 100 ms, the most a change of speed waits.
    private static let ahead = rate / 10
    /// How often the ring is topped up while sound runs.
    private static let periodMilliseconds = 10

    private let port: OutputPort
    private let mailbox: EngineMailbox
    private let onEvent: @Sendable (PlayerEvent) -> Void
    private let ring = SampleRing(exponent: 15)

    private var transport = Transport()
    private var chain: RenderChain?
    private var coverage = Coverage()
    private var session: OutputSession?
    private var sessionNumber = 0
    private var device = DeviceStatus.opening
    /// Whether the output was told to let sound run.
    private var running = false
    /// The sample at the ear, never falling between two cues.
    private var heard = 0
    /// What is to be said once the report that goes with it is out.
    private var unsaid: [PlayerEvent] = []
    /// When the last sample, already taken by the device, will have been heard.
    private var drained: UInt64?

    /// Starts the thread; it ends with the message `shutdown`.
    static func spawn(
        output: OutputPort, mailbox: EngineMailbox,
        onEvent: @escaping @Sendable (PlayerEvent) -> Void
    ) {
        let thread = Thread {
            Engine(output: output, mailbox: mailbox, onEvent: onEvent).run()
            mailbox.sayClosed()
        }
        thread.name = "earshot-audio"
        thread.qualityOfService = .userInteractive
        thread.start()
    }

    private init(
        output: OutputPort, mailbox: EngineMailbox,
        onEvent: @escaping @Sendable (PlayerEvent) -> Void
    ) {
        (port, self.mailbox, self.onEvent) = (output, mailbox, onEvent)
    }

    private func run() {
        openOutput()
        publish()
        while true {
            let playing = transport.state == .playing
            for message in mailbox.take(within: playing ? Self.periodMilliseconds : nil) {
                if case .shutdown = message { return closeOutput() }
                take(message)
            }
            if transport.state == .playing { advance() }
            publish()
        }
    }

    private func take(_ message: EngineMessage) {
        switch message {
        case .load(let clip):
            halt()
            chain = RenderChain(clip)
            coverage = Coverage()
            chain?.speed = transport.speed
            chain?.volume = transport.volume
            chain?.levelling = transport.levelling
            apply(.load(frames: clip.sound.count))
        case .unload:
            apply(.unload)
            chain = nil
        case .input(let input): apply(input)
        case .lost(let number) where number == sessionNumber && session != nil:
            let ear = ear()
            closeOutput()
            device = .lost
            apply(.deviceLost, ear: ear)
        case .barrier(let reached): reached.signal()
        case .lost, .shutdown: break
        }
    }

    private func apply(_ input: TransportInput) { apply(input, ear: ear()) }

    private func apply(_ input: TransportInput, ear: Int) {
        let before = transport.state
        for command in transport.handle(input, ear: ear) { perform(command) }
        announce(from: before, to: transport.state, restarted: input == .again)
    }

    private func announce(from before: Transport.State, to after: Transport.State, restarted: Bool)
    {
        guard before != after else {
            if restarted, after == .playing { say(.started) }
            return
        }
        switch after {
        case .playing: say(.started)
        case .paused where before == .playing: say(.paused)
        case .ended: say(.ended)
        case .deviceLost where device == .lost: say(.deviceLost)
        default: break
        }
    }

    private func perform(_ command: OutputCommand) {
        switch command {
        case .start: start()
        case .stop: halt()
        case .discard: discard()
        case .cue(let frame): cue(frame)
        case .loop(let range): setLoop(range)
        case .speed(let speed): change { $0.speed = speed }
        case .volume(let volume): change { $0.volume = volume }
        case .levelling(let on): change { $0.levelling = on }
        case .reopen: closeOutput()
        }
    }

    /// Changes how the clip is rendered; what was made ready while at rest is made anew.
    private func change(_ body: (RenderChain) -> Void) {
        guard let chain else { return }
        body(chain)
        if !running { cue(transport.position) }
    }

    // MARK: the output

    private func openOutput() {
        sessionNumber += 1
        let (mailbox, number) = (mailbox, sessionNumber)
        let known = device
        do {
            let session = try port.open(ring) { mailbox.send(.lost(session: number)) }
            self.session = session
            device = .ready(name: session.name)
            if known != .opening { say(.deviceBack) }
        } catch {
            device = .unavailable(reason: error.description)
            say(.unavailable(reason: error.description))
        }
    }

    private func closeOutput() {
        closeBooks()
        running = false
        session?.close()
        session = nil
    }

    /// Holds sound where it is.
    private func halt() {
        closeBooks()
        running = false
        session?.stop()
    }

    private func start() {
        if session == nil {
            openOutput()
            guard session != nil else {
                _ = transport.handle(.deviceRefused)
                return
            }
            session?.wake()
        }
        drained = nil
        running = true
        session?.start()
    }

    private func discard() {
        closeBooks()
        ring.setEnded(true)
        if let session { session.discard() } else { ring.skip() }
        heard = ring.writeIndex
    }

    private func cue(_ frame: Int) {
        discard()
        guard let chain else { return }
        chain.cue(frame, at: ring.writeIndex)
        drained = nil
        fill()
    }

    private func setLoop(_ range: Range<Int>?) {
        guard let chain else { return }
        chain.loop = range
        // What was made ahead may already lie past the region's end.
        let here = transport.state == .playing ? ear() : transport.position
        guard let range, chain.next > range.upperBound || chain.ended, range.contains(here) else {
            return
        }
        cue(here)
    }

    // MARK: while sound runs

    private func advance() {
        closeBooks()
        fill()
        guard let chain, chain.ended, heard >= ring.writeIndex else { return }
        apply(.reachedEnd)
    }

    private func fill() {
        guard let chain else { return }
        while !chain.ended, ring.fill < Self.ahead, ring.room >= RenderChain.most {
            chain.render { _ = ring.write($0) }
        }
        ring.setEnded(chain.ended)
        session?.wake()
    }

    /// Moves the ear to where it is now and enters what it passed as heard.
    private func closeBooks() {
        guard running, let chain else { return }
        let now = heardIndex(chain)
        for range in chain.timeline.frames(from: heard, to: now) {
            coverage.add(range.clamped(to: 0..<transport.length))
        }
        heard = now
        chain.prune(before: heard)
    }

    private func heardIndex(_ chain: RenderChain) -> Int {
        guard let session else { return heard }
        let (read, written) = (ring.readIndex, ring.writeIndex)
        let latency = session.latency()
        if chain.ended, read == written {
            // The device's latency no longer falls once it has nothing: the clock decides.
            let now = DispatchTime.now().uptimeNanoseconds
            let end = drained ?? now + UInt64(latency) * 1_000_000_000 / UInt64(Self.rate)
            drained = end
            let left = now < end ? Int((end - now) * UInt64(Self.rate) / 1_000_000_000) : 0
            return max(heard, written - left)
        }
        return max(heard, min(read, read - latency))
    }

    private func ear() -> Int {
        guard running, let chain else { return transport.position }
        return chain.timeline.frame(at: heardIndex(chain))
    }

    private func say(_ event: PlayerEvent) { unsaid.append(event) }

    /// Puts out the report, then the events: who hears of a change can already read it.
    private func publish() {
        report()
        let events = unsaid
        unsaid = []
        events.forEach(onEvent)
    }

    private func report() {
        var report = EngineReport()
        report.clip = chain.map { ObjectIdentifier($0.clip) }
        report.transport = transport
        report.timeline = chain?.timeline ?? Timeline()
        report.coverage = coverage
        report.device = device
        report.underruns = ring.underruns
        report.heard = heard
        report.available = ring.readIndex
        report.nanoseconds = DispatchTime.now().uptimeNanoseconds
        report.resting = transport.position
        mailbox.board.publish(report)
    }

    // MARK: units

    static func frames(_ seconds: Double) -> Int {
        // A day and a half either way is past any clip and safe to compute with.
        Int((min(max(seconds, -131_072), 131_072) * Double(rate)).rounded())
    }

    static func seconds(_ frames: Int) -> Double { Double(frames) / Double(rate) }
}
