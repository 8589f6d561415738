// Counts who shares a cell of the earth without knowing the cell, the account or the clip.
import Crypto
import Foundation
import ReviewCore

/// Stands for a cell in the database. Without the `border` key nobody can tell which cell it is,
/// of which length, or which other token lies around it.
public struct CellToken: Sendable, Hashable, Codable, Comparable {
    public let bytes: Data

    public init(bytes: Data) {
        self.bytes = bytes
    }

    public init(from decoder: any Decoder) throws {
        bytes = try decoder.singleValueContainer().decode(Data.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    public static func < (left: CellToken, right: CellToken) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// That some account was in some cell. The same account has another tag in every cell, so that
/// its cells cannot be joined, nor any of them with the pseudonym beside its clips.
public struct CellMark: Sendable, Hashable, Codable {
    public let token: CellToken
    public let tag: Data

    public init(token: CellToken, tag: Data) {
        self.token = token
        self.tag = tag
    }
}

/// The keys for tokens and tags, both derived from `border`: whoever imports makes them, and a
/// reader of the database, who knows every pseudonym, cannot try one out.
struct CellMarks: Sendable, Redacted {
    private let cell: SymmetricKey
    private let account: SymmetricKey

    /// 128 bits: no two cells or accounts of a workspace meet.
    private static let byteCount = 16

    init(cell: SymmetricKey, account: SymmetricKey) {
        self.cell = cell
        self.account = account
    }

    /// The tokens of all cells around a point, coarsest first.
    func tokens(around point: Coordinates) -> [CellLevel: CellToken] {
        let cells = CellLevel.allCases.compactMap { GeoCell(around: point, level: $0) }
        return Dictionary(
            uniqueKeysWithValues: cells.map { ($0.level, token(of: $0)) })
    }

    private func token(of geoCell: GeoCell) -> CellToken {
        var place = Place(label: "cell", format: 1)
        place.add(geoCell.code)
        return CellToken(bytes: code(of: place, with: cell))
    }

    /// In the order of their tokens, which says nothing of their levels.
    func marks(of accountID: String, in tokens: some Collection<CellToken>) -> [CellMark] {
        tokens.sorted().map { token in
            var place = Place(label: "account in cell", format: 1)
            place.add([UInt8](token.bytes))
            place.add(accountID)
            return CellMark(token: token, tag: code(of: place, with: account))
        }
    }

    private func code(of place: Place, with key: SymmetricKey) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: place.bytes, using: key).prefix(Self.byteCount))
    }
}
