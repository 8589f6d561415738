// Where a person's shifts are kept: nobody's folder is another's.
import Testing

@testable import Workstation

@Suite struct ShiftFolderTests {
    @Test func noTwoPeopleShareAFolder() {
        let long = String(repeating: "a", count: 80)
        let people = ["ana", "a%6ea", "../ana", ".ana", "", "%", long, long + "b"]
        let names = people.map { ShiftFolder.folderName(of: $0) }
        // Also on a disk that does not tell capitals apart.
        #expect(Set(names.map { $0.lowercased() }).count == people.count)
        #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") && !$0.isEmpty })
        // Nor has one person two: the store takes these for one.
        #expect(ShiftFolder.folderName(of: "ANA") == "ana")
        #expect(
            ShiftFolder.folderName(of: "\u{102}") == ShiftFolder.folderName(of: "a\u{306}"))
        let longest = String(repeating: "a", count: 300)
        #expect(
            ShiftFolder.folderName(of: longest + "b") != ShiftFolder.folderName(of: longest + "c"))
        #expect(ShiftFolder.folderName(of: longest).utf8.count < 230)
    }
}
