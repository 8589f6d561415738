// Sound that is counted before it sounds, until it has.
import AudioEngine
import Foundation
import ReviewCore
import Screens

/// A piece the player was just told to play: the warning it is worth holds while it sounds.
struct ComingSound {
    private let piece: SoundPiece
    private let at: Timestamp
    /// The player's clip: at first that of the moment, which the command may be about to change.
    private var clip: ObjectIdentifier?
    /// What had sounded before it.
    private var before: EarExposure
    private var hasBegun = false

    /// Seconds a player may take to begin: an output may have to be opened first.
    private static let patience = 5.0

    init(_ piece: SoundPiece, of clip: ObjectIdentifier?, counted: EarExposure, at: Timestamp) {
        (self.piece, self.clip, self.at) = (piece, clip, at)
        before = counted
    }

    /// Whether it has sounded, or will not: the player rests, or has another clip.
    mutating func isOver(_ player: PlayerSnapshot, at now: Timestamp) -> Bool {
        let isFresh = abs(now.seconds(since: at)) < Self.patience
        if player.clip != clip {
            guard isFresh, !hasBegun || player.exposure.seconds - before.seconds < 1 else {
                return true
            }
            // The command is taken up: what sounded until here was another clip.
            (clip, before, hasBegun) = (player.clip, player.exposure, false)
        }
        if left(player.exposure) == nil { return true }
        let isPlaying = player.state == .playing
        if isPlaying || player.exposure.seconds > before.seconds { hasBegun = true }
        return !isPlaying && (hasBegun || !isFresh)
    }

    /// What is still to come of it.
    func left(_ counted: EarExposure) -> SoundPiece? {
        let seconds = piece.seconds - max(0, counted.seconds - before.seconds)
        return seconds > 0 ? SoundPiece(seconds: seconds, level: piece.level) : nil
    }
}

extension HearingStatus {
    /// Whether a person would read something else than in `other`: sums and minutes that differ
    /// in what is rounded away are no news.
    func reads(unlike other: HearingStatus?) -> Bool {
        guard let other else { return true }
        return report.basis != other.report.basis || report.standing != other.report.standing
            || report.summary != other.report.summary
            || Int(report.seconds) != Int(other.report.seconds)
            || notice?.description != other.notice?.description
    }
}

extension HearingNotice {
    /// Which warning it is, whatever its figure.
    var stage: Int {
        switch self {
        case .lowerActionIn: 0
        case .reached(let standing): standing.rawValue
        }
    }
}
