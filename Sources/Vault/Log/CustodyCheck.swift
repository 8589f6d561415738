// Holds what the database says of holds, opt-outs and incidents against what the log says of them.
import Foundation
import ReviewCore

/// Legal holds and opt-outs as a database has them, at one moment of its log.
public struct CustodyMarks: Sendable, Equatable {
    /// The clip of each hold, by the hold's id; only of clips that are kept as held.
    public var holds: [UUID: ClipID]
    /// Devices and accounts of which nothing is taken in.
    public var optedOut: Set<AuditSubject>
    /// Every incident, by its id.
    public var incidents: [UUID: IncidentMark]

    public init(
        holds: [UUID: ClipID] = [:], optedOut: Set<AuditSubject> = [],
        incidents: [UUID: IncidentMark] = [:]
    ) {
        self.holds = holds
        self.optedOut = optedOut
        self.incidents = incidents
    }
}

/// Gathers what the log says of holds and opt-outs.
struct CustodyCheck {
    private struct Hold {
        let clip: ClipID
        let sequence: Int64
    }

    private var holds: [UUID: Hold] = [:]
    private var optedOut: [AuditSubject: Int64] = [:]
    private var incidents = IncidentCheck()

    mutating func note(_ entry: AuditEntry) {
        incidents.note(entry)
        switch (entry.event.action, entry.event.subject) {
        case (.holdSet, .clip(let clip)):
            for id in entry.event.holds {
                holds[id] = Hold(clip: clip, sequence: entry.sequence)
            }
        case (.holdEnded, .clip):
            for id in entry.event.holds { holds[id] = nil }
        case (.consentWithdrawn, .device), (.consentWithdrawn, .account):
            optedOut[entry.event.subject] = optedOut[entry.event.subject] ?? entry.sequence
        default: break
        }
    }

    func findings(_ marks: CustodyMarks) -> [AuditFinding] {
        let unlogged = marks.holds.filter { holds[$0.key]?.clip != $0.value }
            .map { AuditFinding.holdUnlogged($0.key) }
        let gone = holds.filter { marks.holds[$0.key] == nil }
            .map { AuditFinding.holdGone($0.value.sequence, $0.value.clip) }
        let unsaid = marks.optedOut.filter { optedOut[$0] == nil }.map(AuditFinding.optOutUnlogged)
        let forgotten = optedOut.filter { !marks.optedOut.contains($0.key) }
            .map { AuditFinding.optOutGone($0.value) }
        return (unlogged + gone + unsaid + forgotten).sorted { "\($0)" < "\($1)" }
            + incidents.findings(marks.incidents)
    }
}

extension AuditEvent {
    fileprivate var holds: [UUID] {
        facts.compactMap { fact in
            if case .matter(.hold, let id) = fact { id } else { nil }
        }
    }
}

/// How often the times of a log go back. Clocks are set: it is no finding, but whoever reads times
/// should know.
public struct ClockSteps: Sendable, Equatable, CustomStringConvertible {
    /// The first entry that is from before the one before it.
    public let first: Int64
    public private(set) var count = 1
    /// Seconds of the largest step.
    public private(set) var seconds: Int

    /// Seconds by which entries of processes that write at once may seem to differ.
    static let slack: Int64 = 60

    init(_ sequence: Int64, seconds: Int) {
        first = sequence
        self.seconds = seconds
    }

    mutating func add(seconds: Int) {
        count += 1
        self.seconds = max(self.seconds, seconds)
    }

    public var description: String {
        "the clock went back \(count) times, first at entry \(first), by \(seconds) seconds at most"
    }
}
