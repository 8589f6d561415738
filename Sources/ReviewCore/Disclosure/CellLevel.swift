// How finely a place may ever be shown: four lengths of geohash, and no finer one to ask for.

/// The length of a geohash that may be shown. A house lies in a cell of length 7 and finer: there
/// is no value for those, so nothing that takes a level can be asked for one.
public enum CellLevel: Int, Sendable, Codable, CaseIterable, Comparable {
    /// About 156 km x 156 km.
    case region = 3
    /// About 39 km x 20 km: weather.
    case district = 4
    /// About 5 km x 5 km: what is near, traffic.
    case town = 5
    /// About 1.2 km x 600 m: directions.
    case quarter = 6

    /// The next coarser one; `nil` where there is none that says anything.
    public var coarser: CellLevel? { CellLevel(rawValue: rawValue - 1) }

    public static func < (left: CellLevel, right: CellLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
