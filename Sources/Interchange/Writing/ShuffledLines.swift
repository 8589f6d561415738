// Lines kept out of sight until all are there, then given out in an order that tells nothing.
import Foundation

/// A file without a name that takes lines as they come and gives them back shuffled. It goes
/// away with the process, whatever ends it.
final class ShuffledLines {
    private struct Line {
        let key: UInt64
        let offset: Int64
        let length: Int32
    }

    private var spool: AtomicFile
    private var lines: [Line] = []

    /// - Parameter path: a file beside which there is room.
    init(beside path: String) throws(InterchangeError) {
        var file = try AtomicFile(path: path)
        file.hide()
        spool = file
    }

    func append(_ line: [UInt8]) throws(InterchangeError) {
        var generator = SystemRandomNumberGenerator()
        lines.append(
            Line(key: generator.next(), offset: spool.written, length: Int32(clamping: line.count)))
        try spool.write(line)
    }

    /// Writes every line once, in the order of keys drawn at random for this export alone.
    func drain(into file: inout AtomicFile) throws(InterchangeError) {
        for line in lines.sorted(by: { $0.key < $1.key }) {
            try file.write(try spool.read(at: line.offset, count: Int(line.length)))
        }
    }
}
