// A list of who opts out: ids as they came, pseudonyms or clips, one a line.
import Foundation
import ReviewCore
import Store
import Vault

/// Reads a list of ids, and says what each line may mean in this workspace.
public struct OptOutList {
    let wishes: [OptOutWish]

    /// More than any id is; keeps a wrong file from being taken for a list.
    static let longestLine = 512
    static let mostLines = 1_000_000
    /// Bytes of a list: more than so many ids take.
    public static let longest = 64 << 20
    /// Blanks, and the mark that some editors begin a file with.
    private static let around = CharacterSet.whitespaces.union(["\u{FEFF}"])
    /// What stands between or around the cells of a table: the id in it would not be found here,
    /// and its people would go on being listened to.
    private static let foreign: Set<Character> = [",", ";", "\t", "\"", "'"]

    /// - Throws: `OptOutListError`, or the vault's where the `border` class is not held.
    public init(_ text: String, _ vault: ClipVault) throws {
        var wishes: [OptOutWish] = []
        // Blank lines are counted, so that a number is the one an editor shows.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let id = line.trimmingCharacters(in: Self.around)
            guard !id.isEmpty else { continue }
            guard !id.contains(where: Self.foreign.contains) else {
                throw OptOutListError.notOneID(index + 1)
            }
            guard id.utf8.count <= Self.longestLine else {
                throw OptOutListError.longLine(index + 1)
            }
            guard index < Self.mostLines else { throw OptOutListError.tooLong }
            wishes.append(try Self.wish(id, vault))
        }
        guard !wishes.isEmpty else { throw OptOutListError.empty }
        self.wishes = wishes
    }

    private static func wish(_ id: String, _ vault: ClipVault) throws -> OptOutWish {
        let written = Pseudonym(rawValue: id)
        return OptOutWish(
            clip: ClipID(id), pseudonym: AuditPseudonym(written) == nil ? nil : written,
            device: try vault.pseudonym(ofDevice: id), account: try vault.pseudonym(ofAccount: id))
    }
}

extension OptOutList {
    /// Lines carried out in one transaction: desks wait for the lock, and not for long.
    private static let together = 250

    /// Carries the list out, and may be run again after any end. `onProgress` hears how many lines
    /// are done.
    public func carryOut(
        in seat: Seat, dryRun: Bool, isCancelled: () -> Bool = { false },
        onProgress: (Int) -> Void = { _ in }
    ) throws -> (report: OptOutReport, isComplete: Bool) {
        if dryRun { return (try seat.store.consent.optOut(wishes, true, .now), true) }
        var report = OptOutReport()
        defer { seat.log.settle() }
        for start in stride(from: 0, to: wishes.count, by: Self.together) {
            guard !isCancelled() else { return (report, false) }
            let batch = Array(wishes[start..<min(start + Self.together, wishes.count)])
            report = report + (try seat.store.consent.optOut(batch, false, .now))
            onProgress(report.lines)
        }
        return (report, true)
    }
}

/// Why a list of ids was not taken.
public enum OptOutListError: Error, Equatable, CustomStringConvertible {
    case empty
    case longLine(Int)
    /// A line of a table, or a quoted one.
    case notOneID(Int)
    case tooLarge
    case tooLong
    case notText

    public var description: String {
        switch self {
        case .empty: "the list is empty, so nothing was done; write one id a line"
        case .longLine(let number):
            "line \(number) is longer than any id, so nothing was done; write one id a line"
        case .notOneID(let number):
            "line \(number) has commas, semicolons, tabs or quotes, as a table has, so nothing was"
                + " done; write the bare ids, one a line"
        case .tooLarge:
            "the list is longer than \(OptOutList.longest >> 20) MB, so nothing was done; cut it"
                + " into several"
        case .tooLong:
            "the list has more than \(OptOutList.mostLines.grouped) lines, so nothing was done;"
                + " cut it into several"
        case .notText: "the list is not UTF-8 text, so nothing was done; write one id a line"
        }
    }
}
