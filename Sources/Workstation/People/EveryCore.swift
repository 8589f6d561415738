// Work on many values, spread over the cores.
import Foundation
import Synchronization

/// Maps on every core; results keep their order.
func onEveryCore<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
) -> [Result] {
    let width = 32
    guard items.count > width else { return items.map(body) }
    let starts = Array(stride(from: 0, to: items.count, by: width))
    let pieces = Mutex<[[Result]]>(Array(repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { piece in
        let range = starts[piece]..<min(starts[piece] + width, items.count)
        let results = items[range].map(body)
        pieces.withLock { $0[piece] = results }
    }
    return pieces.withLock { $0.flatMap(\.self) }
}
