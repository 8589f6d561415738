// Where the desk's sound goes: what there is to choose from, what was chosen, what is remembered.
import AudioEngine
import Foundation
import Screens

/// The outputs of one sitting. Stays on the loop's thread; the sound server and the disk are asked
/// on a worker.
final class OutputChooser {
    private let surroundings: Surroundings
    private let worker = Worker("outputs")
    private var memory: SoundMemory
    /// Where sound goes in this sitting, whatever is remembered.
    private(set) var choice: AudioOutputChoice

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
        memory = SoundMemory(surroundings)
        choice = memory.output(surroundings)
    }

    /// How this person listened last: to be set on a new player.
    var remembered: SoundMemory { memory }

    /// Asks the sound server for its outputs; the answer comes as an action.
    func list(_ answer: @escaping @Sendable (DeskAction) -> Void) {
        worker.run { [surroundings, choice] in
            do {
                // Anew each time: one may have been measured meanwhile.
                let headsets = Headsets(surroundings)
                let devices = try Player.devices(server: surroundings["PULSE_SERVER"])
                let list = OutputList(devices, choice: choice, headsets: headsets)
                answer(.devicesListed(list.rows.map { SoundDevice($0, following: choice) }))
            } catch {
                // Who asked for no sound is not told to ask for none.
                let reason = choice == .null ? "\(NoOutputError.muteAndAway)" : "\(error)"
                answer(.devicesUnavailable(reason: reason))
            }
        }
    }

    /// From now on, and in the sittings to come.
    func choose(_ device: String?) {
        choice = device.map { .device(name: $0) } ?? .default
        memory.device = device
        keep()
    }

    /// Notes what the person asks of the player; how they listen is kept for the next sitting.
    func remember(_ command: PlayerCommand) {
        var now = memory
        switch command {
        // Muffled sound is for a moment.
        case .setManner(let manner) where manner != .muffled: now.profile = manner
        case .setVolume(let volume): now.volume = SoundDesk.decibels(of: volume)
        default: return
        }
        guard now != memory else { return }
        memory = now
        keep()
    }

    /// Waits for what is being written.
    func finish() {
        worker.finish {}
    }

    /// A setting that could not be kept is one key away in the next sitting: nobody is told.
    private func keep() {
        worker.run { [memory, surroundings] in try? memory.keep(surroundings) }
    }
}

extension SoundDevice {
    init(_ row: OutputList.Row, following choice: AudioOutputChoice) {
        let isFollowed = choice == .default
        self.init(
            name: row.device.name, description: row.device.description,
            isDefault: row.device.isDefault, isChosen: row.isChosen && !isFollowed,
            isCalibrated: row.calibration != nil)
    }
}
