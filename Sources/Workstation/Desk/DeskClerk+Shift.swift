// The clerk's part in the shift: a sign of the person, rests, and the figures for their own eyes.
import Foundation
import ReviewCore
import Screens
import Store

extension DeskClerk {
    /// Shifts of the past that say what is usual.
    private static let past = 20

    /// Says that the person was at the keys at `seen`, which goes on with their shift or begins
    /// another, and tells how it stands.
    func shiftFigures(
        seen: Timestamp, target: Int, _ then: @escaping @Sendable (ShiftFigures) -> Void
    ) {
        records.run { [self] in
            let zone = TimeZone.current.identifier
            guard let shift = try? store.shifts.attend(person, zone, seen),
                let times = try? store.sittings.submitTimes(person, shift.beganAt)
            else { return }
            let status = try? store.records.status(.now, shift.beganAt)
            let waiting = status?.queues.filter { queueNames.contains($0.name) }
                .reduce(0) { $0 + $1.waiting }
            let met = try? store.shifts.exposure(
                person, ExposureLedger.start(of: shift, at: .now))
            then(
                ShiftFigures(
                    progress: ShiftProgress(shift, submissions: times, target: target),
                    waiting: waiting, usualRate: usualRate(in: shift),
                    exposure: met ?? ExposureLedger()))
        }
    }

    /// The past is over: it is looked at once a shift.
    private func usualRate(in shift: Shift) -> Double? {
        if let known = usualRate.withLock({ $0[shift.id] }) { return known }
        guard let past = try? store.shifts.past(person, .now, Self.past) else { return nil }
        let rate = past.usualRate
        usualRate.withLock { $0 = [shift.id: rate] }
        return rate
    }

    /// Begins a rest, or ends the one that is under way, after everything given before.
    func rest(_ kind: ShiftRest.Kind?) {
        let now = Timestamp.now
        records.run { [self] in
            if let kind {
                _ = try? store.shifts.beginRest(person, kind, now)
            } else {
                _ = try? store.shifts.endRest(person, now)
            }
        }
    }
}
