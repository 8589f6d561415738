// The numbers of the law and of NIOSH that a day's sound is held against.
import Foundation

/// Limits of daily noise exposure.
public enum HearingLimits {
    /// The working day that exposure is referred to, in seconds.
    public static let day = 8.0 * 3600

    /// EU 2003/10/EC, Article 3, as L_EX,8h in dB(A).
    public static let lowerAction = 80.0
    public static let upperAction = 85.0
    public static let limit = 87.0

    /// NIOSH 98-126: 100 % is 85 dBA for eight hours; 3 dB more halve the time.
    public static let nioshCriterion = 85.0
    public static let nioshExchange = 3.0

    /// Energy of a whole day at `level`, in the units of the sums.
    static func energy(ofDayAt level: Double) -> Double { day * pow(10, level / 10) }
}

/// Where a daily level stands among the limits of EU 2003/10/EC.
public enum HearingStanding: Int, Sendable, Comparable, CaseIterable {
    case below, lowerAction, upperAction, limit

    /// `level` is L_EX,8h in dB(A); a value counts as reached when it is met.
    public init(level: Double) {
        self =
            level >= HearingLimits.limit
            ? .limit
            : level >= HearingLimits.upperAction
                ? .upperAction : level >= HearingLimits.lowerAction ? .lowerAction : .below
    }

    public static func < (left: HearingStanding, right: HearingStanding) -> Bool {
        left.rawValue < right.rawValue
    }
}
