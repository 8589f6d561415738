// What was heard, as an export carries it: absent from older ones, put right when it is forged.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct ListeningTests {
    /// The listening of an annotated line in which it reads `json`.
    private func read(_ json: String?) throws -> ClipCoverage {
        let folder = try Folder()
        let listening = json.map { #","listening":"# + $0 } ?? ""
        let line = """
            {"id":"c","audio":"a.wav","locale":"ro-RO","priority":0,"annotation":{"revision":1,\
            "submitted_at":"2026-03-02T08:47:00Z","outcome":"annotated","reference":"da",\
            "judgments":{},"tags":[],"note":"","effort":{"plays":4}\(listening)}}

            """
        try folder.write("x.jsonl", line)
        let records = try ExportReader(path: folder("x.jsonl")).map { try $0.get() }
        let effort = try #require(records.first?.annotation?.effort)
        #expect(effort.plays == 4)
        return effort.listening
    }

    @Test func anExportOfAnOlderEarshotIsRead() throws {
        #expect(try read(nil).isEmpty)
        #expect(try read("null").isEmpty)
    }

    @Test func theExampleOfTheDocumentationIsRead() throws {
        let coverage = try read(#"{"v": 1, "p": 2, "s": [0, 2400, 100, 2, 900, 1400, 75, 1]}"#)
        #expect(coverage.plays == 2 && coverage.speeds == [0.75, 1])
        #expect(abs(coverage.heardSeconds - 5.3) < 1e-9)
        #expect(coverage.share(of: 2.4, atLeast: 3) > 0.2)
    }

    @Test(arguments: [
        #"{"v":1,"p":-4,"s":[5,2,100,1,0,1000,100,1,1,2]}"#,
        #"{"v":1,"p":9007199254740992,"s":[-4503599627370496,9007199254740991,100,3]}"#,
        #"{"v":1,"s":[0,9,0,4503599627370496,0,9,-5,1e15]}"#,
        #"{"v":1,"p":1,"s":[]}"#,
    ])
    func forgedNumbersArePutRight(json: String) throws {
        let coverage = try read(json)
        #expect((0...999).contains(coverage.plays))
        #expect((0...1).contains(coverage.share(of: 1)))
        #expect(coverage.heardSeconds.isFinite)
        #expect(try ClipCoverage(text: coverage.text) == coverage)
    }

    @Test(arguments: [
        "3", "[]", "{}", #"{"p":1,"s":[]}"#, #"{"v":2,"p":1,"s":[]}"#, #"{"v":1,"s":[0,1.5,1,1]}"#,
        #"{"v":1,"s":["0"]}"#, #"{"v":1,"s":{}}"#, #"{"v":1,"p":0.5}"#, #"{"v":1,"p":1,"who":"x"}"#,
    ])
    func whatIsNoListeningIsRefusedByName(json: String) throws {
        let error = #expect(throws: (any Error).self) { try read(json) }
        #expect(error.map { "\($0)".contains("listening") } == true, "\(String(describing: error))")
    }

    /// More than a record may hold is cut where it is written, so that what is written is read.
    @Test func theLongestListeningIsReadBack() throws {
        var numbers: [Int] = []
        for index in 0..<25_000 { numbers += [index * 3, index * 3 + 1, 100, 1] }
        let longest = ClipCoverage(plays: 999, numbers: numbers)
        #expect(longest.numbers.count == 80_000)
        #expect(try read(longest.text) == longest)
        #expect(longest.text.utf8.count < Limits.line / 2)
    }
}
