// The player's thread: takes messages, lets the transport decide, and does what it says.
import Dispatch
import Foundation

/// Joins the transport, the deck and the output. Lives on one thread.
final class Engine {
    /// Samples a second of everything after decoding.
    static let rate = 48_000
    /// How often the ring is topped up while sound runs.
    private static let periodMilliseconds = 10

    private let port: OutputPort
    private let mailbox: EngineMailbox
    private let onEvent: @Sendable (PlayerEvent) -> Void
    private let deck = Deck()
    private var transport = Transport()
    private var sessionNumber = 0
    private var device = DeviceStatus.opening
    /// What is to be said once the report that goes with it is out.
    private var unsaid: [PlayerEvent] = []

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
                if case .shutdown = message { return deck.detach() }
                take(message)
            }
            if deck.advance() { apply(.reachedEnd) }
            publish()
        }
    }

    private func take(_ message: EngineMessage) {
        switch message {
        case .load(let clip):
            deck.load(clip, like: transport)
            apply(.load(frames: clip.sound.count))
        case .unload:
            apply(.unload)
            deck.eject()
        case .input(let input): apply(input)
        case .lost(let number) where number == sessionNumber && deck.isOpen:
            let ear = deck.ear ?? transport.position
            deck.detach()
            device = .lost
            apply(.deviceLost, ear: ear)
        case .barrier(let reached): reached.signal()
        case .lost, .shutdown: break
        }
    }

    private func apply(_ input: TransportInput) {
        let place =
            switch input {
            case .pause, .toggle: deck.stoppingPlace
            default: deck.ear
            }
        apply(input, ear: place ?? transport.position)
    }

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
        case .stop: deck.halt()
        case .discard: deck.discard()
        case .drop: deck.drop()
        case .cue(let frame): deck.cue(frame)
        case .loop(let range): setLoop(range)
        case .speed(let speed): change { $0.speed = speed }
        case .volume(let volume): change { $0.volume = volume }
        case .levelling(let on): change { $0.levelling = on }
        case .reopen: deck.detach()
        }
    }

    private func change(_ body: (RenderChain) -> Void) {
        deck.change(resting: transport.position, body)
    }

    private func setLoop(_ range: Range<Int>?) {
        let isPast = deck.setLoop(range)
        // The place where what was made ahead can be taken back may lie past the end as well; then
        // the transport's own cue, or the next turn, brings it in.
        let here = deck.stoppingPlace ?? transport.position
        guard isPast, let range else { return }
        deck.cue(range.contains(here) ? here : range.lowerBound)
    }

    // MARK: the output

    private func openOutput() {
        sessionNumber += 1
        let (mailbox, number) = (mailbox, sessionNumber)
        let known = device
        do {
            let session = try port.open(deck.ring) { mailbox.send(.lost(session: number)) }
            deck.attach(session)
            device = .ready(name: session.name)
            if known != .opening { say(.deviceBack) }
        } catch {
            device = .unavailable(reason: error.description)
            say(.unavailable(reason: error.description))
        }
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
        report.device = device
        report.underruns = deck.ring.underruns
        report.heard = deck.heard
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
