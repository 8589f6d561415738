// Panels of the ears: where sound goes, and how much of it there was.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintDevices(_ panel: DeviceList) {
        guard case .listed(let devices) = panel.condition, !devices.isEmpty else {
            return paintWords("Sound devices", [panel.emptyText])
        }
        let follows = deviceRow(
            1, DeviceList.followsText, isOn: panel.followsDefault, marks: [])
        let rows = devices.enumerated().map { index, device in
            deviceRow(
                index + 2, device.description, isOn: device.isChosen,
                marks: DeviceList.marks(of: device))
        }
        paintList("Sound devices", [follows] + rows, panel.list)
    }

    private func deviceRow(_ number: Int, _ title: String, isOn: Bool, marks: [String]) -> [Span] {
        let isAscii = theme.glyphs == .ascii
        let mark = isOn ? (isAscii ? "(*) " : "(•) ") : "( ) "
        return [
            Span(number < 10 ? "\(number)  " : "   ", theme.style(.hintKey, on: .overlay)),
            Span(mark, theme.style(isOn ? .accent : .dim, on: .overlay)),
            Span(title, theme[.overlay]),
            Span(
                marks.isEmpty ? "" : "   " + marks.joined(separator: ", "),
                theme.style(.dim, on: .overlay)),
        ]
    }

    mutating func paintHearing() {
        paintWords("The day's sound", HearingText.lines(state.hearingStatus))
    }

    /// A panel of sentences, the first one first in weight too.
    mutating func paintWords(_ title: String, _ sentences: [String]) {
        let frame = layout.panel(rows: 1)
        let columns = max(1, Pane.content(of: frame).inset(left: 1, right: 1).width)
        let lines = sentences.enumerated().flatMap { index, sentence in
            WrappedText(sentence, width: columns).readLines.map { (index, $0) }
        }
        let room = paintPane(title, rows: lines.count)
        for (row, line) in lines.enumerated() where row < room.height {
            canvas.put(
                line.1, in: Rect(x: room.x, y: room.y + row, width: room.width, height: 1),
                style: theme.style(line.0 == 0 ? .emphasis : .text, on: .overlay),
                ellipsis: theme.glyphs.ellipsis)
        }
    }
}
