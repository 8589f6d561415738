// What can lie over the desk, each with its own state.
import ReviewCore
import TerminalUI

/// A panel over the desk. Only one is open at a time.
public enum DeskOverlay: Sendable, Equatable {
    case help(scroll: Int)
    case palette(PickerState<CommandChoice>)
    case intent(PickerState<IntentChoice>)
    case slots(SlotForm)
    case alternatives(ListState)
    case judgments(JudgmentForm)
    case tags(ListState)
    case personal(PersonalForm)
    case note(TextEditor)
    case flag(FlagChoice)
    case skip(ListState)
    case history(ListState)
    case devices(DeviceList)
    /// The day's sound, to read.
    case hearing
    /// How the shift goes, to read.
    case shift
    /// What became of what was raised; some of it is new.
    case inbox(ListState, new: Set<IncidentID>)
    case disclosure(DisclosurePanel)
    case confirm(Question)

    /// Which keys apply while it is open.
    var mode: DeskMode {
        switch self {
        case .help, .hearing, .shift, .inbox, .disclosure: .reading
        case .palette, .intent: .picking
        case .slots(let form): form.mode
        case .alternatives, .tags, .flag, .skip, .history, .devices: .choosing
        case .judgments: .judging
        case .personal: .tagging
        case .note: .writing
        case .confirm: .asking
        }
    }
}

/// A command as the palette finds it.
public struct CommandChoice: Searchable {
    public let id: String
    public let title: String

    public var searchText: String { title }
}

/// An intent as the picker finds it: by its title or its id.
public struct IntentChoice: Searchable {
    public let id: String
    public let title: String

    init(_ intent: Intent) {
        id = intent.id
        title = intent.title
    }

    public var searchText: String { "\(title)  \(id)" }
}

/// A slot type as the picker finds it.
public struct SlotTypeChoice: Searchable {
    public let id: String
    public let title: String

    public var searchText: String { title }
}

/// A question that waits for yes or no.
public enum Question: Sendable, Equatable {
    /// Leave although something is unfinished, named by the text.
    case leave(String)
    /// Go back to the clip at hand and drop the changes to the earlier one.
    case dropAmendment
    /// Forget work that could not be submitted; the text says why and what became of its words.
    case dismissRefused(ClipID, String)
}

/// The devices that sound can go to. The first row follows the server's default.
public struct DeviceList: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        /// Asked for and not answered.
        case asked
        case listed([SoundDevice])
        case unavailable(reason: String)
    }

    public internal(set) var condition = Condition.asked
    public internal(set) var list = ListState()

    public var devices: [SoundDevice] {
        if case .listed(let devices) = condition { devices } else { [] }
    }

    /// Whether the server's default is followed, whichever that is.
    public var followsDefault: Bool { !devices.contains(where: \.isChosen) }

    /// The devices as they are now; the row under the hand stays the same device.
    mutating func take(_ devices: [SoundDevice], height: Int) {
        let isFirst = list.selected == nil
        let held = device(at: list.selected)?.name
        condition = .listed(devices)
        list.setCount(devices.count + 1)
        let place = devices.firstIndex { isFirst ? $0.isChosen : $0.name == held }
        list.select(place.map { $0 + 1 } ?? 0, height: height)
    }

    /// The device of a row; `nil` for the first, which follows the default.
    func device(at row: Int?) -> SoundDevice? {
        guard let row, row > 0, row <= devices.count else { return nil }
        return devices[row - 1]
    }

    mutating func refuse(_ reason: String) {
        condition = .unavailable(reason: reason)
        list.setCount(0)
    }
}

/// The judgments under the hand: a row for each axis, a column for each code.
public struct JudgmentForm: Sendable, Equatable {
    public internal(set) var axis: Int
    public internal(set) var code: Int
}

/// The slots under the hand.
public struct SlotForm: Sendable, Equatable {
    /// What the list of slots is waiting for.
    public enum Step: Sendable, Equatable {
        case list
        /// A type is being picked, for a new slot or for the one at `index`.
        case type(PickerState<SlotTypeChoice>, index: Int?)
        /// A value is being written; the first words come from the reference's selection.
        case value(LineEditor, type: String, index: Int?)
    }

    public internal(set) var slots: [Slot]
    public internal(set) var list: ListState
    public internal(set) var step = Step.list
    /// Text selected in the reference when the form was opened.
    public let offered: String?

    init(slots: [Slot], offered: String?) {
        self.slots = slots
        self.offered = offered
        list = ListState(count: slots.count)
    }

    var mode: DeskMode {
        switch step {
        case .list: .slots
        case .type: .picking
        case .value: .writing
        }
    }
}
