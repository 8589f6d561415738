// People, moments and terms for tests of incidents.
import Foundation
import ReviewCore

enum Case {
    static let (ana, ben, cleo, dan) = (person(1), person(2), person(3), person(4))
    static let id = IncidentID(uuid: uuid(9))
    static let clip = ClipID(uuid: uuid(8))
    static let flag = Flag(category: "sexual_assault", severity: .p1)

    static func uuid(_ number: UInt8) -> UUID {
        UUID(uuid: (number, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
    }

    static func person(_ number: UInt8) -> PersonID { PersonID(uuid: uuid(number)) }

    static func minute(_ minutes: Double) -> Timestamp {
        Timestamp(microseconds: 1_800_000_000_000_000).advanced(bySeconds: minutes * 60)
    }

    /// An incident of P1, flagged by the first person at minute 0.
    static func opened() -> IncidentAt<Triggered> {
        Incident.open(id, of: clip, flag, by: ana, at: minute(0))
    }

    static let ladders: [Severity: [Rung]] = [
        .p0: [Rung("supervisor"), Rung("safety_lead", "legal"), Rung("authority_contact")],
        .p1: [Rung("supervisor"), Rung("safety_lead")],
        .p2: [Rung("supervisor")], .p3: [Rung("supervisor")],
    ]

    static func policy() throws -> IncidentPolicy {
        let taxonomy = try TradeData.load().incidents
        guard let policy = IncidentPolicy(taxonomy, ladders: ladders) else {
            throw TermsMissing()
        }
        return policy
    }

    struct TermsMissing: Error {}
}

/// In tests a text is what stands there.
extension CustodyText: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .open(text) }
}
