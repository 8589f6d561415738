// Numbers measured many times, and what may be said of them.

/// Measurements of one thing, in the order they were made.
struct Series {
    private(set) var values: [Double] = []

    init(_ values: [Double] = []) {
        self.values = values
    }

    mutating func add(_ value: Double) {
        values.append(value)
    }

    mutating func add(_ values: [Double]) {
        self.values += values
    }

    /// Adds a stretch of time, in milliseconds.
    mutating func add(_ time: Duration) {
        values.append(time.milliseconds)
    }

    var count: Int { values.count }

    var median: Double { quantile(0.5) }
    var p99: Double { quantile(0.99) }
    var largest: Double { values.max() ?? .nan }

    /// The smallest value that at least this share of the values does not pass (nearest rank): a
    /// p99 of fewer than a hundred runs is the worst of them.
    func quantile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let rank = (share * Double(values.count)).rounded(.up)
        return values.sorted()[min(values.count - 1, max(0, Int(rank) - 1))]
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    var milliseconds: Double { seconds * 1000 }
}

/// How long `body` takes.
func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, time: Duration) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, ContinuousClock.now - start)
}

extension Series {
    /// Times `body` over and over, after `warmUp` runs that do not count.
    static func of(_ runs: Int, warmUp: Int = 0, _ body: (Int) throws -> Void) rethrows -> Series {
        for run in 0..<warmUp { try body(run) }
        var series = Series()
        for run in 0..<runs { series.add(try timed { try body(warmUp + run) }.time) }
        return series
    }
}
