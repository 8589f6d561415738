// Panels over the board: opened, typed into, taken, closed.
import ReviewCore
import TerminalUI

extension BoardState {
    mutating func takePanel(_ action: BoardAction) {
        switch action {
        case .open: overlay == nil ? (isFiltering ? stopFiltering() : openRow()) : takeChoice()
        case .close: close()
        case .help: overlay = .help(scroll: 0)
        case .palette:
            overlay = .palette(
                PickerState(
                    BoardCommands.all.map { CommandChoice(id: $0.id, title: $0.title) }))
        case .answer(let yes): answer(yes)
        case .typed(let character): edit(.insert(String(character)))
        case .pasted(let text): edit(.paste(text))
        case .edit(let command): edit(command)
        default: break
        }
    }

    private mutating func stopFiltering() { isFiltering = false }

    private mutating func openRow() {
        switch section {
        case .queues: openQueue()
        case .people: if let person = personUnderHand { open(person) }
        case .incidents:
            if let incident = row(incidents, .incidents) { overlay = .incident(incident.id) }
        case .needs:
            guard let need = row(needs, .needs) else { return }
            switch need {
            case .breached(let incident), .unacknowledged(let incident):
                overlay = .incident(incident.id)
            case .stuck: if let person = personUnderHand { open(person) }
            case .stalled, .dry, .unopenable:
                openQueue()
            case .reviewsOwed: say("'earshot glass list' shows them, and who may review them")
            }
        }
    }

    private mutating func openQueue() {
        guard let queue = queueUnderHand else { return }
        overlay = .queue(QueueSheet(queue: queue.id))
        if queue.reservedFor > 0 { ask(.loadReserved(queue.id)) }
    }

    mutating func open(_ person: BoardColleague) {
        overlay = .person(PersonSheet(person: person))
        ask(.loadInHand(person.id))
    }

    private mutating func close() {
        switch overlay {
        case nil:
            isFiltering = false
            filter = LineEditor()
        case .person: overlay = nil
        default: uncover()
        }
    }

    /// Puts a form or a question over what is there.
    mutating func cover(with form: BoardOverlay) {
        if case .person(let sheet) = overlay { sheetBelow = sheet }
        overlay = form
    }

    /// Takes a form or a question away: what it was opened from is there again.
    private mutating func uncover() {
        overlay = sheetBelow.map(BoardOverlay.person)
        if let sheetBelow { ask(.loadInHand(sheetBelow.person.id)) }
        sheetBelow = nil
    }

    private mutating func edit(_ command: EditCommand) {
        switch overlay {
        case .palette(var picker):
            picker.apply(command)
            overlay = .palette(picker)
        case .reserve(var form):
            form.picker.apply(command)
            overlay = .reserve(form)
        case .hand(let lease, var picker):
            picker.apply(command)
            overlay = .hand(lease, picker)
        case .message(let person, var line):
            line.apply(command)
            if line.text.count <= Self.longestMessage { overlay = .message(person, line) }
        case .clip(var line):
            line.apply(command)
            overlay = .clip(line)
        case nil where isFiltering: filter.apply(command)
        case .help, .queue, .person, .incident, .confirm, nil: break
        }
    }

    /// Characters of a message.
    static let longestMessage = 200

    private mutating func takeChoice() {
        switch overlay {
        case .palette(let picker):
            overlay = nil
            guard let choice = picker.selected, let command = BoardCommands.command(choice.id)
            else { return }
            let action = command.disabled(self).map(BoardAction.refused) ?? command.action
            wishes += reduceWithin(action)
        case .reserve(let form): toggle(form)
        case .hand(let lease, let picker):
            guard let choice = picker.selected else { return }
            uncover()
            ask(.carry(.hand(lease, choice.colleague)))
        case .message(let person, let line):
            let text = line.text.trimmingBlanks
            guard !text.isEmpty else { return }
            uncover()
            ask(.carry(.send(person, text)))
        case .clip(let line):
            let digits = line.text.trimmingBlanks
            guard !digits.isEmpty else { return }
            uncover()
            ask(.carry(.adjudicateNamed(digits)))
        case .help, .queue, .person, .incident: overlay = nil
        case .confirm, nil: break
        }
    }

    /// Another action as part of this step.
    private mutating func reduceWithin(_ action: BoardAction) -> [BoardEffect] {
        let asked = wishes
        wishes = []
        let effects = reduce(action, now: now)
        wishes = asked
        return effects
    }

    private mutating func toggle(_ form: ReserveForm) {
        guard let before = form.chosen, let choice = form.picker.selected else { return }
        let after = before.symmetricDifference([choice.colleague.id])
        var form = form
        form.chosen = after
        overlay = .reserve(form)
        ask(.carry(.reserve(form.queue, after)))
    }

    private mutating func answer(_ yes: Bool) {
        guard case .confirm(let question) = overlay else { return }
        uncover()
        guard yes else { return }
        switch question {
        case .release(let lease): ask(.carry(.release(lease)))
        case .adjudicate(let clip): ask(.carry(.adjudicate(clip, true)))
        }
    }
}

extension String {
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
