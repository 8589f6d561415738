// Charts of a report as SVG: drawn by hand, without a script.
import ReviewCore
import TerminalUI

/// The charts, as wide as the page. Colours come from the page's style sheet by class.
enum ReportChart {
    private static let width = 720.0

    // MARK: - Columns

    static func columns(_ chart: ReportColumns) -> Markup {
        let (top, bottom, left) = (14.0, 150.0, 40.0)
        let most = max(1, chart.most)
        let step = (width - left) / Double(max(1, chart.columns.count))
        let gap = min(4, step * 0.2)
        var shapes = [
            line(left, top, width, top, "grid"), line(left, bottom, width, bottom, "axis"),
            label("\(Int(most))", x: left - 6, y: top + 4, anchor: "end"),
            label("0", x: left - 6, y: bottom, anchor: "end"),
        ]
        for (index, column) in chart.columns.enumerated() {
            let x = left + Double(index) * step
            if let value = column.value {
                let height = value > 0 ? max(1, (bottom - top) * value / most) : 0
                let words = "\(column.label): \(Int(value))"
                shapes.append(
                    rect(
                        x + gap / 2, bottom - height, step - gap, height, "bar", title: words))
            } else {
                shapes.append(
                    rect(
                        x + gap / 2, bottom - 3, step - gap, 3, "untold",
                        title: "\(column.label): not told"))
            }
            if index % chart.labelEvery == 0, x + 30 < width {
                shapes.append(label(column.label, x: x + gap / 2, y: bottom + 16, anchor: "start"))
            }
        }
        let values = chart.columns.map { column in
            "\(column.label) \(column.value.map { "\(Int($0))" } ?? "not told")"
        }
        return picture(
            height: bottom + 22, "\(chart.title) \(chart.each): \(values.joined(separator: ", "))",
            shapes)
    }

    // MARK: - Bars

    static func bars(_ bars: [ReportBar]) -> Markup {
        let (row, names, numbers) = (26.0, 250.0, 130.0)
        let room = width - names - numbers
        let shapes = bars.enumerated().flatMap { index, bar -> [Markup] in
            let y = Double(index) * row
            let length = bar.share > 0 ? max(2, room * bar.share) : 0
            return [
                label(
                    TextWidth.truncate(bar.label, to: 34, ellipsis: "…"), x: names - 10, y: y + 17,
                    anchor: "end", role: "name"),
                rect(names, y + 5, room, row - 10, "track", title: bar.label),
                rect(names, y + 5, length, row - 10, "bar", title: "\(bar.label): \(bar.text)"),
                label(bar.text, x: names + room + 8, y: y + 17, anchor: "start"),
            ]
        }
        let words = bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
        return picture(height: Double(bars.count) * row, words, shapes)
    }

    // MARK: - A line of time

    static func strip(_ strip: ReportStrip) -> Markup {
        var shapes = [rect(0, 8, width, 20, "track", title: strip.title)]
        for stretch in strip.stretches {
            let length = max(2, width * (stretch.to - stretch.from))
            shapes.append(rect(width * stretch.from, 8, length, 20, "bar", title: stretch.label))
        }
        if let first = strip.ends.first {
            shapes.append(label(first, x: 0, y: 46, anchor: "start"))
        }
        if strip.ends.count > 1, let last = strip.ends.last {
            shapes.append(label(last, x: width, y: 46, anchor: "end"))
        }
        let words = strip.stretches.map(\.label).joined(separator: ", ")
        return picture(height: 52, words.isEmpty ? strip.title : "\(strip.title): \(words)", shapes)
    }

    // MARK: - Shapes

    private static func picture(height: Double, _ words: String, _ shapes: [Markup]) -> Markup {
        .element(
            "svg",
            [
                "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img",
                "aria-label": words,
            ], shapes)
    }

    private static func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ role: String, title: String
    ) -> Markup {
        .element(
            "rect",
            [
                "x": number(x), "y": number(y), "width": number(max(0, width)),
                "height": number(max(0, height)), "rx": "2", "class": role,
            ], [.element("title", [:], [.text(title)])])
    }

    private static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ role: String
    ) -> Markup {
        .element(
            "line",
            [
                "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2),
                "class": role,
            ])
    }

    private static func label(
        _ text: String, x: Double, y: Double, anchor: String, role: String = "label"
    ) -> Markup {
        .element(
            "text",
            ["x": number(x), "y": number(y), "text-anchor": anchor, "class": role],
            [.text(text)])
    }

    /// A place in the picture; half a point is finer than any screen.
    private static func number(_ value: Double) -> String { value.plain(1) }
}
