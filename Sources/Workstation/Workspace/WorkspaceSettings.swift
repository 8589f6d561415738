// What a workspace may set in its earshot.toml, with the defaults that hold without it.
import Foundation
import ReviewCore
import TOMLKit

/// The settings of `earshot.toml`. An unknown key is refused by name, so that a typing error
/// never passes for a setting.
public struct WorkspaceSettings: Sendable, Equatable {
    /// How long a claim holds without a heartbeat.
    public var leaseMinutes = 15.0
    /// How long nobody may be at the keys before the desk locks.
    public var lockMinutes = 10.0
    /// Clips a shift aims at; an orientation, never a quota.
    public var shiftClips = 1000
    /// Whether clips are levelled to -23 LUFS.
    public var levelling = true
    /// How far sound steps back when it goes on after a pause, in seconds.
    public var resumeStep = 0.5
    /// Whether a clip sounds by itself when it comes to the desk.
    public var autoplay = true
    /// How soon incidents must be answered, and who is told by what way.
    public internal(set) var incidents = IncidentSettings()

    public init() {}

    /// The terms of every claim made here.
    var leaseTerms: LeaseTerms {
        let seconds = leaseMinutes * 60
        return LeaseTerms(timeToLive: seconds, heartbeat: min(60, seconds / 3))
    }

    /// Reads the text of `earshot.toml`.
    public init(toml text: String) throws(SettingsError) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch {
            throw .notTOML("\(error)")
        }
        var incidents = IncidentSettingsReader()
        for (section, value) in table {
            guard let entries = value.table else { throw .unknown(section) }
            if try incidents.take(section, entries) { continue }
            for (key, entry) in entries { try take("\(section).\(key)", entry) }
        }
        self.incidents = try incidents.settings()
    }

    private mutating func take(_ key: String, _ value: any TOMLValueConvertible)
        throws(SettingsError)
    {
        switch key {
        case "review.lease_minutes": leaseMinutes = try number(value, key, 1...240)
        case "review.lock_minutes": lockMinutes = try number(value, key, 1...240)
        case "review.autoplay": autoplay = try flag(value, key)
        case "audio.levelling": levelling = try flag(value, key)
        case "audio.resume_step": resumeStep = try number(value, key, 0...10)
        case "shift.clips": shiftClips = try whole(value, key, 1...100_000)
        default: throw .unknown(key)
        }
    }

    private func number(
        _ value: any TOMLValueConvertible, _ key: String, _ range: ClosedRange<Double>
    ) throws(SettingsError) -> Double {
        guard let number = value.double ?? value.int.map(Double.init), range.contains(number) else {
            let (low, high) = (Int(range.lowerBound), Int(range.upperBound))
            throw .outOfRange(key, "a number from \(low) to \(high)")
        }
        return number
    }

    private func whole(
        _ value: any TOMLValueConvertible, _ key: String, _ range: ClosedRange<Int>
    ) throws(SettingsError) -> Int {
        guard let number = value.int, range.contains(number) else {
            throw .outOfRange(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func flag(_ value: any TOMLValueConvertible, _ key: String) throws(SettingsError)
        -> Bool
    {
        guard let flag = value.bool else { throw .outOfRange(key, "true or false") }
        return flag
    }

    /// A new workspace's file: every setting with its default, as a comment would explain it.
    public static let template = """
        # Earshot workspace settings. Every line shows its default.

        [review]
        # lease_minutes = 15   # how long a claimed clip is held without a sign of life
        # lock_minutes = 10    # the desk locks when nobody was at the keys for so long
        # autoplay = true      # a clip sounds by itself when it comes to the desk

        [audio]
        # levelling = true     # bring every clip to -23 LUFS and limit it
        # resume_step = 0.5    # seconds that sound steps back when it goes on after a pause

        [shift]
        # clips = 1000         # what a shift aims at; never a quota

        # How soon an incident must be taken and decided, and who is told, rung by rung, the
        # first at once. P1, P2 and P3 have sections of their own.
        [incidents.P0]
        # acknowledge_minutes = 5
        # decide_minutes = 15
        # ladder = [["supervisor"], ["safety", "legal"], ["authority"]]

        # How a group of a ladder is told: by a command, by mail, at a web address, or by several
        # of them. Then try them with: earshot watch --check
        #
        #[notify.supervisor]
        #command = ["/usr/local/bin/page-duty"]
        #mail = ["duty@example.org"]
        #webhook = "https://hooks.example.org/duty"
        #
        # docs/administrator.md tells the rest.

        """
}

/// How long a claim holds, and how often a desk says that it is still there; in seconds.
struct LeaseTerms: Sendable, Equatable {
    let timeToLive: Double
    let heartbeat: Double
}

/// Why `earshot.toml` was not taken.
public enum SettingsError: Error, CustomStringConvertible, Equatable {
    case notTOML(String)
    case unknown(String)
    case outOfRange(String, String)

    public var description: String {
        switch self {
        case .notTOML(let reason): "earshot.toml is not TOML: \(reason)"
        case .unknown(let key): "earshot.toml: there is no setting '\(key)'; take the line out"
        case .outOfRange(let key, let wanted): "earshot.toml: '\(key)' must be \(wanted)"
        }
    }
}
