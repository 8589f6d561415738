// The middle and the edges of many numbers, kept in little room however many they are.

/// Numbers sorted into steps as they come. What it answers is right to within one step.
public struct Spread: Sendable, Equatable {
    /// How many fell into each step; the last step takes all that is larger.
    private var steps: [Int]
    private let step: Double
    public private(set) var count = 0

    public init(step: Double = 1, upTo most: Double = 3600) {
        self.step = max(step, .leastNormalMagnitude)
        steps = Array(repeating: 0, count: Int(min(max(1, most / self.step), 1e6)) + 1)
    }

    /// Nonsense (negative, not a number) is left out.
    public mutating func add(_ value: Double) {
        guard value.isFinite, value >= 0 else { return }
        steps[Int(min(value / step, Double(steps.count - 1)))] += 1
        count += 1
    }

    /// Adds numbers that were sorted into the same steps.
    public mutating func add(_ other: Spread) {
        guard other.step == step, other.steps.count == steps.count else { return }
        for index in steps.indices { steps[index] += other.steps[index] }
        count += other.count
    }

    public var median: Double? { share(0.5) }

    /// The value below which `share` of all lie; `nil` without any.
    public func share(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let wanted = Double(count) * min(1, max(0, share))
        var seen = 0
        for (index, number) in steps.enumerated() where number > 0 {
            seen += number
            if Double(seen) >= wanted { return Double(index) * step }
        }
        return nil
    }
}
