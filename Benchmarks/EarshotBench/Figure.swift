// One line of the table: what was measured, what came out, what was aimed at.

/// What a figure counts.
enum Unit: String, Codable {
    case milliseconds = "ms"
    case perSecond = "/s"
    case realTime = "x"
    case megabytes = "MB"
    case megabytesPerSecond = "MB/s"
    case kilobytes = "kB"
    case percent = "%"
    case bytes = "B"
    case loudness = "LU"
    case decibels = "dB"
    case count = ""
}

/// The bound a figure should keep.
enum Aim {
    case p99Below(Double)
    case medianBelow(Double)
    case medianAbove(Double)
    /// At most so many times the floor's time.
    case ratioBelow(Double)

    func isMet(by figure: Figure) -> Bool {
        switch self {
        case .p99Below(let bound): (figure.p99 ?? figure.median) < bound
        case .medianBelow(let bound): figure.median < bound
        case .medianAbove(let bound): figure.median > bound
        case .ratioBelow(let bound): (figure.ratio?.median ?? .infinity) < bound
        }
    }

    /// Whether the floor itself leaves less than half of the bound.
    func isOutOfReach(over floor: Series?) -> Bool {
        guard let floor, floor.count > 0 else { return false }
        switch self {
        case .p99Below(let bound): return floor.p99 > bound / 2
        case .medianBelow(let bound): return floor.median > bound / 2
        case .medianAbove(let bound): return floor.median < bound * 2
        // A floor that itself moves by more than the bound allows tells nothing.
        case .ratioBelow(let bound): return floor.quantile(0.9) > bound * floor.quantile(0.1)
        }
    }

    func text(_ unit: Unit) -> String {
        switch self {
        case .p99Below(let bound): "p99 < \(Table.number(bound)) \(unit.rawValue)"
        case .medianBelow(let bound): "< \(Table.number(bound)) \(unit.rawValue)"
        case .medianAbove(let bound): "> \(Table.number(bound)) \(unit.rawValue)"
        case .ratioBelow(let bound): "< \(Table.number(bound)) floor"
        }
    }
}

/// A measured figure.
struct Figure {
    let name: String
    let unit: Unit
    let median: Double
    /// Absent where one run gives one number.
    let p99: Double?
    let runs: Int
    /// What the machine itself took for the same kind of thing, in the same minutes.
    var floor: Series?
    /// Our time over the floor's, where both did the same work in turn.
    var ratio: Series?
    var aim: Aim?
    /// What exactly was measured, and against which floor.
    let meaning: String

    init(
        _ name: String, _ series: Series, unit: Unit = .milliseconds, floor: Series? = nil,
        ratio: Series? = nil, aim: Aim? = nil, _ meaning: String
    ) {
        self.name = name
        self.unit = unit
        median = series.median
        // Of a rate, the high values are the good ones; its median says enough.
        let isRate = [.perSecond, .realTime, .megabytesPerSecond].contains(unit)
        p99 = series.count > 1 && !isRate ? series.p99 : nil
        runs = series.count
        self.floor = floor
        self.ratio = ratio
        self.aim = aim
        self.meaning = meaning
    }

    init(_ name: String, _ value: Double, unit: Unit, aim: Aim? = nil, _ meaning: String) {
        self.init(name, Series([value]), unit: unit, aim: aim, meaning)
    }

    var verdict: Verdict? {
        guard let aim else { return nil }
        if aim.isMet(by: self) { return .met }
        return aim.isOutOfReach(over: floor) ? .noisy : .missed
    }
}

/// Whether an aim was met.
enum Verdict: String, Codable {
    case met = "yes"
    case missed = "NO"
    /// The machine alone takes more than half of what the aim allows: run it again in a quiet hour.
    case noisy = "noise"
}

extension Figure: Encodable {
    private enum Keys: String, CodingKey {
        case name, unit, median, p99, runs, floorMedian, floorP99, ratio, ratioP90, aim, met,
            meaning
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try container.encode(unit, forKey: .unit)
        try container.encode(median, forKey: .median)
        try container.encodeIfPresent(p99, forKey: .p99)
        try container.encode(runs, forKey: .runs)
        try container.encodeIfPresent(floor?.median, forKey: .floorMedian)
        try container.encodeIfPresent(floor?.p99, forKey: .floorP99)
        try container.encodeIfPresent(ratio?.median, forKey: .ratio)
        try container.encodeIfPresent(ratio?.quantile(0.9), forKey: .ratioP90)
        try container.encodeIfPresent(aim?.text(unit), forKey: .aim)
        try container.encodeIfPresent(verdict, forKey: .met)
        try container.encode(meaning, forKey: .meaning)
    }
}
