// Pieces to fit together, for a pause: something for the eyes, that hurries nobody and ends by itself.
import ReviewCore

/// The game: a well, a piece that sinks, rows that go when they are full. Chance is handed in as a
/// seed, time as steps.
public struct PauseGame: Sendable, Equatable {
    public enum Move: Sendable, Equatable, CaseIterable {
        case left, right, turn, down, drop
    }

    public static let columns = 10
    /// Seconds between two steps of the piece; it never gets faster.
    static let pace = 0.9
    /// Seconds after which the game has been long enough.
    static let longest = 900.0

    public let rows: Int
    public let since: Timestamp
    /// Row by row from the top; `nil` is empty.
    public private(set) var well: [[Piece.Kind?]]
    public private(set) var piece: Piece
    public private(set) var fitted = 0
    /// The well is full, and the game has ended.
    public private(set) var isFull = false
    private var bag: [Piece.Kind] = []
    private var chance: UInt64

    /// `rows` are at least 6.
    init(rows: Int, since: Timestamp) {
        self.rows = max(6, rows)
        self.since = since
        chance = UInt64(bitPattern: since.microseconds)
        well = Array(repeating: Array(repeating: nil, count: Self.columns), count: self.rows)
        piece = Piece(.bar)
        bring()
    }

    public mutating func take(_ move: Move) {
        guard !isFull else { return }
        switch move {
        case .left: shift(by: -1)
        case .right: shift(by: 1)
        case .turn: turn()
        case .down: sink()
        case .drop:
            while fits(piece.moved(down: 1)) { piece = piece.moved(down: 1) }
            settle()
        }
    }

    /// One step down; a piece that lies settles, and the next one comes.
    mutating func sink() {
        guard !isFull else { return }
        if fits(piece.moved(down: 1)) { piece = piece.moved(down: 1) } else { settle() }
    }

    /// Where the piece would come to lie.
    var landing: Piece {
        var landing = piece
        while fits(landing.moved(down: 1)) { landing = landing.moved(down: 1) }
        return landing
    }

    private mutating func shift(by columns: Int) {
        let moved = piece.moved(right: columns)
        if fits(moved) { piece = moved }
    }

    /// At a wall it steps aside.
    private mutating func turn() {
        let turned = piece.turned
        let place = [0, 1, -1, 2, -2].map { turned.moved(right: $0) }.first(where: fits)
        if let place { piece = place }
    }

    private func fits(_ piece: Piece) -> Bool {
        piece.cells.allSatisfy { cell in
            (0..<Self.columns).contains(cell.column) && cell.row < rows
                && (cell.row < 0 || well[cell.row][cell.column] == nil)
        }
    }

    private mutating func settle() {
        for cell in piece.cells {
            guard cell.row >= 0 else {
                isFull = true
                return
            }
            well[cell.row][cell.column] = piece.kind
        }
        let left = well.filter { $0.contains(nil) }
        fitted += rows - left.count
        let empty = Array(repeating: Piece.Kind?.none, count: Self.columns)
        well = Array(repeating: empty, count: rows - left.count) + left
        bring()
    }

    private mutating func bring() {
        if bag.isEmpty { bag = shuffled(Piece.Kind.allCases) }
        piece = Piece(bag.removeLast())
        isFull = !fits(piece)
    }

    /// Every kind comes before one comes again: nobody waits for the bar.
    private mutating func shuffled(_ kinds: [Piece.Kind]) -> [Piece.Kind] {
        var kinds = kinds
        for index in kinds.indices.dropFirst().reversed() {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            kinds.swapAt(index, Int((chance >> 33) % UInt64(index + 1)))
        }
        return kinds
    }
}

/// Four cells that move as one.
public struct Piece: Sendable, Equatable {
    public enum Kind: Int, Sendable, Equatable, CaseIterable {
        case bar, square, tee, left, right, leftStep, rightStep
    }

    public struct Cell: Sendable, Equatable {
        public let column: Int
        public let row: Int
    }

    public let kind: Kind
    public private(set) var cells: [Cell]
    /// The corner and the side of the square that it turns in.
    private var corner: Cell
    private let side: Int

    init(_ kind: Kind) {
        self.kind = kind
        let shape = Self.shape(kind)
        side = kind == .bar ? 4 : kind == .square ? 2 : 3
        corner = Cell(column: (PauseGame.columns - side) / 2, row: kind == .bar ? -1 : 0)
        let (left, top) = (corner.column, corner.row)
        cells = shape.map { Cell(column: left + $0.0, row: top + $0.1) }
    }

    func moved(right columns: Int = 0, down rows: Int = 0) -> Piece {
        var piece = self
        piece.corner = Cell(column: corner.column + columns, row: corner.row + rows)
        piece.cells = cells.map { Cell(column: $0.column + columns, row: $0.row + rows) }
        return piece
    }

    /// A quarter to the right.
    var turned: Piece {
        var piece = self
        piece.cells = cells.map { cell in
            Cell(
                column: corner.column + side - 1 - (cell.row - corner.row),
                row: corner.row + cell.column - corner.column)
        }
        return piece
    }

    private static func shape(_ kind: Kind) -> [(Int, Int)] {
        switch kind {
        case .bar: [(0, 1), (1, 1), (2, 1), (3, 1)]
        case .square: [(0, 0), (1, 0), (0, 1), (1, 1)]
        case .tee: [(1, 0), (0, 1), (1, 1), (2, 1)]
        case .left: [(0, 0), (0, 1), (1, 1), (2, 1)]
        case .right: [(2, 0), (0, 1), (1, 1), (2, 1)]
        case .leftStep: [(0, 0), (1, 0), (1, 1), (2, 1)]
        case .rightStep: [(1, 0), (2, 0), (0, 1), (1, 1)]
        }
    }
}
