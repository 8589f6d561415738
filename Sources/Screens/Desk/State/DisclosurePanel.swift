// What is disclosed of a clip's context: asked for, shown until its end, or refused.
import ReviewCore

/// A panel that shows a place or a contact for minutes. All that was opened is in it and nowhere
/// else: it goes with the panel.
public struct DisclosurePanel: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        /// Asked for and not answered.
        case asked
        case shown(ShownContext, until: Timestamp)
        /// Not shown; whom to ask where somebody can help.
        case refused(DisclosureRefusal, custodians: [String])
        case failed(reason: String)
    }

    public let clip: ClipID
    public let field: DisclosedField
    public internal(set) var condition = Condition.asked

    init(clip: ClipID, field: DisclosedField) {
        self.clip = clip
        self.field = field
    }
}

/// What of a field may be seen.
public enum ShownContext: Sendable, Hashable {
    case place(ShownPlace)
    case contact(ContactMatch)
}
