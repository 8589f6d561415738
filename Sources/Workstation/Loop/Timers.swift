// Deadlines by name: the loop sleeps until the nearest one.

/// At most one deadline a name, on a monotonic clock in nanoseconds.
struct Timers<Name: Hashable> {
    private var deadlines: [Name: UInt64] = [:]

    /// Sets `name` to ring at `deadline`, in place of an earlier setting.
    mutating func set(_ name: Name, at deadline: UInt64) {
        deadlines[name] = deadline
    }

    /// Sets `name` unless it is set already.
    mutating func setIfAbsent(_ name: Name, at deadline: UInt64) {
        if deadlines[name] == nil { deadlines[name] = deadline }
    }

    mutating func cancel(_ name: Name) {
        deadlines[name] = nil
    }

    /// When `name` will ring; `nil` when it is not set.
    func deadline(of name: Name) -> UInt64? { deadlines[name] }

    /// The nearest deadline.
    var next: UInt64? { deadlines.values.min() }

    /// Removes and returns what is due at `now`, the longest due first.
    mutating func popDue(at now: UInt64) -> [Name] {
        let due = deadlines.filter { $0.value <= now }.sorted { $0.value < $1.value }
        for (name, _) in due { deadlines[name] = nil }
        return due.map(\.key)
    }
}
