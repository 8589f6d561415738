// Sound that reached an ear, summed as energy: the sums of which the day's dose is made.
import Foundation

/// Sound of one level for a time.
public struct SoundPiece: Sendable, Equatable {
    /// Seconds at the ear: a clip's seconds divided by the speed it was played at.
    public var seconds: Double
    /// A-weighted equivalent level relative to digital full scale, gain included, in dB.
    public var level: Double

    /// `level` is that of the clip as stored, `gain` what the player adds to it, both in dB.
    /// A limiter that also takes something away makes the ear's share smaller, never larger.
    public init(seconds: Double, level: Double, gain: Double = 0) {
        self.seconds = seconds
        self.level = level + gain
    }

    /// Whether it has a length and a level; silence (minus infinity) has.
    var makesSense: Bool {
        seconds > 0 && seconds <= Self.longest && !level.isNaN && level <= Self.loudest
    }

    /// No clip is longer than a day.
    static let longest = 86_400.0

    /// Nothing digital is louder than this over its own full scale once the limiter has seen it.
    static let loudest = 24.0
}

/// Sums over pieces of sound, relative to a level that is given when they are read.
struct SoundExposure: Sendable, Equatable, Codable {
    /// Seconds at the ear.
    private(set) var seconds = 0.0
    /// Sum of t 10^(L/10): the energy average of EU 2003/10/EC and ISO 1999.
    private(set) var energy = 0.0
    /// Sum of t 2^(L/3): NIOSH halves the time exactly every 3 dB, which is not quite the same.
    private(set) var doubling = 0.0

    init() {}

    mutating func add(_ piece: SoundPiece) {
        seconds += piece.seconds
        energy += piece.seconds * pow(10, piece.level / 10)
        doubling += piece.seconds * pow(2, piece.level / 3)
    }

    mutating func add(_ other: SoundExposure) {
        seconds += other.seconds
        energy += other.energy
        doubling += other.doubling
    }

    /// The sums as if every level had been `decibels` higher.
    func raised(by decibels: Double) -> SoundExposure {
        var raised = self
        raised.energy *= pow(10, decibels / 10)
        raised.doubling *= pow(2, decibels / 3)
        return raised
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func sum(_ key: CodingKeys) throws -> Double {
            let value = try values.decode(Double.self, forKey: key)
            return value.isFinite ? max(0, value) : 0
        }
        seconds = try sum(.seconds)
        energy = try sum(.energy)
        doubling = try sum(.doubling)
    }
}
