// One shift's sound, counted at two desks or in two sittings, put together.

extension HearingDose {
    /// Adds what `other` counted of the same shift. The headset worn stays this one's.
    public mutating func add(_ other: HearingDose) {
        for part in other.parts { add(part.exposure, to: part.calibration) }
        recent.add(other.recent)
        shocks = (shocks + other.shocks).sorted { $0.at < $1.at }
    }

    /// Whether there is nothing in it to be kept.
    public var isEmpty: Bool { parts.isEmpty && shocks.isEmpty }
}
