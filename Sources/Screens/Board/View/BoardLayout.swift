// Where everything of the board stands, from the size of the screen alone.
import TerminalUI

/// Rectangles of all parts at one size. Wide and tall screens show every list; smaller ones what
/// needs the supervisor and one list more; the smallest one list.
struct BoardLayout {
    enum Shape: Equatable {
        /// All four lists.
        case whole
        /// What needs the supervisor, tabs, and the list that was chosen.
        case folded
        /// Tabs and one list.
        case small
    }

    let size: Size
    let shape: Shape

    static let least = Size(width: 40, height: 10)

    init(_ size: Size) {
        self.size = size
        shape =
            size.width >= 100 && size.height >= 30
            ? .whole : size.height >= 18 && size.width >= 60 ? .folded : .small
    }

    var isTooSmall: Bool { size.width < Self.least.width || size.height < Self.least.height }

    var status: Rect { Rect(x: 0, y: 0, width: size.width, height: 1) }
    var notice: Rect { Rect(x: 0, y: size.height - 2, width: size.width, height: 1) }
    var footer: Rect { Rect(x: 0, y: size.height - 1, width: size.width, height: 1) }

    /// Between the bars.
    private var middle: Rect {
        Rect(size).inset(left: margin, top: 1, right: margin, bottom: 2)
    }

    var margin: Int { shape == .small ? 0 : 1 }

    // MARK: - Lists

    /// Rows for what needs the supervisor.
    private var needRows: Int {
        switch shape {
        case .whole: min(8, max(4, size.height / 6))
        case .folded: size.height >= 30 ? 5 : 3
        case .small: 0
        }
    }

    /// A list with its title; empty where it is not shown.
    func area(of section: BoardSection, showing current: BoardSection) -> Rect {
        let nothing = Rect(x: 0, y: 0, width: 0, height: 0)
        switch shape {
        case .small: return section == current ? middle.splitTop(1).1 : nothing
        case .folded:
            let (needs, rest) = middle.inset(top: 1).splitTop(needRows + 1)
            if section == .needs { return needs }
            let shown = current == .needs ? BoardSection.queues : current
            // A blank row, then the tabs.
            return section == shown ? rest.splitTop(2).1 : nothing
        case .whole:
            let (needs, rest) = middle.inset(top: 1).splitTop(needRows + 1)
            let (queues, foot) = rest.inset(top: 1).splitTop(queueRows + 2)
            let (people, incidents) = foot.inset(top: 1).splitLeft(peopleColumns)
            switch section {
            case .needs: return needs
            case .queues: return queues
            case .people: return people.inset(right: 3)
            case .incidents: return incidents
            }
        }
    }

    /// Rows of the queues' table where all lists are shown.
    private var queueRows: Int { max(4, (size.height - needRows - 12) * 2 / 5) }
    private var peopleColumns: Int { (size.width - 2) / 2 }

    /// The tabs' row; empty where all lists are shown.
    var tabs: Rect {
        switch shape {
        case .whole: Rect(x: 0, y: 0, width: 0, height: 0)
        case .folded: middle.inset(top: 1 + needRows + 1 + 1).splitTop(1).0
        case .small: middle.splitTop(1).0
        }
    }

    var tabbed: [BoardSection] {
        shape == .small ? BoardSection.allCases : [.queues, .people, .incidents]
    }

    /// The lines of a list, under its title and the heading of its columns.
    func body(of section: BoardSection, showing current: BoardSection) -> Rect {
        let area = area(of: section, showing: current)
        return area.inset(top: titleRows(of: section) + headingRows(of: section))
    }

    func titleRows(of section: BoardSection) -> Int {
        switch shape {
        case .whole: 1
        case .folded: section == .needs ? 1 : 0
        case .small: 0
        }
    }

    func headingRows(of section: BoardSection) -> Int {
        section == .needs || shape == .small ? 0 : 1
    }

    func rows(of section: BoardSection) -> Int {
        max(1, body(of: section, showing: section).height)
    }

    /// The tab that a click is on.
    func tab(at point: Point, _ names: [String]) -> BoardSection? {
        guard tabs.contains(point) else { return nil }
        var x = tabs.x
        for (section, name) in zip(tabbed, names) {
            let end = x + TextWidth.columns(name) + 2
            if (x..<end).contains(point.x) { return section }
            x = end + 1
        }
        return nil
    }

    // MARK: - Panels

    /// Lines of a picker and of the list on a sheet.
    var pickerRows: Int { max(1, min(14, size.height - 8)) }
    var sheetRows: Int { max(1, min(10, size.height - 10)) }

    /// A panel in the middle with `rows` rows inside its frame.
    func panel(rows: Int) -> Rect {
        Rect(size).inset(top: 1, bottom: 2).centered(
            width: min(size.width - 2, 72), height: rows + 2)
    }
}
