// The classes of personal data, each under a key of its own.

/// A class of personal data. Who holds the class key can open fields of the class, nobody else.
public enum KeyClass: String, Sendable, Codable, CaseIterable {
    case audio, text, location, contacts, identity
    /// Opens nothing: pseudonyms and source digests are made with keys derived from it, so that
    /// who imports can recognise a device or a record again without holding `identity`.
    case border

    /// Whether a new generation may take over. The border's may not: with another key one device
    /// would be two, and an opt-out would not find its clips.
    public var rotates: Bool { self != .border }
}
