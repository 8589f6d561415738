// One step of the board: an action changes the state and asks for effects. Pure.
import ReviewCore
import TerminalUI

extension BoardState {
    /// Takes `action` at the moment `now`; answers what the workstation must do, in order.
    ///
    /// Never traps and never blocks, whatever the action and whatever the state.
    public mutating func reduce(_ action: BoardAction, now: Timestamp) -> [BoardEffect] {
        self.now = now
        defer { wishes.removeAll(keepingCapacity: true) }
        take(action)
        settleLists()
        return wishes
    }

    /// The first effects: who works here, and the minute's clock.
    public mutating func begin() -> [BoardEffect] {
        ask(.loadRoster)
        scheduleMinute()
        defer { wishes.removeAll(keepingCapacity: true) }
        return wishes
    }

    mutating func ask(_ effect: BoardEffect) {
        wishes.append(effect)
    }

    private mutating func take(_ action: BoardAction) {
        switch action {
        case .moveSection, .show, .move, .sort, .filter, .mouse: takeMoving(action)
        case .open, .close, .help, .palette, .answer, .typed, .edit, .pasted: takePanel(action)
        case .toggleQueue, .rank, .reserve, .release, .hand, .adjudicate, .acknowledge, .message,
            .undo:
            takeSteering(action)
        case .refused(let reason): say(reason)
        case .resized(let size): self.size = size
        case .suspend: ask(.suspend)
        case .resumed: ask(.repaint)
        case .repaint: ask(.repaint)
        case .quit: ask(.quit)
        case .timerFired(.minute): scheduleMinute()
        case .timerFired(.second): scheduleSecond()
        case .timerFired(.toast): toast = nil
        case .looked, .lookFailed, .crowd, .roster, .reserved, .inHand, .carried, .notCarried:
            takeAnswer(action)
        }
    }

    private mutating func takeAnswer(_ action: BoardAction) {
        switch action {
        case .looked(let snapshot): take(snapshot)
        case .lookFailed(let reason): trouble = reason
        case .crowd(let crowd): self.crowd = crowd
        case .roster(let people): roster = people
        case .reserved(let queue, let people):
            switch overlay {
            case .reserve(var form) where form.queue == queue:
                form.chosen = people
                overlay = .reserve(form)
            case .queue(var sheet) where sheet.queue == queue:
                sheet.people = people
                overlay = .queue(sheet)
            default: break
            }
        case .inHand(let person, let leases):
            guard case .person(var sheet) = overlay, sheet.person.id == person else { return }
            let held = leaseUnderHand?.clip
            sheet.leases = leases
            sheet.list.setCount(leases.count)
            if let place = leases.firstIndex(where: { $0.clip == held }) {
                sheet.list.select(place, height: BoardLayout(size).sheetRows)
            }
            overlay = .person(sheet)
        case .carried(let step, let undo):
            if let place = undoing.firstIndex(of: step) {
                undoing.remove(at: place)
            } else if let undo {
                undoable.append(undo)
            }
            say(told(step), .good)
        case .notCarried(let step, let reason):
            undoing.removeAll { $0 == step }
            say("\(tried(step)): \(reason)", .warning)
        default: break
        }
    }

    /// A minute from now, so that clocks told in minutes are right to the minute.
    private mutating func scheduleMinute() {
        let second = Double(now.microseconds % 60_000_000) / 1_000_000
        ask(.schedule(.minute, after: 60 - max(0, second)))
    }

    /// While a deadline is within minutes its clock is told to the second, and at no other time.
    private mutating func scheduleSecond() {
        let isNear = (snapshot?.incidents ?? []).contains { incident in
            guard let left = incident.due?.seconds(since: now) else { return false }
            return left > 0 && left <= IncidentDeskState.nearly
        }
        guard isNear else { return }
        let past = Double(now.microseconds % 1_000_000) / 1_000_000
        ask(.schedule(.second, after: 1 - max(0, past)))
    }

    // MARK: - Looking

    /// What was under the hand stays there, wherever it moved.
    private mutating func take(_ snapshot: BoardSnapshot) {
        let isFirst = self.snapshot == nil
        let need = row(needs, .needs)
        let queue = row(queues, .queues)?.id
        let person = row(people, .people)?.id
        let incident = row(incidents, .incidents)?.id
        self.snapshot = snapshot
        trouble = nil
        settleLists()
        hold(.needs, needs.firstIndex { new in need.map(new.isSame) ?? false })
        hold(.queues, queues.firstIndex { $0.id == queue })
        hold(.people, people.firstIndex { $0.id == person })
        hold(.incidents, incidents.firstIndex { $0.id == incident })
        if isFirst, !needs.isEmpty { section = .needs }
        scheduleSecond()
        if case .person(let sheet) = overlay { ask(.loadInHand(sheet.person.id)) }
    }

    private mutating func hold(_ section: BoardSection, _ place: Int?) {
        guard let place else { return }
        lists[section, default: ListState()]
            .select(place, height: BoardLayout(size).rows(of: section))
    }

    private mutating func settleLists() {
        for section in BoardSection.allCases {
            lists[section, default: ListState()].setCount(count(of: section))
        }
    }

    // MARK: - Saying

    /// Seconds that a line at the foot stays.
    static let toastLasts = 6.0

    mutating func say(_ text: String, _ kind: BoardToast.Kind = .plain) {
        toast = BoardToast(text: text, kind: kind)
        ask(.schedule(.toast, after: Self.toastLasts))
    }
}
