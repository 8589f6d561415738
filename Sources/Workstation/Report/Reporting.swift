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

    /// One's own work of a day: the shifts that began on it, to their ends, or where nobody clocked
    /// in the day by the calendar.
    ///
    /// - Parameter complain: told of records that cannot be read.
    public func ownShift(
        _ day: ReportDay, now: Timestamp = .now, complain: (String) -> Void = { _ in }
    ) throws -> ShiftReport {
        let person = seat.person.id
        let shifts = try shifts(of: day, now)
        let ask = { (period: ReportPeriod) throws(StoreError) in
            try seat.store.reports.own(person, period)
        }
        var figures = try period(of: shifts, now).map(ask) ?? trimmed(day, ask)
        let (start, end) = (figures.period.start, figures.period.end)
        var own = ShiftReport.Own(person: seat.person.name)
        own.hearing = PastHearing(surroundings, person: seat.person.name).report(
            from: min(start, day.start), to: max(end, day.end), complain: complain)
        own.presence = shifts.compactMap { WorkStretch(from: $0.beganAt, to: $0.over(at: now)) }
        own.breaks = shifts.flatMap { shift in
            shift.rests.compactMap {
                WorkStretch(from: $0.beganAt, to: $0.endedAt ?? shift.over(at: now))
            }
        }
        if let first = shifts.first {
            let met = ExposureLedger(
                try seat.store.shifts.exposure(person, first.beganAt).entries.filter { $0.at < end }
            )
            own.exposure = (met.points, ExposureLedger.cap)
            // Flags are counted as the ledger counts them, so that points and flags agree: one a
            // clip, also where its annotation is not there yet or any more.
            figures.count(flags: met.counts)
        }
        return ShiftReport(day: day.name, figures: figures, own: own)
    }

    /// Shifts looked through for those of a day: more than anybody has in two months.
    private static let shiftsBack = 120

    private func shifts(of day: ReportDay, _ now: Timestamp) throws(StoreError) -> [Shift] {
        let person = seat.person.id
        let past = try seat.store.shifts.past(person, now, Self.shiftsBack).map(\.shift)
        let going = try seat.store.shifts.current(person, now)
        return (past + [going].compactMap(\.self)).filter { $0.day == day.name }
            .sorted { $0.beganAt < $1.beganAt }
    }

    /// From the full hour in which the first began to the one in which the last ended.
    private func period(of shifts: [Shift], _ now: Timestamp) -> ReportPeriod? {
        guard let first = shifts.first?.beganAt, let last = shifts.map({ $0.over(at: now) }).max()
        else { return nil }
        let hour = Int64(3_600_000_000)
        let start = first.microseconds - first.microseconds % hour
        // What was submitted at the very end is in it.
        let end = last.microseconds - last.microseconds % hour + hour
        return ReportPeriod(
            from: Timestamp(microseconds: start), to: Timestamp(microseconds: end),
            every: Self.piece)
    }

    /// Everybody's work of a day, in aggregate; of a day that goes on only how much it was.
    public func teamShift(_ day: ReportDay, now: Timestamp = .now) throws -> ShiftReport {
        let figures = try trimmed(day, seat.store.reports.team)
        return ShiftReport(
            day: day.name, figures: day.end > now ? figures.untold() : figures.guarded(), own: nil)
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
            figures: try figures(of: queue, today.period(ofDays: days), now), made: now)
    }

    /// Days one by one, each held to its own people before it is added.
    private func figures(
        of queue: Queue, _ period: ReportPeriod, _ now: Timestamp
    ) throws(StoreError) -> WorkFigures {
        var all = WorkFigures(period)
        for (start, end) in zip(period.edges, period.edges.dropFirst()) {
            let day = ReportPeriod(from: start, to: end, every: end.seconds(since: start), most: 1)
            let figures = try seat.store.reports.queue(queue.id, day)
            all.add(end > now ? figures.untold() : figures.guarded())
        }
        return all
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

extension Shift {
    /// When it ended, or now.
    fileprivate func over(at now: Timestamp) -> Timestamp {
        max(beganAt, endedAt ?? max(now, lastSeen))
    }
}

extension String {
    /// Without the blank before a day of one figure.
    fileprivate var trimmed: String { hasPrefix(" ") ? String(dropFirst()) : self }
}
