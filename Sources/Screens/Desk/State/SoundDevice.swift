// The devices sound can go to, and what the ears had of it.
import ReviewCore

/// An output of the sound server.
public struct SoundDevice: Sendable, Equatable {
    /// As the server calls it; stays the same between sittings.
    public var name: String
    /// As a person knows it.
    public var description: String
    /// The one the server uses where none is chosen.
    public var isDefault: Bool
    /// The one the reviewer chose; none is while the default is followed.
    public var isChosen: Bool
    /// Whether somebody measured how loud it is at the ear.
    public var isCalibrated: Bool

    public init(
        name: String, description: String, isDefault: Bool = false, isChosen: Bool = false,
        isCalibrated: Bool = false
    ) {
        self.name = name
        self.description = description
        self.isDefault = isDefault
        self.isChosen = isChosen
        self.isCalibrated = isCalibrated
    }
}

/// The day's sound at the reviewer's ears, for the reviewer's own eyes.
public struct HearingStatus: Sendable, Equatable {
    public var report: HearingReport
    /// What should be known now; `nil` while the day is well below 80 dB(A), and where nobody
    /// measured the headset.
    public var notice: HearingNotice?

    public init(report: HearingReport, notice: HearingNotice? = nil) {
        self.report = report
        self.notice = notice
    }
}

extension HearingNotice {
    /// How far it has come. What was acknowledged is said again only when it gets more urgent, not
    /// with every minute that passes.
    var urgency: Int {
        switch self {
        case .lowerActionIn(let minutes): minutes > 10 ? 1 : 2
        case .reached(let standing): 2 + standing.rawValue
        }
    }

    /// What the notice line has room for, the figure first.
    var short: String {
        switch self {
        case .lowerActionIn(let minutes) where minutes < 1:
            "Ears: 80 dB(A) for the day in less than a minute"
        case .lowerActionIn(let minutes) where minutes <= 8 * 60:
            "Ears: 80 dB(A) for the day in \(Int(minutes)) min at this rate"
        case .lowerActionIn: "Ears: the day is close to 80 dB(A)"
        case .reached(.limit): "Ears: 87 dB(A), the day's limit, is reached: stop listening"
        case .reached(.upperAction): "Ears: 85 dB(A), the upper action value, is reached"
        case .reached: "Ears: 80 dB(A), the lower action value, is reached"
        }
    }
}
