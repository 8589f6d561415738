// The embedded engine does all that the port promises.
import Foundation
import ReviewCore
import Store
import Testing

@Suite("SQLite conforms to the port")
struct SQLiteConformanceTests {
    @Test(arguments: StoreConformance.all)
    func conforms(_ requirement: StoreConformance) throws {
        let scratch = try ScratchDirectory()
        let store = try SQLiteStore.create(
            at: scratch.file("earshot.db"), workspace: UUID(),
            now: Timestamp(microseconds: 1))
        try requirement.check(Workplace(store))
        #expect(try store.upkeep.health(true).problems == [])
        try store.upkeep.close()
    }
}
