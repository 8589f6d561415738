// What reached the ears, from the player to the reviewer's ledger, and back as figures to be shown.
import AudioEngine
import Foundation
import ReviewCore
import Screens

/// Counts a sitting's sound. Stays on the loop's thread; the disk is left to a worker.
final class EarWatch {
    private let ledger: HearingLedger
    /// Read anew when the file changes: a headset may be measured in another terminal meanwhile.
    private var headsets: Headsets
    private var lookedAt: Timestamp?
    private let worker = Worker("hearing")
    /// What the player had counted when it was last asked.
    private var counted = EarExposure()
    private var device: AudioDevice?
    /// What is about to sound, or sounds and is not over.
    private var coming: ComingSound?
    /// The clip the player had when it was last asked.
    private var clip: ObjectIdentifier?
    /// Levels of the last moments, for the record of a shock.
    private var lately: [(at: Timestamp, level: Double)] = []
    private var told: HearingStatus?
    private var toldAt: Timestamp?

    /// Seconds between two sets of figures: nobody reads faster.
    private static let rest = 1.0
    /// Seconds between two looks at the file of headsets, which cost a `stat` each.
    private static let glance = 3.0
    /// Seconds before a shock's key in which the shock lies.
    private static let reaction = 3.0

    init(ledger: HearingLedger, headsets: Headsets) {
        self.ledger = ledger
        self.headsets = headsets
    }

    /// Counts what sounded since the last call. Answers figures where there is news of them.
    func note(_ player: PlayerSnapshot, at now: Timestamp) -> HearingStatus? {
        lookForMeasurements(at: now)
        wear(player.device)
        count(player.exposure, at: now)
        clip = player.clip
        if coming?.isOver(player, at: now) == true { coming = nil }
        if ledger.isDue(at: now) { worker.run { [ledger] in ledger.save(at: now) } }
        return news(at: now, isUrgent: false)
    }

    /// Counts `piece`, which is about to sound, before it does. Answers figures where there is news.
    func expect(_ piece: SoundPiece, at now: Timestamp) -> HearingStatus? {
        coming = ComingSound(piece, of: clip, counted: counted, at: now)
        return news(at: now, isUrgent: true)
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

    func takeComplaints() -> [String] { ledger.takeComplaints() }

    /// Writes what is not on disk yet, and waits for it.
    func finish() {
        worker.finish { ledger.save() }
    }

    /// Figures that read otherwise than the last ones. A warning that comes, goes or grows is told
    /// at once, and so is what is urgent.
    private func news(at now: Timestamp, isUrgent: Bool) -> HearingStatus? {
        let next = coming?.left(counted)
        let status = HearingStatus(
            report: ledger.report, notice: ledger.notice(at: now, next: next))
        let since = toldAt.map { abs(now.seconds(since: $0)) } ?? .infinity
        let isWarning = status.notice?.stage != told?.notice?.stage
        guard isUrgent || isWarning || since >= Self.rest, status.reads(unlike: told) else {
            return nil
        }
        (told, toldAt) = (status, now)
        return status
    }

    private func lookForMeasurements(at now: Timestamp) {
        if let lookedAt, abs(now.seconds(since: lookedAt)) < Self.glance { return }
        lookedAt = now
        guard let changed = headsets.ifChanged() else { return }
        headsets = changed
        ledger.wear(device.flatMap(headsets.calibration))
    }

    private func wear(_ status: DeviceStatus) {
        guard case .ready(let ready) = status, ready != device else { return }
        device = ready
        ledger.wear(headsets.calibration(of: ready))
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
