// What reached the ears, from the player to the reviewer's ledger, and back as figures to be shown.
import AudioEngine
import Foundation
import ReviewCore
import Screens

/// Counts a sitting's sound. Stays on the loop's thread; the disk is left to a worker.
final class EarWatch {
    private let ledger: HearingLedger
    private let headsets: Headsets
    private let worker = Worker("hearing")
    /// What the player had counted when it was last asked.
    private var counted = EarExposure()
    private var device: String?
    /// Levels of the last moments, for the record of a shock.
    private var lately: [(at: Timestamp, level: Double)] = []
    private var told: HearingStatus?
    private var toldAt: Timestamp?

    /// Seconds between two sets of figures while sound runs: nobody reads faster.
    private static let rest = 1.0
    /// Seconds before a shock's key in which the shock lies.
    private static let reaction = 3.0

    init(ledger: HearingLedger, headsets: Headsets) {
        self.ledger = ledger
        self.headsets = headsets
    }

    /// Counts what sounded since the last call. Answers figures where there is news of them.
    func note(_ player: PlayerSnapshot, at now: Timestamp) -> HearingStatus? {
        wear(player.device)
        count(player.exposure, at: now)
        if ledger.isDue(at: now) { worker.run { [ledger] in ledger.save(at: now) } }
        let isResting = player.state != .playing
        let since = toldAt.map { abs(now.seconds(since: $0)) } ?? .infinity
        guard isResting || since >= Self.rest else { return nil }
        return news(at: now, next: nil)
    }

    /// Counts `piece`, which is about to sound, before it does. Answers figures where there is news.
    func expect(_ piece: SoundPiece, at now: Timestamp) -> HearingStatus? {
        news(at: now, next: piece)
    }

    /// Keeps what the reviewer reported, with what was at the ear just then.
    func record(_ shock: AcousticShock) {
        let level = lately.filter { shock.at.seconds(since: $0.at) <= Self.reaction }
            .map(\.level).max()
        let full = AcousticShock(
            at: shock.at, clip: shock.clip, position: shock.position, level: level,
            calibration: device.flatMap(headsets.calibration))
        worker.run { [ledger] in ledger.record(full) }
    }

    /// Whether the loudness of an output at the ear was measured.
    func isCalibrated(_ device: String) -> Bool { headsets.calibration(of: device) != nil }

    func takeComplaints() -> [String] { ledger.takeComplaints() }

    /// Writes what is not on disk yet, and waits for it.
    func finish() {
        worker.finish { ledger.save() }
    }

    private func news(at now: Timestamp, next: SoundPiece?) -> HearingStatus? {
        let status = HearingStatus(
            report: ledger.report, notice: ledger.notice(at: now, next: next))
        guard status != told else { return nil }
        (told, toldAt) = (status, now)
        return status
    }

    private func wear(_ status: DeviceStatus) {
        guard case .ready(let ready) = status, ready.name != device else { return }
        device = ready.name
        ledger.wear(headsets.calibration(of: ready.name))
    }

    private func count(_ exposure: EarExposure, at now: Timestamp) {
        let seconds = exposure.seconds - counted.seconds
        let energy = max(0, exposure.energy - counted.energy)
        guard seconds > 0 else { return }
        counted = exposure
        let level = 10 * log10(energy / seconds)
        ledger.add(SoundPiece(seconds: seconds, level: level), at: now)
        lately.removeAll { abs(now.seconds(since: $0.at)) > Self.reaction }
        lately.append((now, level))
    }
}

extension PlayerSnapshot {
    /// A whole play of `clip` as it is set now, louder if anything than it will be: LUFS weigh no
    /// frequency less than the A-weighting does, and leave the pauses out.
    func play(of clip: PreparedClip) -> SoundPiece? {
        guard let loudness = clip.loudness.integrated, clip.duration > 0 else { return nil }
        let gain = levelling ? clip.loudness.gain : 0
        return SoundPiece(
            seconds: clip.duration / max(speed, 0.1), level: loudness,
            gain: gain + volume - profile.softening)
    }
}
