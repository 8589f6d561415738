// What playing costs while it lasts: the player's own time on a processor.
import AudioEngine
import Foundation
import TerminalHarness

enum PlayingCost {
    private static let speeds = [1.0, 3]

    static func measure(_ bench: Bench) throws -> [Figure] {
        guard let voice = try bench.soundingVoices().last else { return [] }
        var figures = speeds.map { cost(Session(.null), voice, $0, isServer: false, bench) }
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        for speed in speeds {
            figures.append(cost(try Session(on: server), voice, speed, isServer: true, bench))
        }
        return figures
    }

    private static func cost(
        _ session: Session, _ voice: Voice, _ speed: Double, isServer: Bool, _ bench: Bench
    ) -> Figure {
        defer { session.end() }
        session.player.setSpeed(speed)
        session.player.setLoop(0...voice.seconds)
        session.play(voice.clip)
        // The ring is filled at the start, and not again.
        usleep(1_000_000)
        let shares = (0..<(bench.isQuick ? 3 : 15)).map { _ -> Double in
            let before = Self.processorSeconds
            let window = timed { usleep(1_000_000) }.time
            return (Self.processorSeconds - before) / window.seconds * 100
        }
        let share = Series(shares)
        let place =
            isServer
            ? "to a private PulseAudio server, whose own work is not counted" : "without a device"
        return Figure(
            "playing at \(Table.short(speed))x\(isServer ? ", server" : "")", share, unit: .percent,
            aim: .medianBelow(5),
            "share of one core, all threads of the player, \(place): "
                + "\(Table.number(share.median * 10 / speed)) ms for a second of the clip")
    }

    /// This process's time on a processor so far, user and system.
    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
