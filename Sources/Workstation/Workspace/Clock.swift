// The one place the workstation reads the wall clock.
import Foundation
import ReviewCore

extension Timestamp {
    /// Now, by the system's clock.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// The start of today where the person sits.
    public var startOfLocalDay: Timestamp { Timestamp(Calendar.current.startOfDay(for: date)) }
}
