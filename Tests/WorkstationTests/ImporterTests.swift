// Clips come in: what is good goes in, what is bad is named, and nothing comes in twice.
import Foundation
import Interchange
import ReviewCore
import Screens
import Store
import Testing

@testable import Workstation

@Suite struct ImporterTests {
    /// Runs an import and gives what it reported and named.
    private func bring(
        _ path: String, into queue: ReviewCore.Queue, _ office: Office, seat: Seat? = nil,
        format: ManifestFormat? = nil, basis: String? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> (report: ImportReport, problems: [String]) {
        var problems: [String] = []
        let seat = seat ?? office.seat
        let report = try seat.workspace.importing {
            try Importer(
                seat: seat, queue: queue, consentBasis: basis.flatMap(ConsentBasis.init),
                isCancelled: isCancelled
            ).run(
                path: path, format: format, onProgress: { _ in },
                onProblem: { problems.append($0) })
        }
        return (report, problems)
    }

    @Test func badLinesAreNamedWithTheirNumbersAndTheRestGoesIn() throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "sound.wav")
        try Data("no sound at all".utf8).write(to: office.folder.appending(path: "text.wav"))
        let refused =
            #"{"id":"no","audio":"sound.wav","locale":"en-US","consent":{"id":"c","granted":false}}"#
        let path = try office.manifest([
            Office.line("one"), "{not json", "", Office.line("two", more: #","name":"Ana""#),
            Office.line("three", audio: "text.wav"), refused,
            Office.line("four", audio: "gone.wav"), Office.line("five"),
        ])
        let (report, problems) = try bring(path, into: office.queue(), office)
        #expect(report.added == 2)
        #expect(report.leftOut == 5)
        let numbers = problems.map { $0.prefix { $0 != ":" } }.sorted()
        #expect(numbers == ["line 2", "line 4", "line 5", "line 6", "line 7"])
        #expect(!problems.contains { $0.contains("\n") || $0.contains("Ana") })
        #expect(try office.counts().waiting == 2)
        #expect(try office.soundFiles().count == 2)
    }

    @Test func importingAgainAddsNothing() throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "sound.wav")
        let path = try office.manifest((0..<300).map { Office.line("c\($0)") })
        let queue = try office.queue()
        #expect(try bring(path, into: queue, office).report.added == 300)
        let again = try bring(path, into: queue, office).report
        #expect(again.added == 0)
        #expect(again.known == 300)
        #expect(try office.soundFiles().count == 300)
    }

    @Test(arguments: [1, 200, 300, 600]) func cancelledHalfWayAndRunAgainItCompletes(
        after lines: Int
    ) throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "sound.wav")
        let path = try office.manifest((0..<600).map { Office.line("c\($0)") })
        let queue = try office.queue()
        var asked = 0
        let first = try bring(
            path, into: queue, office,
            isCancelled: {
                asked += 1
                return asked > lines
            }
        ).report
        #expect(first.interrupted)
        #expect(first.added < 600)
        #expect(try office.soundFiles().count == office.counts().waiting)
        let second = try bring(path, into: queue, office).report
        #expect(second.added + first.added == 600)
        #expect(try office.soundFiles().count == 600)
        #expect(try office.counts().waiting == 600)
    }

    @Test func soundThatAKilledImportLeftIsRemovedByTheNext() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one", "two"], into: queue)
        // Killed: its sound is on disk and its mark is there, but nobody holds it.
        var random = SystemRandomNumberGenerator()
        let orphan = ClipID(at: .now, using: &random)
        try office.workspace.audioFiles.write([(orphan, Data(repeating: 7, count: 100))])
        try Data().write(to: office.clips.appending(path: ".intake-killed"))
        #expect(try office.soundFiles().count == 3)
        let path = office.folder.appending(path: "clip.jsonl").path
        #expect(try bring(path, into: queue, office).report.known == 2)
        #expect(try office.soundFiles().count == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: office.clips.path)
        #expect(!left.contains { $0.hasPrefix(".intake-killed") })
    }

    @Test func soundOfALivingImportIsLeftAlone() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one"], into: queue)
        try office.workspace.importing {
            var random = SystemRandomNumberGenerator()
            let coming = ClipID(at: .now, using: &random)
            try office.workspace.audioFiles.write([(coming, Data(repeating: 7, count: 100))])
            try Data().write(to: office.clips.appending(path: ".intake-killed"))
            try office.workspace.importing {}
            #expect(try office.soundFiles().count == 2)
        }
    }

    @Test func onlyASegmentOfALongRecordingIsKept() throws {
        let office = try Office()
        try office.wave(seconds: 3, to: "long.wav")
        let path = try office.manifest([
            #"{"audio_filepath":"long.wav","offset":1.0,"duration":0.5,"text":"in the middle"}"#
        ])
        let queue = try office.queue()
        let (report, problems) = try bring(
            path, into: queue, office, format: .nemo, basis: "study-7")
        #expect(report.added == 1, "\(problems)")
        #expect(report.format == "nemo")
        let claimed = try #require(
            try office.seat.store.work.claim(
                ClaimRequest(person: office.seat.person.id, queues: [queue.id], ttl: 60, now: .now)
            ).first)
        let setting = try #require(try DeskSetting(queue: queue, trade: TradeData.load()))
        let opener = ClipOpener(seat: office.seat, setting: setting)
        let opened = try opener.open(claimed)
        let sound = try opener.prepareSound(of: opened.held)
        #expect(abs(sound.duration - 0.5) < 0.01)
        #expect(abs(try #require(opened.ready.clip.duration) - 0.5) < 0.01)
        #expect(opened.ready.clip.hypothesis?.text == "in the middle")
    }

    @Test func aFolderComesInWithWhatDoesNotDecodeNamed() throws {
        let office = try Office()
        for name in ["b.wav", "deep/a.wav", "deep/er/c.WAV"] {
            try office.wave(seconds: 0.2, to: "folder/\(name)")
        }
        let folder = office.folder.appending(path: "folder")
        try Data("RIFF nonsense".utf8).write(to: folder.appending(path: "broken.wav"))
        try Data("notes".utf8).write(to: folder.appending(path: "notes.txt"))
        let (report, problems) = try bring(
            folder.path, into: office.queue(), office, basis: "study-7")
        #expect(report.added == 3)
        #expect(report.leftOut == 1)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("broken.wav: ") == true)
    }

    @Test func whatTheStoreRefusesIsNamedAndLeavesNoSound() throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "sound.wav")
        let path = try office.manifest((1...3).map { Office.line("c\($0)") })
        let refusing = office.seat(changing: { store in
            let ingest = store.queues.ingest
            store.queues.ingest = { queue, clips, now throws(StoreError) in
                let verdicts = try ingest(queue, Array(clips.dropLast()), now)
                return verdicts + [.refused(.noConsent)]
            }
        })
        let (report, problems) = try bring(path, into: office.queue(), office, seat: refusing)
        #expect(report.added == 2)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("line 3: ") == true)
        #expect(try office.soundFiles().count == 2)
    }

    @Test func aFullDiskStopsTheImportAndTheNextOneCompletesIt() throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "sound.wav")
        let path = try office.manifest((0..<10).map { Office.line("c\($0)") })
        let full = office.seat(changing: { store in
            store.queues.ingest = { _, _, _ throws(StoreError) in throw StoreError(.diskFull) }
        })
        let queue = try office.queue()
        #expect(throws: StoreError(.diskFull)) {
            try bring(path, into: queue, office, seat: full)
        }
        #expect(try bring(path, into: queue, office).report.added == 10)
        #expect(try office.soundFiles().count == 10)
    }
}
