// Geohash cells: they are the field's own, they hold the point, and none is finer than level 6.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct GeoCellTests {
    /// Points whose geohashes are published.
    private static let known: [(Coordinates, String)] = [
        (Coordinates(latitude: 57.64911, longitude: 10.40744), "u4pruy"),
        (Coordinates(latitude: 42.6, longitude: -5.6), "ezs42e"),
        (Coordinates(latitude: 37.7749, longitude: -122.4194), "9q8yyk"),
        (Coordinates(latitude: -25.382708, longitude: -49.265506), "6gkzwg"),
        (Coordinates(latitude: 0, longitude: 0), "s00000"),
        (Coordinates(latitude: 90, longitude: 180), "zzzzzz"),
        (Coordinates(latitude: -90, longitude: -180), "000000"),
    ]

    @Test(arguments: CellLevel.allCases)
    func codesAreGeohashes(level: CellLevel) {
        for (point, code) in Self.known {
            let cell = GeoCell(around: point, level: level)
            #expect(cell?.code == String(code.prefix(level.rawValue)))
        }
    }

    @Test func aCellHoldsItsPointAndLiesInTheCoarserOne() throws {
        var chance = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let point = Coordinates(
                latitude: .random(in: -90...90, using: &chance),
                longitude: .random(in: -180...180, using: &chance))
            var outer: GeoCell?
            for level in CellLevel.allCases {
                let cell = try #require(GeoCell(around: point, level: level))
                #expect(cell.latitudes.contains(point.latitude))
                #expect(cell.longitudes.contains(point.longitude))
                if let outer {
                    #expect(cell.code.hasPrefix(outer.code))
                    #expect(outer.latitudes.contains(cell.latitudes.lowerBound))
                    #expect(outer.longitudes.contains(cell.longitudes.upperBound))
                }
                outer = cell
            }
        }
    }

    /// Whatever number is asked for, no level is finer than 6, and each says less than the next.
    @Test func noLevelIsFinerThanSix() {
        let levels = (-300...300).compactMap(CellLevel.init(rawValue:))
        #expect(levels == [.region, .district, .town, .quarter])
        #expect(levels.map(\.rawValue) == [3, 4, 5, 6])
        #expect(CellLevel.region.coarser == nil)
        #expect(CellLevel.quarter.coarser == .town)
    }

    /// A schema that asks for a house gets the finest there is; one that asks for a continent has
    /// no cell to show.
    @Test(
        arguments: [
            (nil, nil), (2, nil), (4, .district), (6, .quarter), (7, .quarter), (99, .quarter),
        ] as [(Int?, CellLevel?)])
    func anIntentOpensNoFinerCell(precision: Int?, level: CellLevel?) {
        let intent = Intent(
            id: "a_b", scenario: "a", title: "A: b", locationPrecision: precision,
            needsContacts: false)
        #expect(intent.cellLevel == level)
        #expect(intent.needs(.location) == (level != nil))
    }

    @Test(arguments: [
        Coordinates(latitude: .nan, longitude: 0), Coordinates(latitude: 0, longitude: .nan),
        Coordinates(latitude: 90.1, longitude: 0), Coordinates(latitude: 0, longitude: -181),
        Coordinates(latitude: .infinity, longitude: 0),
    ])
    func aPointOffTheEarthHasNoCell(point: Coordinates) {
        #expect(CellLevel.allCases.allSatisfy { GeoCell(around: point, level: $0) == nil })
    }

    @Test func extentsAreRounded() {
        let equator = Coordinates(latitude: 0.1, longitude: 0.1)
        let words = CellLevel.allCases.compactMap { GeoCell(around: equator, level: $0)?.extent }
        #expect(words == ["157 km x 157 km", "39 km x 20 km", "5 km x 5 km", "1 km x 600 m"])
        let pole = GeoCell(around: Coordinates(latitude: 90, longitude: 0), level: .quarter)
        #expect(pole?.extent == "100 m x 600 m")
    }
}
