// One step of the incident desk: an action changes the state and asks for effects. Pure.
import ReviewCore
import TerminalUI

extension IncidentDeskState {
    /// Takes `action` at the moment `now`; answers what the Workstation must do, in order. Never
    /// traps and never blocks, whatever the action and whatever the state.
    public mutating func reduce(_ action: IncidentAction, now: Timestamp) -> [IncidentEffect] {
        // A clock set back does not lengthen what is left.
        self.now = max(self.now, now)
        if action.isByPerson, let hidesAfter = setting.hidesAfter {
            ask(.schedule(.idle, after: hidesAfter))
        }
        if isHidden, action.isByPerson {
            show(action)
        } else {
            take(action)
        }
        wishes.append(nextClock)
        defer { wishes = [] }
        return wishes
    }

    /// The first effects.
    public mutating func begin() -> [IncidentEffect] {
        ask(.list(shelf))
        if let hidesAfter = setting.hidesAfter { ask(.schedule(.idle, after: hidesAfter)) }
        defer { wishes = [] }
        return wishes
    }

    mutating func ask(_ effect: IncidentEffect) {
        wishes.append(effect)
    }

    private mutating func take(_ action: IncidentAction) {
        switch action {
        case .move, .openStory, .backToList, .switchShelf: takeMove(action)
        case .open(.help): form = .help(scroll: 0)
        case .open(.palette):
            form = .palette(
                PickerState(
                    IncidentCommands.all.map { CommandChoice(id: $0.id, title: $0.title) }))
        case .acknowledge, .handOver, .takeOver, .note, .severity, .hold, .agreeToHold, .endHold,
            .decide,
            .confirm, .decline, .reopen, .export, .listen:
            begin(action)
        case .playPause, .muffle, .stopSound: takeSound(action)
        case .takeChoice, .toggleChoice, .closePanel, .answer, .edit, .typed, .pasted:
            takePanel(action)
        case .refused(let reason): say(reason)
        case .mouse(let event): takeMouse(event)
        case .resized(let size): self.size = size
        case .suspend:
            pause()
            ask(.suspend)
        case .repaint, .resumed: ask(.repaint)
        case .quit:
            stopSound()
            ask(.quit)
        default: takeAnswer(action)
        }
    }

    // MARK: - Clocks

    /// Under so many seconds the time left is told to the second.
    static let nearly = 300.0

    /// Wakes the screen each second while something is due within minutes, else each minute while
    /// anything is due, and at no other time.
    private var nextClock: IncidentEffect {
        let waits = (rows ?? []).compactMap { $0.glance.due(setting.policy)?.seconds(since: now) }
        guard !waits.isEmpty else { return .cancel(.clock) }
        let step = waits.contains { $0 > 0 && $0 <= Self.nearly } ? 1.0 : 60.0
        let past = (Double(now.microseconds) / 1e6).truncatingRemainder(dividingBy: step)
        return .schedule(.clock, after: step - past)
    }

    // MARK: - Words at the foot

    mutating func say(_ text: String, _ kind: IncidentToast.Kind = .plain) {
        let seconds = kind == .warning ? 10.0 : 5.0
        toast = IncidentToast(text: text, kind: kind, until: now.advanced(bySeconds: seconds))
        ask(.schedule(.toast, after: seconds))
    }

    mutating func timerFired(_ timer: IncidentTimer) {
        switch timer {
        case .clock: sortRows()
        case .toast: if let until = toast?.until, until <= now { toast = nil }
        case .retry: reload()
        case .idle:
            stopSound()
            isHidden = true
        }
    }

    /// The key that shows everything again does nothing else.
    private mutating func show(_ action: IncidentAction) {
        switch action {
        case .suspend, .repaint: take(action)
        default: isHidden = false
        }
    }
}

extension IncidentAction {
    /// Whether the person did it, rather than an answer.
    fileprivate var isByPerson: Bool {
        switch self {
        case .listed, .told, .gone, .storeFailed, .storeChanged, .done, .stepRefused, .soundReady,
            .soundFailed, .soundMoved, .exported, .exportFailed, .timerFired, .resumed, .resized:
            false
        default: true
        }
    }
}
