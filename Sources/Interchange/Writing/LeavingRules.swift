// What an export was asked for, and the trade's data by which it is decided what may leave.
import ReviewCore

/// Whether the values of slots that the schema masks leave. Raw values are what `--slot-values`
/// takes.
public enum SlotValues: String, Sendable, CaseIterable, Equatable {
    /// As `[PII:PERSON]`, in the slot and wherever the value stands in a text; its sound is
    /// covered. Where a slot begins and ends is still told.
    case tagged
    /// As they are, in text and sound; what a reviewer tagged stays behind all the same.
    case plain
}

/// The rules of one export.
public struct LeavingRules: Sendable {
    public let schema: IntentSchema
    public let language: LanguageRules
    public let judgments: JudgmentTaxonomy
    public var slotValues: SlotValues
    public var times: TimePrecision

    public init(
        schema: IntentSchema, language: LanguageRules, judgments: JudgmentTaxonomy,
        slotValues: SlotValues = .tagged, times: TimePrecision = .week
    ) {
        self.schema = schema
        self.language = language
        self.judgments = judgments
        self.slotValues = slotValues
        self.times = times
    }

    func isMasked(_ slot: Slot) -> Bool {
        slotValues == .tagged && schema.isMasked(slotType: slot.type)
    }
}
