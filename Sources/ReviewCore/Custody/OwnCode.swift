// A code of an organisation's own: it points to what is on file elsewhere and says nothing itself.

/// What may stand readable in a workspace to point outside it: `study-2026-04`, `case-17`.
public enum OwnCode {
    public static let longest = 64

    /// Whether a text is 1 to 64 letters, digits, `-`, `_` or `.`: a code, not a name or a note.
    public static func isOne(_ text: String) -> Bool {
        (1...longest).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D
                    || $0 == 0x2E || $0 == 0x5F
            }
    }
}

/// Why a clip is held for a lawyer: the code under which the matter is on file.
public struct HoldReason: Sendable, Hashable {
    public let code: String

    /// `nil` unless it is an `OwnCode`.
    public init?(_ code: String) {
        guard OwnCode.isOne(code) else { return nil }
        self.code = code
    }

    private init(code: String) { self.code = code }

    /// What holds of incidents begin with.
    private static let incidentPrefix = "incident-"

    /// The hold of one incident, which only its own story sets and ends.
    public static func of(_ incident: IncidentID) -> HoldReason {
        HoldReason(code: incidentPrefix + incident.short)
    }

    public var isOfIncident: Bool { code.hasPrefix(Self.incidentPrefix) }

    /// For holds that were set without one.
    public static let unstated = HoldReason(code: "unstated")
}
