// A place as a reviewer may see it: a cell that enough people share, or nothing.

/// The cell in which a location is shown.
public struct ShownPlace: Sendable, Hashable {
    public let cell: GeoCell
    /// What the intent would have had, were enough people there.
    public let asked: CellLevel

    /// As many accounts at least share every cell that is shown.
    public static let leastSharing = 20

    /// The cell of the level the intent asks for, one level coarser until enough accounts share
    /// it; `nil` where not even the coarsest is shared by so many.
    ///
    /// - Parameter isShared: whether at least `leastSharing` accounts were in the cell of a level.
    public init?<Failure: Error>(
        _ point: Coordinates, asked: CellLevel,
        isShared: (CellLevel) throws(Failure) -> Bool
    ) throws(Failure) {
        var level: CellLevel? = asked
        while let candidate = level {
            if try isShared(candidate) {
                guard let cell = GeoCell(around: point, level: candidate) else { return nil }
                self.cell = cell
                self.asked = asked
                return
            }
            level = candidate.coarser
        }
        return nil
    }

    /// Whether it is coarser than the request needs.
    public var isCoarsened: Bool { cell.level < asked }

    /// One line for the screen.
    public var words: String {
        "within about \(cell.extent), cell \(cell.code); shared by \(Self.leastSharing) or more"
            + " accounts"
    }
}
