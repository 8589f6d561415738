// A reviewer's own count of the shift's sound: goes on across restarts, for their eyes only.
import Foundation
import ReviewCore
import Synchronization

/// The dose of the shift, in memory to be asked and added to, on disk to outlive the desk.
///
/// Several desks of one person count into one shift: what is new is added to what the disk has,
/// under a lock. A shift ends with six hours without sound. Any thread may call; `add`, `report`
/// and `notice` only touch memory, the others say that they touch the disk. No trouble with the
/// disk keeps anyone from working: what could not be written is kept and tried again.
public final class HearingLedger: Sendable {
    /// A shift as far as the disk is concerned.
    private struct Kept {
        /// Which of this desk's shifts it is.
        let number: Int
        /// Nil until the first save.
        var file: URL?
        /// What the file held when it was last read or written.
        var known: ShiftRecord
        /// What was counted since.
        var news = HearingDose()
    }

    private struct State {
        /// All that was counted.
        var shift: ShiftRecord
        var kept: Kept
        /// Shifts that ended with something not on disk yet.
        var ended: [Kept] = []
        var lastSave: Timestamp?
        var complaints: [String] = []
        /// Whether a failure to save was told of since the last success.
        var hasFailed = false
    }

    /// At most this often `isDue` asks for a save, in seconds.
    static let rest = 5.0

    private let folder: ShiftFolder
    private let state: Mutex<State>
    /// One save at a time.
    private let saving = Mutex(())

    private init(folder: ShiftFolder, state: State) {
        self.folder = folder
        self.state = Mutex(state)
    }

    /// Opens the shift that goes on at `now`, or a new one. Reads the disk; a record that cannot be
    /// read is set aside and told of by `takeComplaints`. Sound counts as uncalibrated until `wear`.
    public static func open(
        _ surroundings: Surroundings, person: String, now: Timestamp
    ) -> HearingLedger {
        let folder = ShiftFolder(surroundings, person: person)
        var complaints: [String] = []
        var found: ShiftFolder.Found?
        do {
            try folder.prepare()
            found = folder.locked {
                folder.tidy(at: now)
                return folder.current(at: now) { complaints.append($0) }
            }
        } catch {
            complaints.append("the record of your day's sound cannot be kept: \(error)")
        }
        var shift = found?.record ?? ShiftRecord(started: now)
        // What was worn last may lie in a drawer now.
        shift.dose.wear(nil)
        return HearingLedger(
            folder: folder,
            state: State(
                shift: shift, kept: Kept(number: 1, file: found?.file, known: shift),
                complaints: complaints))
    }

    /// What went wrong with the files since this was last asked, each told once.
    public func takeComplaints() -> [String] {
        state.withLock { state in
            defer { state.complaints = [] }
            return state.complaints
        }
    }

    // MARK: - Counting, in memory

    /// Sound goes to this headset from now on; nil where nobody measured it.
    public func wear(_ calibration: HeadsetCalibration?) {
        state.withLock { state in
            state.shift.dose.wear(calibration)
            state.kept.news.wear(calibration)
        }
    }

    /// `piece` has just sounded, ending at `now`. No sound at all is passed over, and keeps no shift
    /// going.
    public func add(_ piece: SoundPiece, at now: Timestamp) {
        guard piece.seconds > 0 else { return }
        state.withLock { state in
            Self.turn(&state, at: now)
            state.shift.dose.hear(piece, at: now)
            state.kept.news.hear(piece, at: now)
        }
    }

    /// The shift in figures.
    public var report: HearingReport { state.withLock { $0.shift.dose.report } }

    /// What the reviewer should know now; see `HearingDose.notice(at:next:)`.
    public func notice(at now: Timestamp, next: SoundPiece? = nil) -> HearingNotice? {
        state.withLock { state in
            guard state.shift.goesOn(at: now) || state.shift.dose.isEmpty else {
                // What sounds next begins a new shift.
                return HearingDose(calibration: state.shift.dose.calibration)
                    .notice(at: now, next: next)
            }
            return state.shift.dose.notice(at: now, next: next)
        }
    }

    /// Shocks of the shift, as they were recorded.
    public var shocks: [AcousticShock] { state.withLock { $0.shift.dose.shocks } }

    /// Takes what sounds or hurts at `now` to its shift: this one, or a new one after a pause.
    private static func turn(_ state: inout State, at now: Timestamp) {
        let gap = now.seconds(since: state.shift.lastSound)
        if gap >= ShiftRecord.pause {
            let worn = state.shift.dose.calibration
            if !state.kept.news.isEmpty { state.ended.append(state.kept) }
            state.shift = ShiftRecord(started: now, dose: HearingDose(calibration: worn))
            state.kept = Kept(
                number: state.kept.number + 1, known: state.shift,
                news: HearingDose(calibration: worn))
        } else if gap > 0 || gap <= -ShiftRecord.pause {
            // A clock set back a little says nothing; one set back by hours was wrong before.
            state.shift.lastSound = now
        }
        state.kept.known.lastSound = state.shift.lastSound
    }

    // MARK: - On disk

    /// The key for an acoustic shock was pressed. On disk when it returns, which takes milliseconds,
    /// unless the disk fails: it is then kept, told of by `takeComplaints`, and written with the
    /// next save.
    public func record(_ shock: AcousticShock) {
        state.withLock { state in
            Self.turn(&state, at: shock.at)
            guard state.shift.dose.shocks.count < ShiftRecord.mostShocks else { return }
            state.shift.dose.record(shock)
            state.kept.news.record(shock)
        }
        save()
    }

    /// Whether there is something to save and the last save was a few seconds ago.
    public func isDue(at now: Timestamp) -> Bool {
        state.withLock { state in
            guard !state.kept.news.isEmpty || !state.ended.isEmpty else { return false }
            guard let last = state.lastSave else { return true }
            return abs(now.seconds(since: last)) >= Self.rest
        }
    }

    /// Writes what is new; nothing where nothing is. Takes milliseconds: not for the UI's thread.
    /// `now` is noted for `isDue`.
    public func save(at now: Timestamp? = nil) {
        saving.withLock { _ in
            let pieces = state.withLock { state -> [Kept] in
                if let now { state.lastSave = now }
                let pieces = (state.ended + [state.kept]).filter { !$0.news.isEmpty }
                state.ended = []
                state.kept.news = HearingDose(calibration: state.shift.dose.calibration)
                return pieces
            }
            for (index, piece) in pieces.enumerated() {
                do {
                    try keep(piece)
                } catch {
                    return takeBack(pieces[index...], "\(error)")
                }
            }
            if !pieces.isEmpty { state.withLock { $0.hasFailed = false } }
        }
    }

    /// Adds the news of a shift to what the disk has of it.
    private func keep(_ piece: Kept) throws {
        var complaints: [String] = []
        let (file, record) = try folder.locked {
            let found = find(piece) { complaints.append($0) }
            var record = found?.record ?? piece.known
            record.dose.add(piece.news)
            record.lastSound =
                record.goesOn(at: piece.known.lastSound)
                ? max(record.lastSound, piece.known.lastSound) : piece.known.lastSound
            let file = found?.file ?? piece.file ?? folder.newFile(for: record.started)
            try folder.write(record, to: file)
            return (file, record)
        }
        state.withLock { state in
            state.complaints += complaints
            guard state.kept.number == piece.number else { return }
            (state.kept.file, state.kept.known) = (file, record)
            state.kept.known.lastSound = state.shift.lastSound
            var dose = record.dose
            dose.wear(state.shift.dose.calibration)
            // What sounded meanwhile is not in it yet.
            dose.add(state.kept.news)
            state.shift.dose = dose
        }
    }

    /// What the disk has of a shift; nil where its file is new, was taken away or was damaged:
    /// what this desk knows of it is then all there is.
    private func find(_ piece: Kept, complain: (String) -> Void) -> ShiftFolder.Found? {
        guard let file = piece.file else {
            // Another desk of this person may have begun the shift's file meanwhile.
            return folder.current(at: piece.known.lastSound, complain: complain)
        }
        return folder.read(file, complain: complain).map { .init(file: file, record: $0) }
    }

    /// Keeps what could not be written for the next save.
    private func takeBack(_ pieces: ArraySlice<Kept>, _ reason: String) {
        state.withLock { state in
            for var piece in pieces {
                guard piece.number == state.kept.number else {
                    state.ended.append(piece)
                    continue
                }
                piece.news.add(state.kept.news)
                piece.news.wear(state.shift.dose.calibration)
                state.kept.news = piece.news
            }
            if !state.hasFailed {
                state.complaints.append("the record of your day's sound cannot be kept: \(reason)")
            }
            state.hasFailed = true
        }
    }
}
