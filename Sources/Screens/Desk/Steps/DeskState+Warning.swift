// Before something that may be hard to hear: the words first, the sound when the reviewer wants it.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Whether the clip is not played by itself, and why is told.
    func isWarned(of work: ClipWork) -> Bool {
        care.warns && work.amends == nil
            && (work.clip.expected != nil || work.sound.picture?.isShrill == true)
    }

    /// What the clip on the desk may be, until it was heard; `nil` where nothing warns of it.
    public var warning: String? {
        guard let work, isWarned(of: work), hearing.plays == 0, !playback.isPlaying else {
            return nil
        }
        guard let expected = work.clip.expected else {
            return "May be hard to hear: something loud and shrill"
        }
        let titles = expected.categories.compactMap { setting.incidents.category($0)?.title }
        guard let first = titles.first else { return "May be hard to hear" }
        let name = first.prefix(1).lowercased() + first.dropFirst()
        return "May be hard to hear: \(name)"
            + (titles.count > 1 ? " +\(titles.count - 1)" : "")
    }

    /// Muffles what is warned of, for whoever wants that.
    mutating func muffleWhereWarned(of work: ClipWork) {
        guard care.muffles, isWarned(of: work), playback.manner != .muffled else { return }
        unmuffled = playback.manner
        playback.manner = .muffled
        ask(.player(.setManner(.muffled)))
    }

    /// The sound of the clip on the desk is there, and shows that it should not play by itself.
    mutating func holdBackWhereWarned() {
        guard let work, isWarned(of: work), hearing.plays == 0, playback.position == 0,
            playback.isPlaying, !askedToPlay
        else { return }
        pausePlayback()
        muffleWhereWarned(of: work)
    }
}
