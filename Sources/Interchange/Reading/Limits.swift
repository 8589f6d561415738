// How much of anything a manifest may bring, in one place.

/// Bounds on imported values. Ours: an order of magnitude above what an utterance needs.
enum Limits {
    /// Bytes of one line.
    static let line = 1 << 20
    /// Bytes of a text for people to read.
    static let text = 16_384
    /// Bytes of an id or a name.
    static let name = 256
    /// Bytes of a taxonomy code.
    static let code = 100
    /// Bytes of a path.
    static let path = 4096
    static let words = 2000
    static let alternatives = 100
    static let slots = 100
    static let contacts = 500
    static let tags = 100
    /// Numbers in what was heard of a clip: four a stretch.
    static let listening = 80_000
    static let priority = -1000...1000
}
