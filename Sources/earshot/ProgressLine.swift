// How far long work has come, on one line of standard error.
import Foundation
import Workstation

/// A line that is written over as work goes on; silent where nobody watches.
final class ProgressLine {
    private let label: String
    private let started = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var isShown = false

    init(_ label: String) {
        self.label = label
    }

    /// Shows how far the work is: `fraction` 0...1 where known, `count` of `unit` done.
    func show(count: Int, of unit: String, fraction: Double?) {
        let now = ContinuousClock.now
        guard Output.errorIsTerminal else { return }
        if let lastShown, now - lastShown < .milliseconds(100) { return }
        lastShown = now
        isShown = true
        let seconds = (now - started) / .seconds(1)
        Output.overwrite(
            ([label, "\(count.grouped) \(unit)"] + rate(count, seconds)
                + rest(fraction, seconds)).joined(separator: "  "))
    }

    /// Takes the line away.
    func finish() {
        if isShown { Output.overwrite("") }
        isShown = false
    }

    private func rate(_ count: Int, _ seconds: Double) -> [String] {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        return rate >= 1 ? ["\(Int(rate).grouped)/s"] : []
    }

    private func rest(_ fraction: Double?, _ seconds: Double) -> [String] {
        guard let fraction, fraction > 0.01, seconds > 0.5 else { return [] }
        return [
            "\(Int(fraction * 100)) %", "\(Self.duration(seconds / fraction - seconds)) left",
        ]
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = max(0, Int(seconds.rounded()))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
