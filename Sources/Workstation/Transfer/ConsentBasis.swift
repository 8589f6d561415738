// On what basis clips are reviewed whose format has no word for consent.
import Interchange
import ReviewCore

/// A code of the importing organisation's own, such as `study-2026-04`, that says where the
/// consent is on file. It is sealed with each clip as its consent.
public struct ConsentBasis: Sendable, Equatable {
    public let code: String

    /// `nil` unless it is 1 to 64 letters, digits, `-`, `_` or `.`: a code, not a name or a note.
    public init?(_ code: String) {
        guard OwnCode.isOne(code) else { return nil }
        self.code = code
    }

    var consent: Consent { Consent(id: "basis:" + code, granted: true) }

    /// Refuses an import that would have to invent consent, or to overrule what records say.
    public static func check(
        _ basis: ConsentBasis?, for format: ManifestFormat
    ) throws(TransferError) {
        switch (format, basis) {
        case (.earshot, .some): throw .consentBasisNotNeeded
        case (.nemo, nil), (.folder, nil): throw .consentBasisNeeded(format)
        default: return
        }
    }
}

/// What stops an import or an export before it begins.
public enum TransferError: Error, Equatable, CustomStringConvertible {
    case consentBasisNeeded(ManifestFormat)
    case consentBasisNotNeeded
    case unknownSchema(queue: String)
    case exactTimesRefused
    case nothingImported
    /// Clips were withdrawn, held or erased while the export was made.
    case overtaken(Int)

    public var description: String {
        switch self {
        case .consentBasisNeeded(let format):
            "a \(format.rawValue) import carries no consent, and none is invented; say on what"
                + " basis you hold it: --consent-basis CODE, such as study-2026-04"
        case .consentBasisNotNeeded:
            "an Earshot manifest carries consent record by record; leave --consent-basis out"
        case .unknownSchema(let queue):
            "the queue '\(SanitizedText(queue).text)' names a schema this program does not have,"
                + " so its codes cannot be checked; use the version of Earshot that made it"
        case .exactTimesRefused:
            "exact times would let two exports be joined, so they take a custodian; use"
                + " --times day, or ask a custodian to export"
        case .nothingImported:
            "nothing was imported here yet, so there is nothing to export; import clips first"
        case .overtaken(let count):
            "\(count.counted("clip was", "clips were")) withdrawn, held or erased while the export was made, so"
                + " nothing left; run it again, and it goes without them"
        }
    }
}
