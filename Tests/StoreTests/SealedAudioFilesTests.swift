// Sealed sound on disk: whole or absent, private, swept when nobody owns it.
import Foundation
import ReviewCore
import Testing

@testable import Store

@Suite("Sealed sound files")
struct SealedAudioFilesTests {
    private let scratch: ScratchDirectory
    private let files: SealedAudioFiles

    init() throws {
        scratch = try ScratchDirectory()
        files = SealedAudioFiles(directory: scratch.file("clips"))
    }

    private func batch(_ count: Int) -> [(clip: ClipID, sealed: Data)] {
        var random = SeededRandom(5)
        return (0..<count).map { index in
            let clip = ClipID(at: Timestamp(microseconds: Int64(index)), using: &random)
            return (clip, Data("sound \(index)".utf8) + Data(count: index * 1000))
        }
    }

    private func everything() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: scratch.path).sorted()
    }

    @Test("What was written is read back, empty files too, and nothing else is left")
    func roundTrip() throws {
        let batch = batch(40) + [(clip: ClipID(uuid: UUID()), sealed: Data())]
        try files.write(batch)
        for (clip, sealed) in batch { #expect(try files.read(clip) == sealed) }
        #expect(try !everything().contains { $0.hasSuffix(".part") })
    }

    @Test("Folders are 0700 and files 0600")
    func modes() throws {
        try files.write(batch(5))
        for name in try everything() {
            let facts = try FileManager.default.attributesOfItem(atPath: scratch.file(name))
            let isFile = facts[.type] as? FileAttributeType == .typeRegular
            #expect((facts[.posixPermissions] as? NSNumber)?.intValue == (isFile ? 0o600 : 0o700))
        }
    }

    @Test("Missing sound is named; deleting it again is no error")
    func missing() throws {
        let batch = batch(3)
        try files.write(batch)
        try files.delete([batch[0].clip, batch[1].clip])
        try files.delete([batch[0].clip, ClipID(uuid: UUID())])
        #expect(throws: StoreError(.audioMissing)) { try files.read(batch[0].clip) }
        #expect(try files.read(batch[2].clip) == batch[2].sealed)
    }

    @Test("A batch that cannot be written whole leaves no half-written file")
    func failure() throws {
        let batch = batch(8)
        // A folder stands where the last clip's file must go.
        let blocked = files.path(of: batch[7].clip)
        try FileManager.default.createDirectory(
            atPath: blocked + "/x", withIntermediateDirectories: true)
        #expect(throws: StoreError.self) { try files.write(batch) }
        #expect(try !everything().contains { $0.hasSuffix(".part") })
        // Nor a whole one: the seven before it had their names already.
        for (clip, _) in batch.prefix(7) {
            #expect(throws: StoreError(.audioMissing)) { try files.read(clip) }
        }
    }

    @Test("What a killed import left is swept by the next, and only then")
    func sweep() throws {
        let batch = batch(30)
        let owned = Set(batch.prefix(20).map(\.clip))
        let known: ([ClipID]) throws(StoreError) -> Set<ClipID> = { owned.intersection($0) }
        let half = scratch.file("clips/00/.x.1.part")
        do {
            let killed = try files.beginIntake(known: known)
            #expect(killed.swept == 0)
            try files.write(batch)
            try FileManager.default.createDirectory(
                atPath: scratch.file("clips/00"), withIntermediateDirectories: true)
            try Data([1]).write(to: URL(fileURLWithPath: half))
            // While one is writing, another sweeps nothing.
            #expect(try files.beginIntake(known: known).swept == 0)
            #expect(try files.read(batch[29].clip) == batch[29].sealed)
        }
        let next = try files.beginIntake(known: known)
        #expect(next.swept == 11)
        for (clip, sealed) in batch.prefix(20) { #expect(try files.read(clip) == sealed) }
        #expect(!FileManager.default.fileExists(atPath: half))
        next.finish()
    }

    @Test("After an import that finished nobody is asked what the store knows")
    func nothingToSweep() throws {
        let none: ([ClipID]) throws(StoreError) -> Set<ClipID> = { _ throws(StoreError) in
            throw StoreError(.misuse("nothing was left"))
        }
        for clip in batch(3) {
            let intake = try files.beginIntake(known: none)
            try files.write([clip])
            intake.finish()
        }
        #expect(try files.beginIntake(known: none).swept == 0)
    }

    @Test("A link in the place of a clip's file is not followed")
    func links() throws {
        let batch = batch(1)
        try files.write(batch)
        let path = files.path(of: batch[0].clip)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: "/etc/passwd")
        #expect(throws: StoreError(.failed)) { try files.read(batch[0].clip) }
    }
}
