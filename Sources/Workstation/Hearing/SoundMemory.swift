// How a person listened last: which output, which manner, how loud. Remembered between sittings.
import AudioEngine
import Foundation
import ReviewCore

/// Kept in the state directory, apart for each `EARSHOT_PERSON` where several share the account.
public struct SoundMemory: Sendable, Equatable {
    /// The output chosen, as the sound server names it; nil follows the default one.
    public var device: String?
    public var profile = ListeningProfile.normal
    /// Decibels, within `Transport.volumes`.
    public var volume = 0.0

    public init(
        device: String? = nil, profile: ListeningProfile = .normal, volume: Double = 0
    ) {
        self.device = device
        self.profile = profile
        self.volume = volume
    }

    /// What was remembered. A file that cannot be read counts as none: it holds nothing that a key
    /// does not bring back, and the next `keep` writes it anew.
    public init(_ surroundings: Surroundings) {
        let own = Self.file(surroundings)
        let shared = Self.file(surroundings, of: nil)
        for file in own == shared ? [own] : [own, shared] {
            guard case .text(let data) = PrivateDocument(file: file, limit: 1 << 16).read(),
                let memory = try? JSONDecoder().decode(SoundMemory.self, from: data)
            else { continue }
            self = memory
            return
        }
        self.init()
    }

    /// Writes it whole, for its person alone. Takes milliseconds: not for the UI's thread.
    public func keep(_ surroundings: Surroundings) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try PrivateDocument(file: Self.file(surroundings)).write(encoder.encode(self))
    }

    /// Where sound goes: `EARSHOT_AUDIO` if it says something, else the output chosen.
    public func output(_ surroundings: Surroundings) -> AudioOutputChoice {
        if let value = surroundings["EARSHOT_AUDIO"] {
            return AudioOutputChoice(environmentValue: value)
        }
        return device.map { .device(name: $0) } ?? .default
    }

    private static func file(_ surroundings: Surroundings) -> URL {
        file(surroundings, of: surroundings["EARSHOT_PERSON"])
    }

    private static func file(_ surroundings: Surroundings, of person: String?) -> URL {
        let name = person.map { "sound-\(ShiftFolder.folderName(of: $0)).json" } ?? "sound.json"
        return surroundings.state.appending(path: name)
    }
}

extension SoundMemory: Codable {
    enum CodingKeys: String, CodingKey {
        case device, manner, volume
    }

    /// Every field may be missing or nonsense; what makes sense is taken. Muffled sound is for a
    /// moment, and no sitting begins with it.
    public init(from decoder: any Swift.Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let device = try? values.decodeIfPresent(String.self, forKey: .device)
        let manner = try? values.decodeIfPresent(String.self, forKey: .manner)
        let volume = (try? values.decodeIfPresent(Double.self, forKey: .volume)) ?? 0
        self.init(
            device: device.flatMap { $0.isEmpty ? nil : $0 },
            profile: manner.flatMap(ListeningProfile.init(rawValue:)) ?? .normal,
            volume: min(max(volume, Transport.volumes.lowerBound), Transport.volumes.upperBound))
        if profile == .muffled { profile = .normal }
    }

    public func encode(to encoder: any Swift.Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(device, forKey: .device)
        try values.encode((profile == .muffled ? .normal : profile).rawValue, forKey: .manner)
        try values.encode(volume.isFinite ? volume : 0, forKey: .volume)
    }
}
