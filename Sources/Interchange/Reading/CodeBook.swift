// The codes a queue's schema knows: no other word may enter as one.
import ReviewCore

/// Domains, intents and slot types of one schema.
///
/// A code is stored and queried in the clear, so that free text passed off as one would lie
/// readable in the database. What the schema does not know is refused with its field's name;
/// never repeated, since it may be anything.
public struct CodeBook: Sendable {
    private let schema: IntentSchema
    private let domains: Set<String>
    private let slotTypes: Set<String>

    public init(_ schema: IntentSchema) {
        self.schema = schema
        domains = Set(schema.scenarios.map(\.id))
        slotTypes = Set(schema.slotTypes)
    }

    func check(_ interpretation: Interpretation) throws(FieldFault) {
        if let domain = interpretation.domain, !domains.contains(domain) {
            throw unknown("domain")
        }
        if schema.intent(interpretation.intent) == nil { throw unknown("intent") }
        for (index, slot) in interpretation.slots.enumerated()
        where !slotTypes.contains(slot.type) {
            throw unknown("slots[\(index)].type")
        }
    }

    private func unknown(_ field: String) -> FieldFault {
        FieldFault(reason: .unknownCode("interpretation." + field, schema: schema.id))
    }
}
