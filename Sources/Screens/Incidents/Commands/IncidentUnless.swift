// Why a command of the incident desk cannot run now, in words for the person.
import ReviewCore

enum IncidentUnless {
    typealias Check = @Sendable (IncidentDeskState) -> String?

    static let nothing: Check = { state in
        state.selected == nil ? "There is no incident here" : nil
    }

    /// What the stage and the roles allow of the incident at hand.
    static func step(
        _ code: CustodyCode, _ stages: Set<IncidentStage>, _ state: IncidentDeskState
    ) -> String? {
        guard let row = state.selected else { return "There is no incident here" }
        guard state.setting.may(code) else {
            let roles = RolePolicy.roles(for: code.deed).map(\.rawValue).sorted()
            return "This takes the role \(roles.joined(separator: " or "))"
        }
        if code == .exported, !RolePolicy.may(state.setting.roles, .readLog) {
            return "This takes the role officer, who may read the log"
        }
        guard state.shown != nil else { return "Its story is still being read" }
        if state.pending != nil { return "The step before is still being stored" }
        guard !stages.contains(row.glance.stage) else { return second(code, state) }
        return switch row.glance.stage {
        case .triggered: "Nobody has taken it yet; take it first"
        case .owned: code == .acknowledged ? "Somebody has taken it" : "It is not decided yet"
        case .decided:
            code == .decided ? "It is decided, and waits for a second person" : "It is decided"
        case .closed: "It is closed; reopen it first"
        }
    }

    /// A second person is somebody else.
    private static func second(_ code: CustodyCode, _ state: IncidentDeskState) -> String? {
        guard code == .confirmed || code == .declined,
            case .decided(let incident)? = state.shown?.incident,
            incident.stage.decidedBy == state.setting.me
        else { return nil }
        return "This takes a second person, and you decided it"
    }

    static let mine: Check = { state in
        state.shown?.incident.owner == state.setting.me ? "It is yours already" : nil
    }

    static let theirs: Check = { state in
        state.shown?.incident.owner == state.setting.me
            ? nil : "Only its owner decides; take it over first (t)"
    }

    static let held: Check = { state in
        state.shown?.incident.record.hold == nil ? nil : "The clip is under a legal hold already"
    }

    static let noHold: Check = { state in
        state.shown?.incident.record.hold == nil ? "The clip is under no legal hold" : nil
    }

    static let holdToAgree: Check = { state in
        guard let hold = state.shown?.incident.record.hold else {
            return "The clip is under no legal hold"
        }
        if hold.agreedBy != nil { return "A second person has agreed to the hold" }
        return hold.askedBy == state.setting.me
            ? "This takes a second person, and you asked for the hold" : nil
    }

    static let deaf: Check = { state in
        state.setting.deafness ?? (state.shownSound == nil ? nil : "Its sound is open already")
    }

    static let noSound: Check = { state in
        state.sound == nil ? "No sound is open" : nil
    }

    static let silent: Check = { state in
        guard let sound = state.sound else { return "Listen first (l)" }
        return switch sound.condition {
        case .ready: nil
        case .asked: "The sound is being opened"
        case .failed(let reason): reason
        }
    }
}
