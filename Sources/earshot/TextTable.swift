// Rows of text in columns, for people to read.
import ReviewCore
import TerminalUI

/// Columns lined up by the widest cell, as wide as a terminal shows it; numbers to the right.
/// Cells are names that somebody gave or wrote into the database: they are made harmless here.
enum TextTable {
    static func lines(_ rows: [[String]], numbersFrom firstNumber: Int = .max) -> [String] {
        let rows = rows.map { $0.map { SanitizedText($0).text.replacing("\n", with: " ") } }
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { TextWidth.columns($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(
                    repeating: " ", count: widths[column] - TextWidth.columns(cell))
                return column >= firstNumber ? padding + cell : cell + padding
            }
            return String(cells.joined(separator: "  ").trimmingSuffix(while: { $0 == " " }))
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
