// Steering: what a key asks to be done with the queue, the person or the clip under the hand.
import ReviewCore
import TerminalUI

extension BoardState {
    mutating func takeSteering(_ action: BoardAction) {
        switch action {
        case .toggleQueue:
            guard let queue = queueUnderHand else { return }
            ask(.carry(.setOpen(queue.id, !queue.isOpen)))
        case .rank(let step):
            guard let queue = queueUnderHand else { return }
            let priority = queue.priority + step
            guard BoardQueue.priorities.contains(priority) else {
                return say("The priority of a queue is 0 to 9")
            }
            ask(.carry(.rank(queue.id, priority)))
        case .reserve:
            guard let queue = queueUnderHand else { return }
            overlay = .reserve(
                ReserveForm(queue: queue.id, chosen: nil, picker: PickerState(choices)))
            ask(.loadReserved(queue.id))
        case .release:
            if let lease = leaseUnderHand { cover(with: .confirm(.release(lease))) }
        case .hand:
            guard let lease = leaseUnderHand else { return }
            let others = choices.filter { $0.colleague.id != lease.person }
            cover(with: .hand(lease, PickerState(others)))
        case .adjudicate:
            cover(
                with: leaseUnderHand.map { .confirm(.adjudicate($0.clip)) } ?? .clip(LineEditor()))
        case .acknowledge:
            if let incident = incidentUnderHand { ask(.carry(.acknowledge(incident.id))) }
        case .message:
            if let person = personUnderHand { cover(with: .message(person, LineEditor())) }
        case .undo:
            guard let step = undoable.popLast() else { return }
            undoing.append(step)
            ask(.carry(step))
        default: break
        }
    }

    private var choices: [ColleagueChoice] { roster.map(ColleagueChoice.init) }

    // MARK: - In words

    /// A step that was done.
    func told(_ step: BoardStep) -> String {
        switch step {
        case .setOpen(let id, let open):
            open
                ? "\(name(of: id)) is open."
                : "\(name(of: id)) is closed; what is in hand may be finished."
        case .rank(let id, let priority): "\(name(of: id)) has priority \(priority)."
        case .reserve(let id, let people):
            people.isEmpty
                ? "\(name(of: id)) is for everybody."
                : "\(name(of: id)) is for \(people.count) \(people.count == 1 ? "person" : "people")"
                    + " alone."
        case .release(let lease): "Clip \(lease.clip.short) went back to the queue."
        case .hand(let lease, let person): "Clip \(lease.clip.short) goes to \(person.name)."
        case .adjudicate(let clip, let wanted):
            wanted
                ? "Clip \(clip.short) waits for an adjudicator."
                : "Clip \(clip.short) is back where it was."
        case .adjudicateNamed(let digits): "Clip \(digits) waits for an adjudicator."
        case .acknowledge(let id):
            "You answer for incident \(id.short) now; its story is in 'earshot incidents'."
        case .send(let person, _): "\(person.name) will see it at their desk."
        case .takeBack(let person, _): "The message to \(person.name) is taken back."
        }
    }

    /// A step that was not done.
    func tried(_ step: BoardStep) -> String {
        switch step {
        case .setOpen(let id, let open): "\(name(of: id)) was not \(open ? "opened" : "closed")"
        case .rank(let id, _): "\(name(of: id)) keeps its priority"
        case .reserve(let id, _): "\(name(of: id)) is for whom it was"
        case .release(let lease), .hand(let lease, _):
            "Clip \(lease.clip.short) stays where it is"
        case .adjudicate(let clip, _): "Clip \(clip.short) stays where it is"
        case .adjudicateNamed(let digits): "Clip \(digits) stays where it is"
        case .acknowledge(let id): "Incident \(id.short) was not taken"
        case .send(let person, _): "Nothing was sent to \(person.name)"
        case .takeBack(let person, _): "The message to \(person.name) stays"
        }
    }
}
