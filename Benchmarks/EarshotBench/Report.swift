// The figures as one JSON document, and the machine they were taken on.
import Foundation

/// Everything a run found.
struct Report: Encodable {
    let machine: String
    let figures: [Figure]

    init(_ figures: [Figure]) {
        machine = Machine.description
        self.figures = figures
    }

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}

enum Machine {
    /// Processors, their load now, and the kernel.
    static var description: String {
        var load = [0.0, 0, 0]
        getloadavg(&load, 3)
        let info = ProcessInfo.processInfo
        return "\(info.activeProcessorCount) processors, load \(Table.number(load[0])), "
            + info.operatingSystemVersionString
    }
}
