// What commands print: plain lines, JSON documents, progress on a terminal.
import Foundation

enum Output {
    /// One line on standard error.
    static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// One JSON document on standard output, keys sorted so that two runs compare.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A line on standard error that is written over as work goes on; silent where nobody watches.
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
        let seconds = Double((now - started).components.seconds) +
            Double((now - started).components.attoseconds) * 1e-18
        let rate = seconds > 0 ? Double(count) / seconds : 0
        var line = "\(label)  \(count.formatted()) \(unit)"
        if rate >= 1 { line += "  \(Int(rate).formatted())/s" }
        if let fraction, fraction > 0.01, seconds > 0.5 {
            line += "  \(Int(fraction * 100)) %"
            line += "  \(Self.duration(seconds / fraction - seconds)) left"
        }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    /// Takes the line away.
    func finish() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        isShown = false
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = max(0, Int(seconds.rounded()))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
