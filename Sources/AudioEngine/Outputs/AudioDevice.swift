// A place sound can be sent to.

/// One sink of the sound server.
public struct AudioDevice: Sendable, Equatable, Identifiable {
    /// What the server calls it: for `Player.choose(device:)` and `EARSHOT_AUDIO`.
    public var name: String
    /// What a person calls it.
    public var description: String
    /// Whether it is where sound goes unless told otherwise.
    public var isDefault: Bool

    public var id: String { name }

    public init(name: String, description: String, isDefault: Bool) {
        self.name = name
        self.description = description
        self.isDefault = isDefault
    }

    /// Where there is no sound, and where sound goes into a file.
    static let null = AudioDevice(name: "null", description: "no sound", isDefault: false)
    static let file = AudioDevice(name: "file", description: "a recording", isDefault: false)
}
