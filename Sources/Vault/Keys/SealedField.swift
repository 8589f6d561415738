// The sealed fields of a clip, and which class of personal data each belongs to.
import ReviewCore

/// A sealed field of a clip. The field's name is bound into its ciphertext.
public enum SealedField: String, Sendable, Codable, CaseIterable {
    /// The sound file as it came.
    case audio
    /// Hypothesis, slot values and response.
    case machineText
    /// The reviewer's annotation or draft.
    case annotation
    case location
    case contacts
    /// Source id, device and account ids, file name: the way back to a person.
    case identity

    /// The class whose key opens the field; `nil` for the one that takes two, each with a half
    /// (`KeyClass.identityHalves`).
    public var keyClass: KeyClass? {
        switch self {
        case .audio: .audio
        case .machineText, .annotation: .text
        case .location: .location
        case .contacts: .contacts
        case .identity: nil
        }
    }
}
