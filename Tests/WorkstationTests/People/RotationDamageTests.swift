// Keys are rotated although somebody wrote into the tables of keys: it goes on, and says what stayed.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct RotationDamageTests {
    private let office: Office

    init() throws {
        office = try Office()
        try office.bring(["one", "two", "three"], into: office.queue())
    }

    private func run(_ sql: String) throws {
        let path = office.workspace.directory.appending(path: "earshot.db").path
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func rotate(_ classes: [KeyClass] = [.text]) throws -> RotationReport {
        try KeyRotation(seat: office.another()).run(classes, now: .now, onProgress: { _ in })
    }

    private func status(_ keyClass: KeyClass = .text) throws -> ClassStatus {
        try #require(
            try KeyRotation(seat: office.another()).status().first { $0.keyClass == keyClass })
    }

    @Test func keysOfClipsThatAreNotThereHoldNothingUp() throws {
        try run("INSERT INTO wrapped_key VALUES (9999, 'text', 1, x'01')")
        for generation in 2...3 {
            let report = try rotate()
            #expect(report.isWhole && report.generations == ["text": generation])
            #expect(try status().waiting == 0 && status().older == [])
        }
    }

    @Test(arguments: [-4, 0, 77])
    func aGenerationThatNeverWasIsSaidAndHoldsNothingUp(generation: Int) throws {
        try run(
            """
            UPDATE wrapped_key SET generation = \(generation)
            WHERE class = 'text' AND clip = (SELECT min(seq) FROM clip)
            """)
        let report = try rotate()
        #expect(report.damaged == ["text": 1] && report.rewrapped == 2)
        #expect(!report.isWhole && report.notRetired == [])
        #expect(report.generations == ["text": 2])
        #expect(try status().damaged == 1 && status().older == [])
        #expect(try rotate().generations == ["text": 3])
    }

    @Test func aDamagedKeyKeepsItsOldGenerationAndNoNewOneFromBeingMade() throws {
        try run(
            """
            UPDATE wrapped_key SET bytes = zeroblob(length(bytes))
            WHERE class = 'text' AND clip = (SELECT min(seq) FROM clip)
            """)
        let first = try rotate([.audio, .text])
        #expect(first.damaged == ["text": 1] && first.rewrapped == 5)
        #expect(first.notRetired == ["text"] && !first.isWhole)
        #expect(first.generations == ["audio": 2, "text": 2])
        // It is not under way for ever: the next rotation makes new keys all the same.
        let second = try rotate([.audio, .text])
        #expect(second.generations == ["audio": 3, "text": 3] && second.rewrapped == 5)
        #expect(second.notRetired == ["text"])
        #expect(try status(.audio).older == [] && status(.audio).waiting == 0)
        #expect(try status().older == [1, 2])
    }
}
