// The shift's rules of ReviewCore, as the figures the desk shows.
import ReviewCore
import Screens

extension ShiftStatus {
    /// What the reviewer sees of their own shift at `now`.
    init(_ progress: ShiftProgress, waiting: Int?, now: Timestamp) {
        let pace = progress.hourlyRate(at: now).map { 3600 / $0 }
        let next: Timestamp? =
            switch progress.breakOffer(at: now) {
            case .inMinutes(let minutes): now.advanced(bySeconds: Double(minutes) * 60)
            case .now: now
            }
        self.init(
            done: progress.done, target: progress.target, waiting: waiting, pace: pace,
            nextBreak: next)
    }
}
