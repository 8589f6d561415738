// A place is shown as finely as the request needs and as coarsely as twenty accounts ask for.
import Testing

@testable import ReviewCore

@Suite struct ShownPlaceTests {
    private let point = Coordinates(latitude: 52.52, longitude: 13.405)

    @Test(arguments: CellLevel.allCases, CellLevel.allCases)
    func theFinestSharedLevelIsShown(asked: CellLevel, shared: CellLevel) {
        // Whoever shares a cell shares those around it.
        let place = ShownPlace(point, asked: asked) { $0 <= shared }
        #expect(place?.cell.level == min(asked, shared))
        #expect(place?.isCoarsened == (shared < asked))
    }

    @Test(arguments: CellLevel.allCases)
    func nothingIsShownWhereNotEvenTheCoarsestIsShared(asked: CellLevel) {
        let place = ShownPlace(point, asked: asked) { _ in false }
        #expect(place == nil)
    }

    /// A finer cell that is shared is not so much as asked about.
    @Test func noLevelFinerThanAskedIsLookedAt() {
        var looked: [CellLevel] = []
        _ = ShownPlace(point, asked: .district) { level in
            looked.append(level)
            return false
        }
        #expect(looked == [.district, .region])
    }

    @Test func theWordsSayHowLargeAndHowManyAndNoMore() throws {
        let place = ShownPlace(point, asked: .town) { _ in true }
        let words = try #require(place?.words)
        #expect(
            words == "within about 3 km x 5 km, cell u33dc; shared by 20 or more accounts")
        #expect(!words.contains("52.5") && !words.contains("13.4"))
    }
}
