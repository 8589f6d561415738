// The outputs there are, which of them is chosen and measured, and the one a person means.
import AudioEngine
import ReviewCore

/// What the sound server has, beside what the person chose and measured.
public struct OutputList: Sendable, Equatable {
    public struct Row: Sendable, Equatable {
        public let device: AudioDevice
        /// Whether sound goes there now.
        public let isChosen: Bool
        public let headset: Headset?
        /// That of the headset, where it holds at the volume the system has now.
        public var calibration: HeadsetCalibration? { headset?.calibration(on: device) }
    }

    public let rows: [Row]
    /// Where sound is to go, found or not.
    public let choice: AudioOutputChoice

    public init(_ devices: [AudioDevice], choice: AudioOutputChoice, headsets: Headsets) {
        self.choice = choice
        rows = devices.map { device in
            // Anybody may have written it, on another machine even.
            var device = device
            device.description = SanitizedText(device.description).text
            let isChosen =
                switch choice {
                case .default: device.isDefault
                case .device(let name): device.name == name
                case .null, .file: false
                }
            return Row(
                device: device, isChosen: isChosen, headset: headsets.all[device.name])
        }
    }

    /// The output that sound goes to; nil where it is not there, or goes to none.
    public var inUse: AudioDevice? { rows.first(where: \.isChosen)?.device }
}

extension AudioDevice {
    /// The output a person means by `words`: its name or description, or an unambiguous beginning
    /// of either; capitals do not matter. What is exact wins over what merely begins so.
    public static func meant(
        by words: String, in devices: [AudioDevice]
    ) throws(OutputNameError) -> AudioDevice {
        let wanted = words.lowercased()
        func names(_ device: AudioDevice) -> [String] {
            [device.name.lowercased(), device.description.lowercased()]
        }
        let tests: [(AudioDevice) -> Bool] = [
            { $0.name == words }, { $0.description == words },
            { names($0).contains(wanted) },
            { names($0).contains { !wanted.isEmpty && $0.hasPrefix(wanted) } },
        ]
        for test in tests {
            let found = devices.filter(test)
            if found.count == 1 { return found[0] }
            if found.count > 1 { throw .ambiguous(words, found.map(\.name)) }
        }
        throw .unknown(words, devices.map(\.name))
    }
}

/// Words that name no output, or more than one.
public enum OutputNameError: Error, CustomStringConvertible, Equatable {
    case unknown(String, [String])
    case ambiguous(String, [String])

    public var description: String {
        switch self {
        case .unknown(let words, let names) where names.isEmpty:
            "there is no output '\(words)', and no other; plug the headset in, then look with"
                + " 'earshot audio list'"
        case .unknown(let words, let names):
            "there is no output '\(words)'; there is \(names.joined(separator: ", "))"
        case .ambiguous(let words, let names):
            "'\(words)' may be \(names.joined(separator: " or ")); write more of the name"
        }
    }
}
