// Reports out of the store, for whoever sits here.
import Foundation
import ReviewCore
import Store

/// Makes reports. What is a person's own is given to that person alone.
public struct Reporting {
    private let seat: Seat
    private let surroundings: Surroundings

    public init(_ seat: Seat, surroundings: Surroundings) {
        self.seat = seat
        self.surroundings = surroundings
    }

    /// Seconds of a column: half an hour.
    private static let piece = 1800.0

    /// The words of a report; its clock is the wall's.
    public static func words() throws(TradeDataError) -> ReportWords {
        ReportWords(try TradeData.load()) { $0.plain("%H:%M", .here) }
    }

    /// As `words`, for charts with a column a day.
    public static func wordsForDays() throws(TradeDataError) -> ReportWords {
        ReportWords(try TradeData.load()) { $0.plain("%e %b", .here).trimmed }
    }

    /// One's own shift of a day.
    ///
    /// - Parameter complain: told of records that cannot be read.
    public func ownShift(
        _ day: ReportDay, complain: (String) -> Void = { _ in }
    ) throws -> ShiftReport {
        let person = seat.person.id
        let figures = try trimmed(day) { period throws(StoreError) in
            try seat.store.reports.own(person, period)
        }
        let hearing = PastHearing(surroundings, person: seat.person.name)
            .report(from: day.start, to: day.end, complain: complain)
        return ShiftReport(
            day: day.name, figures: figures,
            own: ShiftReport.Own(person: seat.person.name, hearing: hearing))
    }

    /// Everybody's work of a day, in aggregate.
    public func teamShift(_ day: ReportDay) throws -> ShiftReport {
        ShiftReport(
            day: day.name, figures: try trimmed(day, seat.store.reports.team), own: nil)
    }

    /// A queue over the last days.
    public func queue(_ queue: Queue, days: Int, now: Timestamp) throws -> QueueReport {
        let today = ReportDay(of: now)
        let status = try seat.store.records.status(now, today.start)
        let counts = status.queues.first { $0.name == queue.name }
        return QueueReport(
            queue: queue.name, locale: queue.locale, isOpen: queue.isOpen,
            stand: QueueReport.Stand(
                waiting: counts?.waiting ?? 0, leased: counts?.leased ?? 0,
                annotated: counts?.annotated ?? 0, skipped: counts?.skipped ?? 0,
                broken: counts?.broken ?? 0, held: counts?.held ?? 0,
                flagged: counts?.flagged ?? 0),
            figures: try seat.store.reports.queue(queue.id, today.period(ofDays: days)))
    }

    /// The figures of the hours of a day in which there was work, from the full hour before the
    /// first of it to the one after the last.
    private func trimmed(
        _ day: ReportDay, _ figures: (ReportPeriod) throws(StoreError) -> WorkFigures
    ) throws(StoreError) -> WorkFigures {
        let whole = try figures(
            ReportPeriod(from: day.start, to: day.end, every: Self.piece))
        guard let first = whole.worked.first, let last = whole.worked.last else { return whole }
        let edges = whole.period.edges
        // An odd piece begins at half past.
        let (from, to) = (first - first % 2, last + 1 + (last + 1) % 2)
        guard from > 0 || to < edges.count - 1,
            let period = ReportPeriod(edges: Array(edges[from...min(to, edges.count - 1)]))
        else { return whole }
        return try figures(period)
    }
}

extension String {
    /// Without the blank before a day of one figure.
    fileprivate var trimmed: String { hasPrefix(" ") ? String(dropFirst()) : self }
}
