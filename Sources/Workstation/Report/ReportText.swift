// A report for the terminal: plain lines, with bars and sparklines.
import ReviewCore
import TerminalUI

/// The lines of a report, at most `width` columns wide.
public struct ReportText {
    public let lines: [String]

    /// - Parameter glyphs: plain ASCII where the locale has nothing else.
    public init(_ document: ReportDocument, width: Int = 80, glyphs: Glyphs = .unicode) {
        let writer = Writer(width: max(40, width), glyphs: glyphs)
        lines =
            [writer.clean(document.title), writer.clean(document.subtitle)]
            + document.sections.flatMap(writer.lines)
    }
}

private struct Writer {
    let width: Int
    let glyphs: Glyphs

    private let indent = "  "
    /// Columns of the longest bar.
    private let barColumns = 24

    func lines(_ section: ReportSection) -> [String] {
        ["", clean(section.title)] + (section.note.isEmpty ? [] : words(section.note))
            + section.parts.flatMap(lines)
    }

    private func lines(_ part: ReportPart) -> [String] {
        switch part {
        case .figures(let figures):
            let label = figures.map { TextWidth.columns(clean($0.label)) }.max() ?? 0
            return figures.map {
                "\(indent)\(padded(clean($0.label), to: label))  \(clean($0.value))"
            }
        case .columns(let columns): return lines(columns)
        case .bars(let bars): return lines(bars)
        case .strip(let strip): return lines(strip)
        case .words(let text): return words(text)
        }
    }

    // MARK: - Charts

    private func lines(_ columns: ReportColumns) -> [String] {
        // Two cells a column where there is room, so that labels find theirs.
        let cells = columns.columns.count * 2 + 2 <= width ? 2 : 1
        let shown = columns.columns.suffix((width - indent.count) / cells)
        let most = columns.most
        let line = shown.map { column in
            String(repeating: level(column.value, of: most), count: cells)
        }.joined()
        var labels = ""
        for (index, column) in shown.enumerated()
        where (columns.columns.count - shown.count + index) % columns.labelEvery == 0 {
            let place = index * cells
            let free = place - TextWidth.columns(labels)
            // A label stands whole under its column, or not at all.
            guard free > 0 || labels.isEmpty, place + column.label.count <= width - indent.count
            else { continue }
            labels += String(repeating: " ", count: max(0, free)) + clean(column.label)
        }
        return [
            indent + line, indent + labels,
            "\(indent)\(clean(columns.title)), at most \(Int(most)) \(clean(columns.each))",
        ]
    }

    /// One cell of a sparkline. What is not told is a point in the middle, and no height.
    private func level(_ value: Double?, of most: Double) -> Character {
        guard let value else { return glyphs == .unicode ? "·" : "?" }
        guard value > 0, most > 0 else { return glyphs == .unicode ? " " : "_" }
        let levels = Array(glyphs == .unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
        return levels[Int((min(1, value / most) * Double(levels.count - 1)).rounded())]
    }

    private func lines(_ bars: [ReportBar]) -> [String] {
        let longest = bars.map { TextWidth.columns(clean($0.label)) }.max() ?? 0
        let label = min(longest, max(8, width - barColumns - 24))
        return bars.map { bar in
            let name = TextWidth.truncate(
                clean(bar.label), to: label, ellipsis: glyphs.ellipsis)
            return
                "\(indent)\(padded(name, to: label))  \(padded(drawn(bar.share), to: barColumns))"
                + "  \(clean(bar.text))"
        }
    }

    /// A bar in eighths of a cell; what is more than nothing is seen.
    private func drawn(_ share: Double) -> String {
        guard share > 0 else { return "" }
        guard glyphs == .unicode else {
            return String(
                repeating: "#", count: max(1, Int((share * Double(barColumns)).rounded())))
        }
        let eighths = max(1, Int((share * Double(barColumns * 8)).rounded()))
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }

    private func lines(_ strip: ReportStrip) -> [String] {
        let cells = min(60, width - indent.count)
        var line = Array(repeating: glyphs == .unicode ? "─" : "-", count: cells)
        for stretch in strip.stretches {
            let from = min(cells - 1, Int(stretch.from * Double(cells)))
            let to = min(cells, max(from + 1, Int((stretch.to * Double(cells)).rounded())))
            for cell in from..<to { line[cell] = glyphs == .unicode ? "█" : "#" }
        }
        let ends = strip.ends.map(clean)
        let gap = cells - ends.reduce(0) { $0 + TextWidth.columns($1) }
        return [
            indent + line.joined(),
            indent + ends.joined(separator: String(repeating: " ", count: max(1, gap))),
        ] + strip.stretches.map { "\(indent)\(clean($0.label))" }
    }

    // MARK: - Words

    private func words(_ text: String) -> [String] {
        WrappedText(clean(text), width: width - indent.count).readLines.map { indent + $0 }
    }

    private func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - TextWidth.columns(text)))
    }

    /// Names in a report are what somebody gave: nothing in them moves the cursor.
    func clean(_ text: String) -> String {
        SanitizedText(text).text.replacing("\n", with: " ")
    }
}
