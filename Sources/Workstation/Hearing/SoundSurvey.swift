// What is asked of the sound server outside the desk: which outputs, and which one is meant.
import AudioEngine
import Foundation
import ReviewCore

/// The outputs as `earshot audio` and `earshot doctor` see them.
public struct SoundSurvey: Sendable {
    public let list: OutputList
    /// What is wrong with the person's files.
    public let complaints: [String]

    /// Asks the sound server; waits up to two seconds for it.
    public init(_ surroundings: Surroundings) throws {
        let headsets = Headsets(surroundings)
        let devices = try Player.devices(server: surroundings["PULSE_SERVER"])
        list = OutputList(
            devices, choice: SoundMemory(surroundings).output(surroundings), headsets: headsets)
        complaints = headsets.complaints
    }

    public var devices: [AudioDevice] { list.rows.map(\.device) }

    /// The output a headset is measured on: the one named, else the one in use.
    public func device(named words: String?) throws -> AudioDevice {
        if let words { return try AudioDevice.meant(by: words, in: devices) }
        if let device = list.inUse { return device }
        switch list.choice {
        case .null, .file: throw NoOutputError.silenced
        case .device(let name): throw NoOutputError.away(name)
        case .default: throw NoOutputError.none
        }
    }

    /// Where the sound server is, when it is another machine or may be; nil for the one here.
    public static func remoteServer(_ surroundings: Surroundings) -> String? {
        guard let servers = surroundings["PULSE_SERVER"] else { return nil }
        return servers.split(separator: " ").map { server in
            // `{machine-id}unix:/path` counts on that machine alone.
            server.first == "{" ? server.drop { $0 != "}" }.dropFirst() : server
        }.first { !$0.isEmpty && !$0.hasPrefix("unix:") && !$0.hasPrefix("/") }.map(String.init)
    }
}

/// Why there is nothing to play a tone on.
public enum NoOutputError: Error, CustomStringConvertible, Equatable {
    /// `EARSHOT_AUDIO` sends sound nowhere.
    case silenced
    case away(String)
    case none
    /// `EARSHOT_AUDIO` sends sound nowhere, and no sound server answers either.
    case muteAndAway

    public var description: String {
        switch self {
        case .silenced:
            "EARSHOT_AUDIO sends sound to no output; unset it, or name one with --device"
        case .away(let name):
            "the chosen output '\(name)' is not there; plug it in, or choose with"
                + " 'earshot audio use'"
        case .muteAndAway:
            "EARSHOT_AUDIO sends sound nowhere, and no sound server can be reached; start one, and"
                + " unset EARSHOT_AUDIO"
        case .none: "the sound server has no output; plug the headset in"
        }
    }
}
