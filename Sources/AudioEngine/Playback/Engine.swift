// The player's thread: takes messages, lets the transport decide, and does what it says.
import Dispatch
import Foundation

/// Joins the transport, the deck and the output. Lives on one thread.
final class Engine {
    /// Samples a second of everything after decoding.
    static let rate = 48_000
    /// How often the ring is topped up while sound runs.
    private static let periodMilliseconds = 10

    private var port: OutputPort
    private let mailbox: EngineMailbox
    private let onEvent: @Sendable (PlayerEvent) -> Void
    private let deck = Deck()
    private var transport = Transport()
    private var sessionNumber = 0
    private var device = DeviceStatus.opening
    /// Waits for a lost output to come back.
    private var watch: OutputWatch?
    private var watchNumber = 0
    /// The device that was played to last.
    private var deviceName: String?
    /// What is to be said once the report that goes with it is out.
    private var unsaid: [PlayerEvent] = []
    /// Who waits until all is done.
    private var barriers: [DispatchSemaphore] = []

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
            for message in mailbox.take(within: deck.isBusy ? Self.periodMilliseconds : nil) {
                if case .shutdown = message { return end() }
                take(message)
            }
            if deck.advance() { apply(.reachedEnd) }
            publish()
            if !deck.isStarved { passBarriers() }
        }
    }

    private func take(_ message: EngineMessage) {
        switch message {
        case .load(let clip):
            deck.load(clip, like: transport)
            apply(.load(frames: clip.sound.count, parts: clip.parts))
            clip.sound.whenNews { [mailbox] news in
                mailbox.send(news == .length ? .resized : .arrived)
            }
        case .resized:
            guard let chain = deck.chain else { return }
            chain.parts = chain.clip.parts
            apply(.resize(frames: chain.clip.sound.count, parts: chain.parts))
        case .arrived: deck.arrived()
        case .unload:
            apply(.unload)
            deck.eject()
        case .input(let input): apply(input)
        case .news(let news, let number) where number == sessionNumber && deck.isOpen:
            switch news {
            case .lost: lose()
            case .moved: reopen()
            case .changed(let now): device = .ready(now)
            }
        case .returned(let number) where number == watchNumber && !deck.isOpen: takeUpAgain()
        case .choose(let name):
            port = port.choosing(name)
            deviceName = nil
            if deck.isOpen { reopen() } else { takeUpAgain(orSay: true) }
        case .barrier(let reached): barriers.append(reached)
        case .news, .returned, .shutdown: break
        }
    }

    private func apply(_ input: TransportInput) {
        let place =
            switch input {
            case .pause, .toggle, .hold: deck.stoppingPlace
            default: deck.ear
            }
        apply(input, ear: place ?? transport.position)
    }

    private func apply(_ input: TransportInput, ear: Int) {
        let (before, plays) = (transport.state, transport.plays)
        for command in transport.handle(input, ear: ear) { perform(command) }
        // One that was asked for and could not begin is none.
        if transport.plays > plays, deck.isSounding { deck.beginPlay() }
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
        case .stop: deck.halt()
        case .discard: deck.discard()
        case .drop: deck.drop()
        case .cue(let frame): deck.cue(frame)
        case .loop(let range): setLoop(range)
        case .speed(let speed): change { $0.speed = speed }
        case .volume(let volume): change { $0.volume = volume }
        case .levelling(let on): change { $0.levelling = on }
        case .profile(let profile): switchOver { $0.profile = profile }
        case .channel(let channel): switchOver { $0.channel = channel }
        case .skipping(let on): change { $0.skips = on }
        case .reopen: deck.detach()
        }
    }

    private func change(_ body: (RenderChain) -> Void) {
        deck.change(resting: transport.cuePoint, body)
    }

    private func switchOver(_ body: (RenderChain) -> Void) {
        deck.switchOver(resting: transport.cuePoint, body)
    }

    private func setLoop(_ range: Range<Int>?) {
        let isPast = deck.setLoop(range)
        // The place where what was made ahead can be taken back may lie past the end as well; then
        // the transport's own cue, or the next turn, brings it in.
        let here = deck.stoppingPlace ?? transport.cuePoint
        guard isPast, let range else { return }
        deck.cue(range.contains(here) ? here : range.lowerBound)
    }

    // MARK: the output

    private func openOutput() {
        let known = device
        do {
            try open(again: nil)
            if known != .opening { say(.deviceBack) }
        } catch {
            device = .unavailable(reason: error.description)
            say(.unavailable(reason: error.description))
            lookOut(eager: true)
        }
    }

    /// Opens the port, or, where the device called `again` was lost, that one.
    private func open(again: String?) throws(OutputUnavailable) {
        sessionNumber += 1
        let (mailbox, number) = (mailbox, sessionNumber)
        let session = try port.open(deck.ring, again) { mailbox.send(.news($0, session: number)) }
        deck.attach(session)
        device = .ready(session.device)
        deviceName = session.device.name
        watch?.cancel()
        watch = nil
    }

    private func start() {
        if !deck.isOpen {
            openOutput()
            guard deck.isOpen else {
                _ = transport.handle(.deviceRefused)
                return
            }
        }
        deck.start()
    }

    private func passBarriers() {
        for reached in barriers { reached.signal() }
        barriers = []
    }

    private func end() {
        passBarriers()
        watch?.cancel()
        deck.detach()
    }

    // MARK: devices that come and go

    private func lose() {
        let ear = deck.ear ?? transport.position
        deck.detach()
        device = .lost
        apply(.deviceLost, ear: ear)
        lookOut(eager: true)
    }

    private func lookOut(eager: Bool) {
        watch?.cancel()
        watchNumber += 1
        let (mailbox, number) = (mailbox, watchNumber)
        watch = port.watch(deviceName, eager) { mailbox.send(.returned(watch: number)) }
    }

    /// The output can be opened again: what was interrupted goes on where it was.
    private func takeUpAgain(orSay: Bool = false) {
        do {
            try open(again: deviceName)
            say(.deviceBack)
            apply(.deviceBack)
        } catch {
            if orSay {
                device = .unavailable(reason: error.description)
                say(.unavailable(reason: error.description))
            }
            // It was there and would not open: only news is a reason to try once more.
            lookOut(eager: orSay)
        }
    }

    /// Goes over to another device without a change of what plays.
    private func reopen() {
        let ear = deck.ear ?? transport.position
        deck.detach()
        do {
            try open(again: nil)
            deck.cue(ear)
            if transport.state == .playing { deck.start() }
        } catch {
            device = .unavailable(reason: error.description)
            say(.unavailable(reason: error.description))
            apply(.deviceLost, ear: ear)
            lookOut(eager: true)
        }
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
        report.clip = deck.chain.map { ObjectIdentifier($0.clip) }
        report.transport = transport
        report.timeline = deck.chain?.timeline ?? Timeline()
        report.coverage = deck.coverage
        report.exposure = deck.exposure
        report.device = device
        report.underruns = deck.ring.underruns
        report.heard = deck.heard
        report.isMoving = deck.isMoving
        report.available = deck.ring.readIndex
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
