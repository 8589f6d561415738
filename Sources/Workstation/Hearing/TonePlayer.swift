// Plays the tone of a calibration through the desk's own player, and stops it at once.
import AudioEngine
import Synchronization

/// One output, for the length of a calibration.
public final class TonePlayer: Sendable {
    public enum Status: Sendable, Equatable {
        /// On its way to the output, or sounding.
        case sounding
        /// Heard to its end, or stopped.
        case silent
        /// The output is not there; a sentence that may be shown.
        case failed(String)
    }

    private let player: Player
    private let now: NewsBox

    /// What the player said last, put down on its thread.
    private final class NewsBox: Sendable {
        let status = Mutex(Status.silent)

        func note(_ event: PlayerEvent) {
            switch event {
            case .started, .deviceBack: break
            case .ended, .paused: status.withLock { $0 = .silent }
            case .unavailable(let reason): status.withLock { $0 = .failed(reason) }
            case .deviceLost:
                let reason = "No sound: the output went away. Plug it in and start again."
                status.withLock { $0 = .failed(reason) }
            }
        }
    }

    /// Opens the output called `device` in the background.
    public init(device: String) {
        let now = NewsBox()
        self.now = now
        player = Player(choice: .device(name: device)) { now.note($0) }
        // What the desk may do to a clip is switched off: the samples pass as they are.
        player.setLevelling(false)
        player.setProfile(.normal)
        player.setVolume(0)
        player.setSpeed(1)
    }

    public var status: Status { now.status.withLock { $0 } }

    /// Sounds the tone from its beginning, in place of one that sounds.
    public func start(_ tone: CalibrationTone) {
        now.status.withLock { $0 = .sounding }
        player.load(tone.prepared())
        player.play()
    }

    /// Silence within one audio period.
    public func stop() {
        player.panic()
        now.status.withLock { if $0 == .sounding { $0 = .silent } }
    }

    /// Silence at once, and lets go of the output.
    public func close() {
        stop()
        player.shutdown()
    }
}
