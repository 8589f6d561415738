// Where everything stands, from the size of the screen alone: typing never moves a pane.
import TerminalUI

/// The rows of the desk from top to bottom.
enum DeskSection: Int, CaseIterable {
    case status, topGap, wave, coverage, ruler, waveGap, machine, machineGap, reference, diff,
        check, rule
    case intent, slots, answer, judged, extras, notice, footer
}

/// Rectangles of all sections at one size.
struct DeskLayout {
    let size: Size
    /// Columns of the labels on the left; 0 where there is no room for them.
    let labelColumns: Int
    private var heights: [Int]
    private var tops: [Int]

    static let least = Size(width: 40, height: 10)

    init(_ size: Size) {
        self.size = size
        labelColumns = size.width >= 60 ? 12 : 0
        var heights = Self.leastHeights(fitting: size.height)
        Self.grow(&heights, to: size.height)
        self.heights = heights
        var top = 0
        tops = heights.map { height in
            defer { top += height }
            return top
        }
    }

    var isTooSmall: Bool { size.width < Self.least.width || size.height < Self.least.height }

    /// The whole width of a section.
    func row(_ section: DeskSection) -> Rect {
        Rect(
            x: 0, y: tops[section.rawValue], width: size.width,
            height: heights[section.rawValue])
    }

    /// The part of a section right of the labels.
    func content(_ section: DeskSection) -> Rect {
        let margin = labelColumns > 0 ? 2 : 1
        return row(section).inset(left: margin + labelColumns, right: margin)
    }

    /// The part of a section that holds its label.
    func label(_ section: DeskSection) -> Rect {
        guard labelColumns > 0 else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        let row = row(section)
        return Rect(x: 2, y: row.y, width: labelColumns - 1, height: row.height)
    }

    var wave: Rect { row(.wave).inset(left: 2, right: 2) }
    /// Column for column under the wave.
    var coverage: Rect { row(.coverage).inset(left: 2, right: 2) }

    /// One column stays free at the right, for the caret behind a full row.
    var referenceWrapping: TextLayout { Self.wrapping(content(.reference).width) }
    var noteWrapping: TextLayout { Self.wrapping(panel(rows: 6).width - 4) }

    static func wrapping(_ columns: Int) -> TextLayout {
        TextLayout(width: max(1, columns - 1)) { TextWidth.columns($0) }
    }

    // MARK: - Panels

    /// Rows of a list in a panel.
    var listRows: Int { max(1, min(16, size.height - 6)) }

    /// A panel in the middle with `rows` rows inside its frame.
    func panel(rows: Int) -> Rect {
        let width = min(size.width - 2, 76)
        let height = min(size.height - 2, rows + 2)
        return Rect(
            x: (size.width - width) / 2, y: max(1, (size.height - height) / 2), width: width,
            height: height)
    }

    /// A panel that leaves the sound, the machine's words and the reference in sight; `nil` where
    /// there is no room for it below them.
    func panelBelowReference(rows: Int) -> Rect? {
        let top = row(.reference).maxY
        guard row(.notice).y - top >= rows + 2 else { return nil }
        let width = min(size.width - 2, 76)
        return Rect(x: (size.width - width) / 2, y: top, width: width, height: rows + 2)
    }

    /// Rows of the well that pieces are fitted in.
    var gameRows: Int { max(6, min(20, size.height - 4)) }

    var helpFrame: Rect { Rect(size).inset(left: 1, top: 1, right: 1, bottom: 1) }

    /// Columns of a line of help, beside the scroll bar.
    var helpColumns: Int { max(1, helpFrame.width - 5) }

    // MARK: - Heights

    /// Rows each section needs to be of use, and how early it is given up (0 never).
    private static let needs: [(section: DeskSection, rows: Int, rank: Int)] = [
        (.status, 1, 0), (.wave, 1, 1), (.ruler, 1, 1), (.machine, 1, 0), (.reference, 2, 0),
        (.diff, 1, 6), (.check, 1, 3), (.intent, 1, 2), (.slots, 1, 7), (.answer, 1, 5),
        (.judged, 1, 5), (.extras, 1, 8), (.notice, 1, 1), (.footer, 1, 0), (.coverage, 1, 4),
    ]

    /// Who gets the next free row.
    private static let growth: [DeskSection] = [
        .wave, .reference, .machine, .check, .wave, .judged, .rule, .waveGap, .reference, .topGap,
        .wave, .machineGap, .reference, .extras, .answer, .slots, .wave, .diff, .extras, .check,
        .reference, .machine, .wave, .reference, .check,
    ]

    private static func leastHeights(fitting rows: Int) -> [Int] {
        var heights = Array(repeating: 0, count: DeskSection.allCases.count)
        var free = rows
        for need in needs.sorted(by: { $0.rank < $1.rank }) where need.rows <= free {
            heights[need.section.rawValue] = need.rows
            free -= need.rows
        }
        return heights
    }

    private static func grow(_ heights: inout [Int], to rows: Int) {
        guard !needs.contains(where: { heights[$0.section.rawValue] == 0 }) else {
            // What is left over after a section was given up goes to the text.
            heights[DeskSection.reference.rawValue] += rows - heights.reduce(0, +)
            return
        }
        var free = rows - heights.reduce(0, +)
        for section in growth where free > 0 {
            heights[section.rawValue] += 1
            free -= 1
        }
        heights[DeskSection.reference.rawValue] += free
    }
}
