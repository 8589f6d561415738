// The board's errands at the store, away from the screen: looks, and what a supervisor steers.
import Foundation
import ReviewCore
import Screens
import Store
import Vault

/// Does one errand after the other on a worker, and leaves the answers in the board's mailbox.
struct BoardClerk: Sendable {
    let seat: Seat
    let mailbox: Mailbox<BoardAction>
    private let worker = Worker("board")
    /// Looks have a worker of their own: none waits for a step, no step for one.
    private let looks = Worker("looks")

    /// Seconds that somebody has to take up what was handed to them.
    private static let handing = 30.0 * 60

    init(seat: Seat, mailbox: Mailbox<BoardAction>) {
        self.seat = seat
        self.mailbox = mailbox
    }

    func look() {
        looks.run { [seat, mailbox] in
            do {
                mailbox.post(.looked(try seat.store.board.snapshot(.now)))
            } catch {
                mailbox.post(.lookFailed(reason: "\(error)"))
            }
        }
    }

    /// A count of many people, so not at every look.
    func countCrowd() {
        looks.run { [seat, mailbox] in
            if let crowd = try? seat.store.shifts.crowd(.now) { mailbox.post(.crowd(crowd)) }
        }
    }

    func loadRoster() {
        answer { seat in
            .roster(
                try seat.store.people.list().map(\.person)
                    .filter { RolePolicy.may($0.roles, .review) }
                    .map { BoardColleague(id: $0.id, name: $0.name) })
        }
    }

    func loadReserved(_ queue: QueueID) {
        answer { .reserved(queue, try $0.store.board.reserved(queue)) }
    }

    func loadInHand(_ person: PersonID) {
        answer { .inHand(person, try $0.store.board.inHand(person)) }
    }

    /// Waits for what is under way.
    func finish() {
        worker.finish {}
        looks.finish {}
    }

    private func answer(_ errand: @escaping @Sendable (Seat) throws -> BoardAction) {
        worker.run { [seat, mailbox] in
            do {
                mailbox.post(try errand(seat))
            } catch {
                mailbox.post(.lookFailed(reason: "\(error)"))
            }
        }
    }

    // MARK: - Steps

    /// - Parameter undo: what takes the step back, where the board knows it already.
    func carry(_ step: BoardStep, undo: BoardStep?) {
        worker.run { [self] in
            do {
                let (done, back) = try carried(step, undo)
                mailbox.post(.carried(done, undo: back))
            } catch {
                mailbox.post(.notCarried(step, reason: "\(error)"))
            }
        }
    }

    private func carried(
        _ step: BoardStep, _ undo: BoardStep?
    ) throws -> (BoardStep, BoardStep?) {
        let (board, now) = (seat.store.board, Timestamp.now)
        switch step {
        case .setOpen(let queue, let open): try seat.store.queues.setOpen(queue, open, now)
        case .rank(let queue, let priority): try board.setPriority(queue, priority, now)
        case .reserve(let queue, let people):
            let before = try board.reserved(queue)
            try board.reserve(queue, people, now)
            return (step, .reserve(queue, before))
        case .release(let lease): try demand(board.release(lease, now))
        case .hand(let lease, let person):
            try demand(board.hand(lease, person.id, Self.handing, now))
        case .adjudicate(let clip, let wanted):
            try adjudicate(clip, wanted)
            return (step, .adjudicate(clip, !wanted))
        case .adjudicateNamed(let digits):
            let clip = try clip(ending: digits)
            let waits = try board.adjudicate(clip, true, now)
            if waits == .already { try adjudicate(clip, false) } else { try demand(waits, true) }
            let wanted = waits != .already
            return (.adjudicate(clip, wanted), .adjudicate(clip, !wanted))
        case .acknowledge(let id): try acknowledge(id)
        case .send(let person, let text):
            let id = try send(text, to: person.id)
            return (step, .takeBack(messageTo: person, id: id.uuidString))
        case .takeBack(_, let id):
            guard let id = UUID(uuidString: id),
                try seat.store.messages.takeBack(id, seat.person.id)
            else { throw BoardRefusal.readAlready }
        }
        return (step, undo)
    }

    private func demand(_ answer: SteeringAnswer) throws {
        switch answer {
        case .done: break
        case .gone: throw BoardRefusal.letGo
        case .refused(let refusal): throw BoardRefusal.hands(refusal)
        }
    }

    private func acknowledge(_ id: IncidentID) throws {
        guard let kept = try seat.store.incidents.one(id) else {
            throw BoardRefusal.incident(.unknown)
        }
        let answer = try seat.store.incidents.act(
            id, kept.seen, .acknowledged, seat.person.id, .now)
        if case .refused(let refusal) = answer { throw BoardRefusal.incident(refusal) }
    }

    private func adjudicate(_ clip: ClipID, _ wanted: Bool) throws {
        try demand(seat.store.board.adjudicate(clip, wanted, .now), wanted)
    }

    private func demand(_ answer: AdjudicationAnswer, _ wanted: Bool) throws {
        switch answer {
        case .done: break
        case .already: throw BoardRefusal.already(adjudicating: wanted)
        case .refused(let refusal): throw BoardRefusal.clip(refusal)
        }
    }

    private func clip(ending digits: String) throws -> ClipID {
        if let whole = ClipID(digits) { return whole }
        guard digits.count >= 4, digits.allSatisfy({ $0.isHexDigit || $0 == "-" }) else {
            throw BoardRefusal.noClip
        }
        let found = try seat.store.records.ending(digits.lowercased())
        guard let clip = found.first else { throw BoardRefusal.noClip }
        guard found.count == 1 else { throw BoardRefusal.severalClips }
        return clip
    }

    private func send(_ text: String, to person: PersonID) throws -> UUID {
        let members = try seat.store.people.list()
        guard let member = members.first(where: { $0.person.id == person }) else {
            throw BoardRefusal.nobody
        }
        if !seat.register.vouches(for: member.keys, of: person) { try seat.renewKeys() }
        guard seat.register.vouches(for: member.keys, of: person) else {
            throw BoardRefusal.keysNotAsLogged
        }
        let envelope = MessageEnvelope(id: UUID(), sender: seat.person.id, recipient: person)
        let sealed = try envelope.seal(text, to: member.keys, in: seat.workspace.id)
        try seat.store.messages.send(
            SealedMessage(
                id: envelope.id, sender: seat.person.id, recipient: person, sentAt: .now,
                bytes: sealed))
        return envelope.id
    }
}

/// Why a step was not done.
enum BoardRefusal: Error, CustomStringConvertible, Equatable {
    case letGo
    case hands(HandingRefusal)
    case clip(Refusal)
    case incident(IncidentStepRefusal)
    case already(adjudicating: Bool)
    case noClip, severalClips
    case nobody, keysNotAsLogged
    case readAlready

    var description: String {
        switch self {
        case .letGo: "it left those hands meanwhile; look again"
        case .hands(let refusal): "\(refusal)"
        case .clip(let refusal): "\(refusal)"
        case .incident(let refusal): "\(refusal)"
        case .already(true): "it waits for an adjudicator already"
        case .already(false): "it waits for no adjudicator"
        case .noClip: "no clip has an id that ends so; give at least its last four characters"
        case .severalClips: "several clips end so; give more of the id"
        case .nobody: "they are not in this workspace any more"
        case .keysNotAsLogged:
            "their keys are not those in the log; run 'earshot audit verify', or ask a custodian"
        case .readAlready: "it was read already"
        }
    }
}
