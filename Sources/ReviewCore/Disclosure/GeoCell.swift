// A cell of the earth, named by its geohash: the only form in which a place leaves the vault.
import Foundation

/// A geohash cell of one of the levels that may be shown.
public struct GeoCell: Sendable, Hashable {
    public let level: CellLevel
    /// As many letters as the level says, such as `u33d`.
    public let code: String
    /// Degrees from south to north, and from west to east.
    public let latitudes: ClosedRange<Double>
    public let longitudes: ClosedRange<Double>

    private static let letters = Array("0123456789bcdefghjkmnpqrstuvwxyz")
    private static let bitsOfLetter = 5

    /// The cell around a point; `nil` where the point is not on the earth.
    ///
    /// Longitude and latitude are halved in turn, longitude first; which half the point is in is a
    /// bit, and five bits are a letter.
    public init?(around point: Coordinates, level: CellLevel) {
        guard (-90...90).contains(point.latitude), (-180...180).contains(point.longitude) else {
            return nil
        }
        var (south, north, west, east) = (-90.0, 90.0, -180.0, 180.0)
        var code = ""
        var letter = 0
        for bit in 0..<level.rawValue * Self.bitsOfLetter {
            if bit.isMultiple(of: 2) {
                let isUpper = Self.halve(&west, &east, at: point.longitude)
                letter = letter << 1 | (isUpper ? 1 : 0)
            } else {
                let isUpper = Self.halve(&south, &north, at: point.latitude)
                letter = letter << 1 | (isUpper ? 1 : 0)
            }
            if bit % Self.bitsOfLetter == Self.bitsOfLetter - 1 {
                code.append(Self.letters[letter])
                letter = 0
            }
        }
        self.level = level
        self.code = code
        latitudes = south...north
        longitudes = west...east
    }

    /// Keeps the half that `value` is in; says whether it is the upper one.
    private static func halve(_ low: inout Double, _ high: inout Double, at value: Double) -> Bool {
        let middle = (low + high) / 2
        guard value >= middle else {
            high = middle
            return false
        }
        low = middle
        return true
    }

    // MARK: - In words

    /// How large the cell is, rounded as people speak of it: `5 km x 5 km`. Towards the poles
    /// cells are narrower.
    public var extent: String {
        let middle = (latitudes.lowerBound + latitudes.upperBound) / 2
        let width =
            (longitudes.upperBound - longitudes.lowerBound) * Self.kilometresOfDegree
            * cos(middle * .pi / 180)
        let height = (latitudes.upperBound - latitudes.lowerBound) * Self.kilometresOfDegree
        return "\(Self.rounded(width)) x \(Self.rounded(height))"
    }

    /// Of latitude everywhere, of longitude at the equator.
    private static let kilometresOfDegree = 111.32

    private static func rounded(_ kilometres: Double) -> String {
        // Never "0 m": the northernmost cells have no width at their upper edge.
        kilometres >= 0.95
            ? "\(Int(kilometres.rounded())) km"
            : "\(max(1, Int((kilometres * 10).rounded())) * 100) m"
    }
}
