// What each ciphertext is bound to: moved anywhere else, it does not open.
import Foundation
import ReviewCore

/// The place a ciphertext belongs to, authenticated with it and not stored in it.
///
/// Every part has a fixed length or is preceded by its length, so that no two places are
/// written alike.
enum Binding {
    case field(SealedField, clip: ClipID)
    /// The machine's words, with the clip's `codes`.
    case machineText(clip: ClipID, codes: [UInt8])
    /// A reviewer's words, with the annotation's `codes`.
    case annotation(AnnotationID, clip: ClipID, person: PersonID, codes: [UInt8])
    case draft(clip: ClipID, person: PersonID)
    case dataKey(KeyClass, generation: Int, clip: ClipID)

    var item: SealedItem {
        switch self {
        case .field(let field, _): .field(field)
        case .machineText: .field(.machineText)
        case .annotation: .field(.annotation)
        case .draft: .draft
        case .dataKey(let keyClass, _, _): .dataKey(keyClass)
        }
    }

    var clip: ClipID {
        switch self {
        case .field(_, let clip), .machineText(let clip, _), .annotation(_, let clip, _, _),
            .draft(let clip, _), .dataKey(_, _, let clip):
            clip
        }
    }

    /// The associated data under ciphertext format `format`.
    func bytes(format: UInt8) -> [UInt8] {
        var place = Place(label: "earshot sealed", format: format)
        switch self {
        case .field(let field, let clip):
            place.add("field")
            place.add(clip.uuid)
            place.add(field.rawValue)
        case .machineText(let clip, let codes):
            place.add("machine text")
            place.add(clip.uuid)
            place.add(codes)
        case .annotation(let id, let clip, let person, let codes):
            place.add("annotation")
            place.add(clip.uuid)
            place.add(id.uuid)
            place.add(person.uuid)
            place.add(codes)
        case .draft(let clip, let person):
            place.add("draft")
            place.add(clip.uuid)
            place.add(person.uuid)
        case .dataKey(let keyClass, let generation, let clip):
            place.add("data key")
            place.add(clip.uuid)
            place.add(keyClass.rawValue)
            place.add(generation)
        }
        return place.bytes
    }
}

/// An unambiguous run of bytes: what is hashed or authenticated beside a secret.
struct Place {
    private(set) var bytes: [UInt8] = []

    init(label: String, format: UInt8) {
        bytes.reserveCapacity(96)
        add(label)
        bytes.append(format)
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ run: [UInt8]) {
        add(run.count)
        bytes.append(contentsOf: run)
    }

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ uuid: UUID) {
        withUnsafeBytes(of: uuid.uuid) { bytes.append(contentsOf: $0) }
    }
}
