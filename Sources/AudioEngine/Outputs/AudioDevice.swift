// A place sound can be sent to.

/// One sink of the sound server.
public struct AudioDevice: Sendable, Equatable, Identifiable {
    /// What the server calls it: for `Player.choose(device:)` and `EARSHOT_AUDIO`.
    public var name: String
    /// What a person calls it.
    public var description: String
    /// Whether it is where sound goes unless told otherwise.
    public var isDefault: Bool
    /// The system's volume of it, which lies behind everything Earshot does; nil where unknown.
    public var volume: SystemVolume?
    /// What of it is in use, as the server names it: a jack or the loudspeakers beside it.
    public var port: String?

    public var id: String { name }

    public init(
        name: String, description: String, isDefault: Bool, volume: SystemVolume? = nil,
        port: String? = nil
    ) {
        self.name = name
        self.description = description
        self.isDefault = isDefault
        self.volume = volume
        self.port = port
    }

    /// Where there is no sound, and where sound goes into a file.
    static let null = AudioDevice(name: "null", description: "no sound", isDefault: false)
    static let file = AudioDevice(name: "file", description: "a recording", isDefault: false)
}

/// How loud the system plays a sink: the volume of its loudest channel.
public struct SystemVolume: Sendable, Equatable {
    /// On the sound server's own scale, 1 being 100 %.
    public var scale: Double
    /// In decibels, where the server knows what its scale means; only differences count.
    public var decibels: Double?

    public init(scale: Double, decibels: Double? = nil) {
        self.scale = scale
        self.decibels = decibels
    }
}
