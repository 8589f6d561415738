// Where a person's shifts are kept: nobody's folder is another's.
import Testing

@testable import Workstation

@Suite struct ShiftFolderTests {
    @Test func noTwoPeopleShareAFolder() {
        let long = String(repeating: "a", count: 80)
        let people = ["ana", "Ana", "ANA", "a%6ea", "../ana", ".ana", "", "%", long, long + "b"]
        let names = people.map { ShiftFolder.folderName(of: $0) }
        // Also on a disk that does not tell capitals apart.
        #expect(Set(names.map { $0.lowercased() }).count == people.count)
        #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") && !$0.isEmpty })
        #expect(names[0] == "ana")
    }
}
