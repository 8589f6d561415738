// Numbers in plain figures: the same on every machine, whatever its locale's tables say.

extension BinaryInteger {
    /// Figures in groups of three: `1,234,567`.
    public var grouped: String {
        let figures = String(magnitude)
        var result = self < 0 ? "-" : ""
        for (index, figure) in figures.enumerated() {
            if index > 0, (figures.count - index).isMultiple(of: 3) { result += "," }
            result.append(figure)
        }
        return result
    }
}

/// A size on disk in the unit that suits it, by thousands: `1.5 GB`.
func plainSize(ofBytes bytes: Int64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var tenths = max(0, bytes) &* 10
    var unit = 0
    // From the second unit on one decimal is kept.
    while tenths >= 10_000, unit < units.count - 1 {
        tenths /= 1000
        unit += 1
    }
    let whole = tenths / 10
    return unit == 0 || whole >= 100
        ? "\(whole) \(units[unit])" : "\(whole).\(tenths % 10) \(units[unit])"
}
