// Where sound is to go, as the person or the environment chose.

/// The choice of output, from `EARSHOT_AUDIO` or the settings.
public enum AudioOutputChoice: Sendable, Equatable {
    /// The sound server's default sink, followed when it changes.
    case `default`
    /// One sink of the sound server, by its name.
    case device(name: String)
    /// No sound, in real time.
    case null
    /// No sound, in real time; what would have been heard is written to a WAV file.
    case file(path: String)

    /// Reads `EARSHOT_AUDIO`: `null`, `file:PATH.wav`, a device name; nothing or `default` for the
    /// default device.
    public init(environmentValue: String?) {
        let value = environmentValue ?? ""
        switch value {
        case "", "default": self = .default
        case "null": self = .null
        case _ where value.hasPrefix("file:") && value.count > 5:
            self = .file(path: String(value.dropFirst(5)))
        default: self = .device(name: value)
        }
    }
}
