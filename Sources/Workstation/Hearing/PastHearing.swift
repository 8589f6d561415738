// What a person heard in a stretch of time, out of the records of their own machine.
import Foundation
import ReviewCore

/// A look at a person's records of sound that counts nothing and ends no shift.
struct PastHearing {
    private let folder: ShiftFolder

    init(_ surroundings: Surroundings, person: String) {
        folder = ShiftFolder(surroundings, person: person)
    }

    /// The sound of shifts that began in the time given; `nil` where there was none.
    ///
    /// - Parameter complain: told of each record that cannot be read.
    func report(
        from start: Timestamp, to end: Timestamp, complain: (String) -> Void
    ) -> HearingReport? {
        guard FileManager.default.fileExists(atPath: folder.folder.path) else { return nil }
        let records = folder.locked { folder.records(from: start, to: end, complain: complain) }
        guard !records.isEmpty else { return nil }
        var dose = HearingDose()
        for record in records { dose.add(record.dose) }
        return dose.report
    }
}
