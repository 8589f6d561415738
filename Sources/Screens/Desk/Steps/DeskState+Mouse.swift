// The mouse, where it helps: seek in the picture, put the caret, choose and scroll in lists.
import TerminalUI

extension DeskState {
    mutating func takeMouse(_ event: MouseEvent) {
        guard curtain == .open else { return }
        switch event.kind {
        case .wheelUp: takePanel(.moveChoice(-1))
        case .wheelDown: takePanel(.moveChoice(1))
        case .press: press(at: event.position)
        case .drag: drag(to: event.position)
        case .release: break
        }
    }

    private mutating func press(at point: Point) {
        guard overlay == nil, work != nil else { return }
        let layout = DeskLayout(size)
        let rows = [layout.wave, layout.coverage, layout.row(.ruler)]
        if rows.contains(where: { $0.contains(point) }) {
            seek(toColumn: point.x, in: layout.wave)
        } else if layout.row(.reference).contains(point) {
            putCaret(at: point, selecting: false)
            writing = .typing
        }
    }

    private mutating func drag(to point: Point) {
        guard overlay == nil, work != nil else { return }
        let layout = DeskLayout(size)
        if layout.wave.contains(point) {
            seek(toColumn: point.x, in: layout.wave)
        } else if writing == .typing, layout.row(.reference).contains(point) {
            putCaret(at: point, selecting: true)
        }
    }

    private mutating func seek(toColumn x: Int, in wave: Rect) {
        let seconds = window.second(at: Waveform.share(at: x, in: wave))
        seek(to: seconds, asking: .seek(to: seconds))
    }

    private mutating func putCaret(at point: Point, selecting: Bool) {
        guard let work else { return }
        // What was clicked on is what was drawn, masks and all.
        let shown = shownReference(work)
        let layout = DeskLayout(size)
        let area = layout.content(.reference)
        let view = EditorView(shown.editor, wrapping: layout.referenceWrapping, height: area.height)
        let offset = view.offset(at: Point(x: point.x - area.x, y: point.y - area.y))
        self.work?.reference.setCaret(shown.place(of: offset), selecting: selecting)
    }
}
