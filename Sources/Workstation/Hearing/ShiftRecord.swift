// What is kept of one shift's sound: when it was, and the dose.
import Foundation
import ReviewCore

/// The sound of one person's shift, as its file holds it.
struct ShiftRecord: Sendable, Equatable {
    /// When the first sound of it was counted, or the desk was opened.
    var started: Timestamp
    /// When sound or a shock was last counted.
    var lastSound: Timestamp
    var dose: HearingDose

    /// This long without sound ends a shift, in seconds: longer than any break, shorter than a
    /// night. Midnight means nothing.
    static let pause = 6.0 * 3_600

    /// More shocks than a person can feel in a shift: a key that was held down writes no more.
    static let mostShocks = 500

    init(started: Timestamp, dose: HearingDose = HearingDose()) {
        self.started = started
        lastSound = started
        self.dose = dose
    }

    /// Whether what sounds at `now` still belongs to this shift. A clock that was set back by more
    /// than a pause says nothing of when this was.
    func goesOn(at now: Timestamp) -> Bool {
        abs(now.seconds(since: lastSound)) < Self.pause
    }
}

extension ShiftRecord: Codable {
    enum CodingKeys: String, CodingKey {
        case version, started, dose
        case lastSound = "last_sound"
    }

    static let version = 1

    /// 1970 to 2250: differences of such moments cannot overflow.
    private static let sensible = Int64(0)...Int64(8_835_000_000_000_000)

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(Int.self, forKey: .version) == Self.version else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: values, debugDescription: "a ledger of a newer version")
        }
        func moment(_ key: CodingKeys) throws -> Timestamp {
            let moment = try values.decode(Timestamp.self, forKey: key)
            guard Self.sensible.contains(moment.microseconds) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "no moment of a shift")
            }
            return moment
        }
        started = try moment(.started)
        lastSound = try moment(.lastSound)
        dose = try values.decode(HearingDose.self, forKey: .dose)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.version, forKey: .version)
        try values.encode(started, forKey: .started)
        try values.encode(lastSound, forKey: .lastSound)
        try values.encode(dose, forKey: .dose)
    }
}
