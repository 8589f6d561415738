// The shift's rules of ReviewCore, as the figures the desk shows.
import ReviewCore
import Screens

/// What the store says of a reviewer's own shift.
struct ShiftFigures: Sendable {
    let progress: ShiftProgress
    /// Clips that wait in the desk's queues.
    let waiting: Int?
    /// Clips an hour that are usual for this person.
    let usualRate: Double?
    let exposure: ExposureLedger
}

extension ShiftStatus {
    /// What the reviewer sees of their own shift at `now`.
    init(_ figures: ShiftFigures, now: Timestamp) {
        let (progress, shift) = (figures.progress, figures.progress.shift)
        let next: Timestamp =
            switch progress.breakOffer(at: now) {
            case .inMinutes(let minutes): now.advanced(bySeconds: Double(minutes) * 60)
            case .now: now
            }
        self.init(
            done: progress.done, target: progress.target, waiting: figures.waiting,
            pace: progress.hourlyRate(at: now).map { 3600 / $0 }, nextBreak: next)
        usualPace = figures.usualRate.map { 3600 / $0 }
        workedSeconds = shift.workedSeconds(at: now)
        restSeconds = shift.restSeconds(at: now)
        isFull = shift.isFull(at: now)
        exposure = figures.exposure
    }
}
