// The figures as a table for people: one line each, and below it what it means.
import Foundation

enum Table {
    private static let widths = [34, 12, 12, 20, 8, 6, 14, 6]
    private static let titles = [
        "", "median", "p99", "machine's floor", "x floor", "runs", "aim", "met",
    ]

    static var header: String { line(titles) }

    static func line(_ figure: Figure) -> String {
        let floor = figure.floor.map { floor in
            let spread = figure.p99 == nil ? "" : " / \(number(floor.p99))"
            return "\(number(floor.median))\(spread) \(figure.unit.rawValue)"
        }
        let row = line([
            figure.name, "\(number(figure.median)) \(figure.unit.rawValue)",
            figure.p99.map { "\(number($0)) \(figure.unit.rawValue)" } ?? "", floor ?? "",
            figure.ratio.map { number($0.median) } ?? "",
            figure.runs > 1 ? String(figure.runs) : "", figure.aim?.text(figure.unit) ?? "",
            figure.verdict?.rawValue ?? "",
        ])
        return "\(row)\n    \(figure.meaning)"
    }

    private static func line(_ columns: [String]) -> String {
        var line = ""
        for (column, (text, width)) in zip(columns, widths).enumerated() {
            let padding = String(repeating: " ", count: max(1, width - text.count))
            line += column == 0 ? text + padding : padding + text
        }
        return line
    }

    /// As short as it can be said: "2.2", "30".
    static func short(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    /// Three digits that matter.
    static func number(_ value: Double) -> String {
        switch abs(value) {
        case _ where !value.isFinite: "-"
        case 1000...: Int(value.rounded()).formatted(.number.locale(Locale(identifier: "en_US")))
        case 100...: String(format: "%.0f", value)
        case 10...: String(format: "%.1f", value)
        case 0.1...: String(format: "%.2f", value)
        case 0: "0"
        default: String(format: "%.3f", value)
        }
    }
}
