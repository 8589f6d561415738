// The last thing the engine said of itself, read at draw time and carried on by the clock.
import Dispatch
import ReviewCore
import Synchronization

/// What the engine publishes every period and at every change.
struct EngineReport: Sendable {
    var clip: ObjectIdentifier?
    var transport = Transport()
    var timeline = Timeline()
    var coverage = ClipCoverage()
    var exposure = EarExposure()
    var device = DeviceStatus.opening
    var underruns = 0
    /// The sample at the ear when this was written, how far sound reaches, and the time.
    var heard = 0
    var available = 0
    /// Whether the ear has moved since sound was let run: a device takes its time to begin.
    var isMoving = false
    var nanoseconds: UInt64 = 0
    /// Where the ear stood at rest; used unless sound runs.
    var resting = 0
}

/// Holds one report behind a lock that is only ever held to copy it.
final class SnapshotBoard: Sendable {
    private struct State {
        var report = EngineReport()
        /// The furthest sample shown as heard: a better estimate does not move the ear back.
        var shown = 0
    }

    private let state = Mutex(State())

    func publish(_ next: EngineReport) { state.withLock { $0.report = next } }

    func snapshot(at now: UInt64 = DispatchTime.now().uptimeNanoseconds) -> PlayerSnapshot {
        let (report, heard) = state.withLock { state in
            state.shown = max(state.shown, Self.ear(state.report, at: now))
            return (state.report, state.shown)
        }
        let transport = report.transport
        let playing = transport.state == .playing
        let frame = playing ? report.timeline.frame(at: heard) : report.resting
        return PlayerSnapshot(
            clip: report.clip, state: transport.state,
            position: Engine.seconds(min(max(0, frame), transport.length)),
            duration: Engine.seconds(transport.length), speed: transport.speed,
            volume: transport.volume, levelling: transport.levelling,
            profile: transport.profile, channel: transport.channel,
            loop: transport.loop.map {
                Engine.seconds($0.lowerBound)...Engine.seconds($0.upperBound)
            },
            skipsSilence: transport.skipsSilence,
            level: playing ? report.timeline.level(at: heard) : .silence,
            coverage: report.coverage, exposure: report.exposure, device: report.device,
            underruns: report.underruns)
    }

    /// The sample at the ear. Between two reports it moves on at the device's rate, but not before
    /// it has begun to move, and never past what the device was given.
    private static func ear(_ report: EngineReport, at now: UInt64) -> Int {
        guard report.isMoving, report.transport.state == .playing else { return report.heard }
        let since = Int(Double(now - min(report.nanoseconds, now)) / 1e9 * Double(Engine.rate))
        return min(report.heard + since, max(report.available, report.heard))
    }
}
