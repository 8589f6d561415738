// Attempts to bring something in that must not enter: words as codes, consent nobody gave, floods.
import Foundation
import Interchange
import ReviewCore
import Store
import Testing

@testable import Workstation

@Suite struct BorderInTests {
    private func bring(
        _ path: String, _ office: Office, basis: ConsentBasis? = nil, format: ManifestFormat? = nil
    ) throws -> (report: ImportReport, said: [String]) {
        var said: [String] = []
        let report = try Importer(
            seat: office.seat, queue: office.queue(), consentBasis: basis
        ).run(path: path, format: format, onProgress: { _ in }, onProblem: { said.append($0) })
        return (report, said)
    }

    @Test(arguments: [
        #""domain":"ileana","intent":"call_place","slots":[]"#,
        #""domain":"call","intent":"ileana.popescu","slots":[]"#,
        #""intent":"call_place","slots":[{"type":"ileana","value":"x"}]"#,
    ])
    func wordsPassedOffAsCodesAreRefusedAndNotRepeated(understanding: String) throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "sound.wav")
        let line = """
            {"id":"a","audio":"sound.wav","locale":"en-US","consent":{"id":"c","granted":true},\
            "interpretation":{\(understanding)}}
            """
        let (report, said) = try bring(office.manifest([line]), office)
        #expect(report.added == 0)
        #expect(report.problems.map(\.code) == ["unknown_code"])
        #expect(report.problems.first?.reason.contains("interpretation.") == true)
        #expect(!said.joined().contains("ileana"))
    }

    @Test func consentIsNotInvented() throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "folder/sound.wav")
        let folder = office.folder.appending(path: "folder").path
        let nemo = try office.manifest(
            [#"{"audio_filepath":"sound.wav","duration":0.2,"text":"x"}"#], name: "folder/n.json")
        for (path, format) in [(folder, ManifestFormat.folder), (nemo, .nemo)] {
            #expect(throws: TransferError.consentBasisNeeded(format)) {
                try bring(path, office, format: format)
            }
        }
        #expect(try office.counts().waiting == 0)
        let basis = try #require(ConsentBasis("study-2026.04"))
        #expect(try bring(folder, office, basis: basis).report.added == 1)
        let native = try office.manifest([Office.line("one")], name: "folder/m.jsonl")
        #expect(throws: TransferError.consentBasisNotNeeded) {
            try bring(native, office, basis: basis)
        }
        // What was said is kept, sealed, with the clip.
        let claimed = try #require(
            try office.seat.store.work.claim(
                ClaimRequest(
                    person: office.seat.person.id, queues: [office.queue().id], ttl: 60, now: .now)
            ).first)
        let identity = try office.identity(of: claimed.clip)
        #expect(identity.consentID == "basis:study-2026.04")
    }

    @Test(arguments: ["", "two words", "ana@example.com", "a\u{1B}[2J", "é", "a/b", "a\nb"])
    func aBasisIsACodeAndNoNote(text: String) {
        #expect(ConsentBasis(text) == nil)
        #expect(ConsentBasis(String(repeating: "a", count: 65)) == nil)
    }

    @Test func aFloodOfBadLinesIsCountedAndNotSaid() throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "sound.wav")
        var lines = (0..<1500).map { Office.line("a\($0)", more: #","ip":"10.0.0.1""#) }
        lines += (0..<300).map { Office.line("b\($0)", more: #","f\#($0)":1"#) }
        lines += (0..<300).map { "{not json \($0)" }
        lines.append(Office.line("good"))
        let (report, said) = try bring(office.manifest(lines), office)
        #expect(report.added == 1)
        #expect(report.leftOut == 2100)
        #expect(report.problemCounts == ["unknown_field": 1800, "not_json": 300])
        #expect(report.problems.count == 1000)
        #expect(report.problems.first?.line == 1)
        #expect(said.count { $0.contains("unknown field ip;") } == 1)
        #expect(said.count == 20 + 20 + 2)
        #expect(said.contains("1780 more left out: unknown field"))
        #expect(said.contains("280 more left out: not json"))
        let json = try JSONEncoder().encode(report)
        #expect(String(decoding: json, as: UTF8.self).contains(#""code":"unknown_field""#))
    }

    @Test func namesOfDroppedFieldsAreBounded() throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "sound.wav")
        let lines = (0..<300).map {
            #"{"audio_filepath":"sound.wav","offset":0,"duration":0.0\#($0 + 1),"x\#($0)":1}"#
        }
        let basis = try #require(ConsentBasis("s"))
        let (report, _) = try bring(office.manifest(lines), office, basis: basis)
        #expect(report.droppedFields.count == 101)
        #expect(report.droppedFields["(other names)"] == 200)
    }

    /// A manifest whose one line is a gigabyte: a sparse file, read through and never held.
    @Test func aLineOfAGigabyteIsRefusedByItsNumber() throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "sound.wav")
        let path = try office.manifest([Office.line("one")])
        let tail = try Data(contentsOf: URL(filePath: path))
        #expect(truncate(path, 1 << 30) == 0)
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seek(toOffset: UInt64(tail.count))
        try file.write(contentsOf: Data(#"{"id":""#.utf8))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\n".utf8) + Data(Office.line("two").utf8))
        try file.close()
        let (report, said) = try bring(path, office)
        #expect(report.added == 2)
        #expect(said.count == 1 && said[0].hasPrefix("line 2: longer than"))
    }

    @Test func aSwappedSoundIsRefusedWhenItIsRead() throws {
        let office = try Office()
        try office.wave(seconds: 0.2, to: "in/sound.wav")
        try office.wave(seconds: 0.2, to: "secret.wav")
        let path = try office.manifest([Office.line("one")], name: "in/m.jsonl")
        var asked = 0
        let importer = Importer(
            seat: office.seat, queue: try office.queue(),
            isCancelled: {
                // Asked after the line was checked, before its sound is read.
                asked += 1
                let sound = office.folder.appending(path: "in/sound.wav").path
                if asked == 1 {
                    unlink(sound)
                    symlink(office.folder.appending(path: "secret.wav").path, sound)
                }
                return false
            })
        let report = try importer.run(
            path: path, format: nil, onProgress: { _ in }, onProblem: { _ in })
        #expect(report.added == 0)
        #expect(report.problems.map(\.code) == ["audio_through_link"])
    }

    @Test(arguments: [
        "", " a", "a\n", "a\u{1B}]0;x\u{7}", "\u{202E}a", String(repeating: "a", count: 65),
    ])
    func namesThatSteerATerminalNameNoQueue(name: String) {
        #expect(throws: QueueNameError()) { try QueueName.check(name) }
    }

    @Test func ordinaryNamesDo() throws {
        for name in ["english", "en-US", "română 2", "डेमो"] { try QueueName.check(name) }
    }
}
