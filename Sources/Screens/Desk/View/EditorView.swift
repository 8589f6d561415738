// An editor in a pane of fixed height: which rows show, where the caret stands, what a click hits.
import TerminalUI

/// Rows of a text in a window that always holds the caret.
struct EditorView {
    let editor: TextEditor
    let wrapping: TextLayout
    let rows: [TextRow]
    /// Indices of the rows shown.
    let window: Range<Int>
    /// Column and row in the window.
    let caret: Point

    init(_ editor: TextEditor, wrapping: TextLayout, height: Int) {
        self.editor = editor
        self.wrapping = wrapping
        rows = wrapping.rows(of: editor.buffer)
        let place = wrapping.position(of: editor.caret, rows: rows, in: editor.buffer)
        // Pages by halves: the text stands still while the caret moves inside the window.
        let step = max(1, height / 2)
        let over = max(0, place.y - height + 1)
        let top = min((over + step - 1) / step * step, max(0, rows.count - 1))
        window = top..<min(rows.count, top + max(0, height))
        caret = Point(x: place.x, y: place.y - top)
    }

    var hasMoreAbove: Bool { window.lowerBound > 0 }
    var hasMoreBelow: Bool { window.upperBound < rows.count }

    /// The offset a click in the window means.
    func offset(at point: Point) -> Int {
        let index = min(max(0, window.lowerBound + point.y), rows.count - 1)
        guard index >= 0 else { return 0 }
        return wrapping.offset(atColumn: max(0, point.x), of: rows[index], in: editor.buffer)
    }
}
