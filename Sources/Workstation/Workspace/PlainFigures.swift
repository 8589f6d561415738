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

    /// A count with what is counted: `1 clip`, `1,204 clips`.
    ///
    /// - Parameter many: what several are called; `nil` where that is the same and an s.
    public func counted(_ one: String, _ many: String? = nil) -> String {
        "\(grouped) \(self == 1 ? one : many ?? one + "s")"
    }
}

/// A size on disk in the unit that suits it, by thousands: `1.5 GB`.
func plainSize(ofBytes bytes: Int64) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard bytes >= 1000 else { return "\(max(0, bytes)) bytes" }
    var unit = 0
    var size = bytes
    while size >= 1_000_000, unit < units.count - 1 {
        size /= 1000
        unit += 1
    }
    // Thousandths of the unit; below a hundred of it one decimal is kept.
    let whole = size / 1000
    return whole < 100 ? "\(whole).\(size % 1000 / 100) \(units[unit])" : "\(whole) \(units[unit])"
}
