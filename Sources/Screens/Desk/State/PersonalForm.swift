// Words that are about to be tagged as personal: which, as what, and when they were said.
import ReviewCore
import TerminalUI

/// The second step of tagging: what the words are.
public struct PersonalForm: Sendable, Equatable {
    /// Of the reference, in grapheme clusters.
    public let range: Range<Int>
    /// What stands there, or stood there before it was tagged; `nil` of a tag that was typed.
    public let words: String?
    /// Whether a tag stands there already.
    public let isTag: Bool
    /// A row for each type, in their order.
    public internal(set) var list: ListState
    /// What will be covered; `nil` while nothing tells when it was said.
    public internal(set) var span: SoundSpan?
    public internal(set) var source: PersonalMark.Source

    init(
        range: Range<Int>, words: String?, isTag: Bool, type: PersonalDataType, span: SoundSpan?,
        source: PersonalMark.Source, height: Int
    ) {
        self.range = range
        self.words = words
        self.isTag = isTag
        self.span = span
        self.source = source
        list = ListState(count: Self.types.count)
        list.select(Self.types.firstIndex(of: type) ?? 0, height: height)
    }

    static let types = PersonalDataType.allCases

    /// Seconds that one press moves an end of the span.
    static let step = 0.05

    /// Moves the ends by steps, within the sound and never past each other.
    mutating func nudge(start: Int, end: Int, from playhead: Double, within duration: Double) {
        let old = span ?? SoundSpan(start: max(0, playhead - 0.25), end: playhead + 0.25)
        guard let old else { return }
        let low = min(max(0, old.start + Double(start) * Self.step), duration)
        let high = min(max(0, old.end + Double(end) * Self.step), duration)
        guard high - low >= Self.step - 0.001 else { return }
        set(SoundSpan(start: low, end: high))
    }

    /// Takes what the reviewer heard in place of what was known.
    mutating func set(_ span: SoundSpan?) {
        guard let span else { return }
        self.span = span
        source = .ear
    }
}

extension PersonalForm {
    /// When it was said and who says so, in a few words.
    var when: String {
        guard let span else { return "Nothing says when; a loop would." }
        return switch source {
        case .timing: "\(DeskState.seconds(span)), by the machine's words."
        case .ear: "\(DeskState.seconds(span)), as you set it."
        }
    }
}
