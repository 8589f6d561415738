// An act as it is written: one flat object, the same in the store and in a case file.
import Foundation

extension CustodyAct: Codable {
    private enum Key: String, CodingKey {
        case act, clip, category, severity, step, missed, person, text, until, disposition
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .act)
        try values.encodeIfPresent(text, forKey: .text)
        switch self {
        case .opened(let clip, let flag):
            try values.encode(clip, forKey: .clip)
            try values.encode(flag.category, forKey: .category)
            try values.encode(flag.severity, forKey: .severity)
        case .flagged(let flag):
            try values.encode(flag.category, forKey: .category)
            try values.encode(flag.severity, forKey: .severity)
        case .escalated(let step, let missed):
            try values.encode(step, forKey: .step)
            try values.encode(missed, forKey: .missed)
        case .handedOver(let person): try values.encode(person, forKey: .person)
        case .severityChanged(let severity, _): try values.encode(severity, forKey: .severity)
        case .clockCorrected(let start): try values.encode(start, forKey: .until)
        case .held(let hold): try values.encode(hold.until, forKey: .until)
        case .decided(let disposition):
            // Its words stand under `text` as everybody's do.
            try values.encode(disposition.coded, forKey: .disposition)
        case .flagNoted, .acknowledged, .listened, .noted, .holdAgreed, .holdEnded, .confirmed,
            .declined, .reopened, .exported, .reviewerInformed:
            break
        }
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func text() throws -> CustodyText { try values.decode(CustodyText.self, forKey: .text) }
        func flag() throws -> Flag {
            Flag(
                category: try values.decode(String.self, forKey: .category),
                severity: try values.decode(Severity.self, forKey: .severity))
        }
        switch try values.decode(CustodyCode.self, forKey: .act) {
        case .opened:
            self = .opened(clip: try values.decode(ClipID.self, forKey: .clip), try flag())
        case .flagged: self = .flagged(try flag())
        case .flagNoted: self = .flagNoted(try text())
        case .acknowledged: self = .acknowledged
        case .escalated:
            self = .escalated(
                step: try values.decode(Int.self, forKey: .step),
                missed: try values.decode(IncidentDeadline.self, forKey: .missed))
        case .handedOver: self = .handedOver(to: try values.decode(PersonID.self, forKey: .person))
        case .severityChanged:
            self = .severityChanged(
                try values.decode(Severity.self, forKey: .severity), reason: try text())
        case .listened: self = .listened
        case .noted: self = .noted(try text())
        case .held:
            self = .held(
                IncidentHold(
                    reason: try text(), until: try values.decode(Timestamp.self, forKey: .until)))
        case .clockCorrected:
            self = .clockCorrected(to: try values.decode(Timestamp.self, forKey: .until))
        case .holdAgreed: self = .holdAgreed
        case .holdEnded: self = .holdEnded
        case .decided:
            let coded = try values.decode(CodedDisposition.self, forKey: .disposition)
            let said = try values.decodeIfPresent(CustodyText.self, forKey: .text)
            guard let disposition = coded.disposition(saying: said) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .disposition, in: values,
                    debugDescription: "a disposition without what it takes")
            }
            self = .decided(disposition)
        case .confirmed: self = .confirmed
        case .declined: self = .declined(reason: try text())
        case .reopened: self = .reopened(reason: try text())
        case .exported: self = .exported
        case .reviewerInformed: self = .reviewerInformed
        }
    }
}

/// A disposition without its words.
private struct CodedDisposition: Codable {
    var code: DispositionCode
    var basis: LegalBasis?
    var fields: [ReleasedField]?
    var duplicateOf: IncidentID?

    func disposition(saying text: CustodyText?) -> Disposition? {
        switch (code, text) {
        case (.disclosed, let authority?):
            guard let basis, let fields else { return nil }
            return .disclosed(
                IncidentDisclosure(authority: authority, basis: basis, fields: fields))
        case (.referred, let to?): return .referred(to: to)
        case (.noAction, let reason?): return .noAction(reason: reason)
        case (.falsePositive, let reason?): return .falsePositive(reason: reason)
        case (.duplicate, nil): return duplicateOf.map(Disposition.duplicate)
        default: return nil
        }
    }
}

extension Disposition {
    fileprivate var coded: CodedDisposition {
        switch self {
        case .disclosed(let disclosure):
            CodedDisposition(code: code, basis: disclosure.basis, fields: disclosure.fields)
        case .duplicate(let other): CodedDisposition(code: code, duplicateOf: other)
        case .referred, .noAction, .falsePositive: CodedDisposition(code: code)
        }
    }
}
