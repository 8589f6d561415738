// What is sealed under which key: the classes of personal data and the fields in them.

/// A class of personal data. Who holds the class key can open fields of the class, nobody else.
public enum KeyClass: String, Sendable, Codable, CaseIterable {
    case audio, text, location, contacts, identity
    /// Opens nothing: pseudonyms and source digests are made with keys derived from it, so that
    /// who imports can recognise a device or a record again without holding `identity`.
    case border
}

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

    public var keyClass: KeyClass {
        switch self {
        case .audio: .audio
        case .machineText, .annotation: .text
        case .location: .location
        case .contacts: .contacts
        case .identity: .identity
        }
    }
}
