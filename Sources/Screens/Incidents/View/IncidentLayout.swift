// Where everything stands on the incident desk, from the size of the screen alone.
import TerminalUI

struct IncidentLayout {
    let size: Size

    static let least = Size(width: 40, height: 10)
    /// From so many columns on the list and the story stand side by side.
    private static let wide = 110

    init(_ size: Size) {
        self.size = size
    }

    var isTooSmall: Bool { size.width < Self.least.width || size.height < Self.least.height }
    var isWide: Bool { size.width >= Self.wide }

    func shows(_ focus: IncidentFocus, focus now: IncidentFocus) -> Bool {
        isWide || focus == now
    }

    private var all: Rect { Rect(size) }
    var status: Rect { all.splitTop(1).0 }
    var footer: Rect { all.splitBottom(1).1.inset(left: margin, right: 1) }
    var notice: Rect { all.splitBottom(2).1.splitTop(1).0.inset(left: margin, right: margin) }

    private var margin: Int { size.width >= 60 ? 2 : 1 }
    private var gap: Int { size.height >= 16 ? 1 : 0 }

    private var body: Rect {
        all.inset(left: margin, top: 1 + gap, right: margin, bottom: 2 + gap)
    }

    var list: Rect {
        isWide ? body.splitLeft(listColumns).0 : body
    }

    /// The line between list and story.
    var rule: Rect {
        isWide
            ? body.splitLeft(listColumns + 1).1.splitLeft(1).0
            : Rect(x: 0, y: 0, width: 0, height: 0)
    }

    /// One column beside the text is the scroll bar's.
    var story: Rect {
        isWide ? body.splitLeft(listColumns + 4).1 : body
    }

    var storyColumns: Int { max(1, story.width - 2) }
    var listRows: Int { max(1, list.height) }

    private var listColumns: Int { min(72, size.width * 9 / 20) }

    // MARK: - Panels

    /// Rows of a list in a panel.
    var formRows: Int { max(1, min(16, size.height - 6)) }

    func panel(rows: Int) -> Rect {
        all.inset(top: 1, bottom: 1).centered(width: min(76, size.width - 2), height: rows + 2)
    }

    static let textRows = 5

    var textWrapping: TextLayout { DeskLayout.wrapping(panel(rows: Self.textRows).width - 4) }

    var help: Rect { all.inset(left: 1, top: 1, right: 1, bottom: 1) }
    /// Beside the scroll bar.
    var helpColumns: Int { max(1, help.width - 5) }
    var helpRows: Int { max(1, help.height - 2) }
}
