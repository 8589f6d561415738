// A person's own past, which is all that their pace is ever measured by.

/// A shift that is over, as its figures.
public struct PastShift: Sendable, Equatable {
    public let shift: Shift
    /// Clips submitted in it.
    public let done: Int

    public init(_ shift: Shift, done: Int) {
        self.shift = shift
        self.done = done
    }

    /// Clips an hour of work; `nil` where there was too little of it to say.
    public var hourlyRate: Double? {
        let worked = shift.workedSeconds(at: shift.endedAt ?? shift.lastSeen)
        return worked >= 600 && done > 0 ? Double(done) * 3600 / worked : nil
    }
}

extension [PastShift] {
    /// What is usual for this person: the middle of their own shifts; `nil` until there are three.
    public var usualRate: Double? {
        let rates = compactMap(\.hourlyRate).sorted()
        guard rates.count >= 3 else { return nil }
        let middle = rates.count / 2
        return rates.count.isMultiple(of: 2)
            ? (rates[middle - 1] + rates[middle]) / 2 : rates[middle]
    }
}
