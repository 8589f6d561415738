// The sound in plain lines: how it plays, what is still unheard, and the ears.
import ReviewCore
import TerminalUI

extension DeskLines {
    func sound(_ work: ClipWork, _ state: DeskState) -> [String] {
        var lines = [silence(state) ?? playing(work, state)]
        if let unheard = unheard(work, state) { lines.append(unheard) }
        if !state.inboxNews.isEmpty {
            lines.append("\(state.inboxNews.count) of what you raised ended; inbox tells how.")
        }
        if let flags = state.flagsWaiting {
            lines.append("\(flags) for the store; nothing of it is lost.")
        }
        if let notice = state.hearingNotice { lines.append("\(notice). hearing tells more.") }
        return lines
    }

    /// Whether a line says what changes from moment to moment while something plays.
    public static func movesWithPlaying(_ line: String) -> Bool {
        line.hasPrefix("Sound:") || line.hasPrefix("Unheard")
    }

    private func silence(_ state: DeskState) -> String? {
        state.silence.map { "Sound: \($0)." }
    }

    private func playing(_ work: ClipWork, _ state: DeskState) -> String {
        let play = state.playback
        let length = state.duration
        let share = length > 0 ? state.hearing.share(of: length) : 0
        var facts = [
            "\(DeskPainter.time(play.position)) of \(DeskPainter.time(length))",
            "heard \(DeskPainter.percent(share))", "speed \(DeskPainter.speed(play.speed))",
            "volume \(DeskPainter.percent(play.volume))",
        ]
        switch play.manner {
        case .normal: break
        case .gentle: facts.append("gentle")
        case .muffled: facts.append("muffled")
        }
        if let channel = state.heardChannel {
            facts.append("\(DeskState.name(ofChannel: channel)) only")
        }
        if play.skipsSilence { facts.append("silence is passed over") }
        if let picture = work.sound.picture, !picture.isComplete {
            facts.append("measured to \(DeskPainter.time(picture.measured))")
        }
        return "Sound: " + facts.joined(separator: ", ") + "."
    }

    /// Shorter stretches, in seconds, are edges and not words.
    private static let leastStretch = 0.05
    /// More stretches than anyone keeps in mind are counted.
    private static let mostStretches = 3

    /// What the line under the picture shows: speech that nobody heard, else anything unheard.
    private func unheard(_ work: ClipWork, _ state: DeskState) -> String? {
        guard let picture = work.sound.picture, picture.duration > 0,
            state.hearing.plays > 0
        else { return nil }
        let gaps = state.hearing.unheard(in: 0...picture.duration)
        let speech = gaps.flatMap { gap in
            picture.speech.filter { $0.overlaps(gap) }.map { $0.clamped(to: gap) }
        }.filter { $0.upperBound - $0.lowerBound > Self.leastStretch }
        let left = speech.isEmpty && picture.speech.isEmpty ? gaps : speech
        guard !left.isEmpty else { return nil }
        let named = left.prefix(Self.mostStretches).map {
            "\(DeskPainter.time($0.lowerBound)) to \(DeskPainter.time($0.upperBound))"
        }
        let more = left.count - named.count
        return "Unheard\(speech.isEmpty ? "" : " speech"): " + named.joined(separator: ", ")
            + (more > 0 ? ", and \(more) more" : "") + "."
    }

    func lines(of panel: DeviceList) -> [String] {
        guard case .listed(let devices) = panel.condition, !devices.isEmpty else {
            return ["Sound devices.", panel.emptyText]
        }
        let follows =
            "1: \(DeviceList.followsText)" + (panel.followsDefault ? ", chosen" : "")
        return ["Sound devices.", follows]
            + devices.enumerated().map { index, device in
                let marks = DeviceList.marks(of: device) + (device.isChosen ? ["chosen"] : [])
                return "\(index + 2): \(device.description), \(marks.joined(separator: ", "))"
            }
    }
}
