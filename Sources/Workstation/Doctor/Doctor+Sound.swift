// The doctor on sound: which output, whether it was measured, and whether sound stays in memory.
import AudioEngine
import Foundation
import LockedMemory
import ReviewCore
import Vault

extension Doctor {
    /// The output, and the headset on it where there is one.
    func sound() -> [Finding] {
        let choice = SoundMemory(surroundings).output(surroundings)
        switch choice {
        case .null:
            return [.limited("audio", "null: nothing will be heard", "unset EARSHOT_AUDIO")]
        case .file(let path): return [.works("audio", "recorded into \(path)")]
        case .default, .device:
            let (finding, device) = tryOutput(choice)
            return [finding] + (device.map { [hearing($0)] } ?? [])
        }
    }

    /// Opens the output as the desk does, and waits for its word.
    private func tryOutput(_ choice: AudioOutputChoice) -> (Finding, device: AudioDevice?) {
        let area = "audio"
        let player = Player(choice: choice) { _ in }
        defer { player.shutdown() }
        let deadline = monotonicNow() + 3_000_000_000
        while monotonicNow() < deadline {
            switch player.snapshot().device {
            case .ready(let device):
                return (.works(area, describe(device.name, choice)), device)
            case .unavailable(let reason): return (.limited(area, reason, remedy(choice)), nil)
            case .lost: return (.limited(area, "the output went away", remedy(choice)), nil)
            case .opening: usleep(5000)
            }
        }
        return (.limited(area, "the sound server does not answer", remedy(choice)), nil)
    }

    /// The output in a person's words, how it came to be chosen, and where its server is.
    private func describe(_ name: String, _ choice: AudioOutputChoice) -> String {
        let rows = (try? SoundSurvey(surroundings))?.list.rows ?? []
        let words = rows.first { $0.device.name == name }?.device.description
        var parts = [words.map { $0 == name ? name : "\($0) (\(name))" } ?? name]
        if choice == .default {
            parts.append("the default output")
        } else {
            parts.append(surroundings["EARSHOT_AUDIO"] == nil ? "chosen" : "by EARSHOT_AUDIO")
        }
        if let server = SoundSurvey.remoteServer(surroundings) {
            parts.append("over the network, PULSE_SERVER=\(server)")
        }
        return parts.joined(separator: ", ")
    }

    private func remedy(_ choice: AudioOutputChoice) -> String {
        // A server that answers is not what is wrong.
        guard (try? Player.devices(server: surroundings["PULSE_SERVER"])) == nil else {
            guard case .device = choice else { return "plug the headset in" }
            return surroundings["EARSHOT_AUDIO"] == nil
                ? "plug it in, or choose another: earshot audio list, earshot audio use"
                : "plug it in, or unset EARSHOT_AUDIO"
        }
        if let server = surroundings["PULSE_SERVER"] {
            return "see that the server PULSE_SERVER names (\(server)) can be reached, or unset it"
        }
        return "start a sound server (PulseAudio or PipeWire); work without sound is possible"
    }

    /// Whether the day's sound can be told in decibels at the ear.
    private func hearing(_ device: AudioDevice) -> Finding {
        let area = "hearing"
        let headsets = Headsets(surroundings)
        if let complaint = headsets.complaints.first {
            return .limited(area, complaint, "mend the file, or measure again")
        }
        guard let headset = headsets.all[device.name] else {
            return .limited(
                area, "uncalibrated: the day's sound is shown in relative levels only",
                "measure the headset once: earshot doctor --calibrate")
        }
        guard let calibration = headset.calibration(on: device) else {
            return .limited(
                area, "uncalibrated: the system volume or the port is not the one measured at",
                "set it back, or measure again: earshot doctor --calibrate")
        }
        let level = calibration.levelAtFullScale.plain(1)
        let day = headset.measured.map { " on \($0)" } ?? ""
        let volume = headset.volume == nil ? ", at the system volume of then" : ""
        return .works(area, "calibrated\(day): full scale is \(level) dB(A)\(volume)")
    }

    // MARK: - Memory

    /// What a clip that is heard and two that wait take, at half a minute and some channels each.
    private static let wantedMemory = 32 << 20

    func memory() -> Finding { Self.memory(limit: LockedMemory.report.limit) }

    /// - Parameter limit: bytes the system lets this process keep out of swap; nil for no limit.
    static func memory(limit: Int?) -> Finding {
        let area = "memory"
        guard let limit, limit < wantedMemory else {
            return .works(area, "opened clips stay in memory, never in swap")
        }
        let detail =
            limit == 0
            ? "opened clips may be written to swap: this account may lock no memory"
            : "only \(plainSize(ofBytes: Int64(limit))) of opened clips are sure to stay out of swap"
        return .limited(
            area, detail, "raise the limit: ulimit -l \(wantedMemory >> 10), or encrypt the swap")
    }
}
