// Everything the incident desk is: what the view draws from and `reduce` changes. A plain value.
import ReviewCore
import TerminalUI

/// Which incidents are listed.
public enum IncidentShelf: String, Sendable, Equatable, CaseIterable {
    case open, closed
}

/// Which keys apply.
public enum IncidentMode: String, Sendable, Hashable, CaseIterable {
    /// Going through the list.
    case list
    /// Reading one incident.
    case story
    /// A list with a filter line: letters narrow it.
    case picking
    /// A few choices, a letter each.
    case choosing
    /// A text is being written.
    case writing
    /// Something to read.
    case reading
    /// A question to be answered with yes or no.
    case asking

    /// Whether a letter without a command is text or a choice.
    var takesLetters: Bool {
        switch self {
        case .picking, .choosing, .writing: true
        case .list, .story, .reading, .asking: false
        }
    }
}

/// Where the eyes are: on the list or on one incident. A wide screen shows both.
public enum IncidentFocus: Sendable, Equatable {
    case list, story
}

/// The sound of the incident at hand.
public struct IncidentSound: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        /// Being opened.
        case asked
        case ready(seconds: Double)
        case failed(String)
    }

    public let incident: IncidentID
    public internal(set) var condition = Condition.asked
    public internal(set) var isPlaying = false
    public internal(set) var position = 0.0
    public internal(set) var isMuffled: Bool
}

/// The incident desk.
public struct IncidentDeskState: Sendable {
    public let setting: IncidentSetting
    public internal(set) var size: Size
    public internal(set) var now: Timestamp
    public internal(set) var shelf = IncidentShelf.open
    /// Most urgent first; of closed ones the newest. `nil` before the first answer.
    public internal(set) var rows: [IncidentRow]?
    public internal(set) var list = ListState()
    public internal(set) var focus = IncidentFocus.list
    /// The incident at hand, as far as it was read.
    public internal(set) var story: IncidentStory?
    /// First line of the story that is shown.
    public internal(set) var scroll = 0
    public internal(set) var form: IncidentForm?
    public internal(set) var sound: IncidentSound?
    /// A step on its way to the store.
    public internal(set) var pending: PendingStep?
    /// Why the store could not be read; `nil` while it can.
    public internal(set) var trouble: String?
    public internal(set) var toast: IncidentToast?
    /// Nobody was at the keys for a while: nothing of any incident is shown.
    public internal(set) var isHidden = false
    var wishes: [IncidentEffect] = []

    public init(setting: IncidentSetting, size: Size, now: Timestamp) {
        self.setting = setting
        self.size = size
        self.now = now
    }

    public var mode: IncidentMode {
        form?.mode ?? (focus == .list ? .list : .story)
    }

    /// The row under the hand.
    public var selected: IncidentRow? {
        guard let rows, let index = list.selected, rows.indices.contains(index) else { return nil }
        return rows[index]
    }

    /// The story of the row under the hand; `nil` while it is being read.
    public var shown: IncidentStory? { story?.id == selected?.id ? story : nil }

    /// The sound, where it is that of the incident at hand.
    var shownSound: IncidentSound? { sound?.incident == selected?.id ? sound : nil }

    /// Incidents that wait, by what is late.
    var lateCount: Int {
        (rows ?? []).count { $0.glance.isBreached(at: now, setting.policy) }
    }
}

/// A step that was asked for and has not been answered.
public struct PendingStep: Sendable, Equatable {
    public let incident: IncidentID
    public let code: CustodyCode
    /// The text of it, kept until it is stored.
    public let form: IncidentForm?
}

/// A word about what was done or could not be.
public struct IncidentToast: Sendable, Equatable {
    public enum Kind: Sendable, Equatable { case plain, good, warning }

    public let text: String
    public let kind: Kind
    public let until: Timestamp
}
