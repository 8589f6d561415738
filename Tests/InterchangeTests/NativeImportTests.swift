// A native manifest: what a good line becomes, and what each kind of bad line is told.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct NativeImportTests {
    private func items(
        _ lines: [String], locale: String? = nil, folder: Folder? = nil
    ) throws -> [ManifestItem] {
        let folder = try folder ?? Folder()
        try folder.write("clip.wav", "sound")
        let path = try folder.write("manifest.jsonl", lines.joined(separator: "\n"))
        return Array(try ManifestReader(path: path, format: .earshot, locale: locale))
    }

    @Test func aGoodLineBecomesEverythingItHolds() throws {
        let folder = try Folder()
        guard case .clip(let clip, .line(1)) = try items([Samples.line()], folder: folder).first
        else {
            Issue.record("the sample line is good")
            return
        }
        let secret = Samples.secret
        #expect(clip.sourceID == "u-1")
        #expect(clip.audio.path.hasSuffix("/clip.wav"))
        #expect(clip.locale == "en-US")
        #expect(clip.capturedAt == Timestamp(microseconds: 1_773_065_130_000_000))
        #expect(clip.duration == 2.5)
        #expect(clip.deviceID == "dev-" + secret)
        #expect(clip.consent == Consent(id: "c-9", granted: true))
        #expect(clip.hypothesis?.words.first?.end == 0.4)
        #expect(clip.hypothesis?.nbest == [Alternative(text: "call", confidence: 0.9)])
        #expect(clip.interpretation?.slots == [Slot(type: "person", value: secret)])
        #expect(clip.response == AssistantResponse(text: "Calling " + secret, action: "call.place"))
        #expect(clip.location == Coordinates(latitude: 9.93, longitude: -84.08))
        #expect(clip.contacts == [Contact(name: secret, phone: "1", relation: "aunt")])
        #expect(clip.priority == 3)
    }

    private static let longText = "\"" + String(repeating: "a", count: 16_385) + "\""

    static let badLines: [(changes: [String: String], code: String, names: String)] = [
        (["serial": "\"\(Samples.secret)\""], "unknown_field", "serial"),
        (["Ottoline-0017 calls": "1"], "unknown_field", "not a plain word"),
        (["context": #"{"address":"\#(Samples.secret)"}"#], "unknown_field", "context.address"),
        (
            ["hypothesis": #"{"text":"x","words":[{"text":"x"},{"text":"y","spk":1}]}"#],
            "unknown_field", "hypothesis.words[1].spk"
        ),
        (["consent": #"{"id":"c","granted":true,"who":"x"}"#], "unknown_field", "consent.who"),
        (["id": ""], "missing_field", "id"),
        (["id": #""  ""#], "missing_field", "id"),
        (["id": #""a\u0000b""#], "malformed", "id"),
        (["id": "7"], "wrong_type", "id"),
        (["audio": ""], "missing_field", "audio"),
        (["audio": "null"], "missing_field", "audio"),
        (["locale": ""], "locale_missing", ""),
        (["locale": #""english""#], "malformed", "locale"),
        (["locale": #""en_US""#], "malformed", "locale"),
        (["captured_at": #""yesterday""#], "malformed", "captured_at"),
        (["captured_at": #""2026-02-30T10:00:00Z""#], "malformed", "captured_at"),
        (["captured_at": "1773065130"], "wrong_type", "captured_at"),
        (["duration": "-1"], "out_of_range", "duration"),
        (["duration": "1e300"], "out_of_range", "duration"),
        (["duration": "1e999"], "not_json", ""),
        (["duration": "\"2\""], "wrong_type", "duration"),
        (["consent": ""], "consent_missing", ""),
        (["consent": "{}"], "consent_missing", ""),
        (["consent": #"{"id":"c"}"#], "consent_missing", ""),
        (["consent": #"{"id":"c","granted":false}"#], "consent_not_granted", ""),
        (["consent": #"{"id":"c","granted":"yes"}"#], "wrong_type", "consent.granted"),
        (["consent": "true"], "wrong_type", "consent"),
        (["hypothesis": #""text""#], "wrong_type", "hypothesis"),
        (["hypothesis": "{}"], "missing_field", "hypothesis.text"),
        (
            ["hypothesis": #"{"text":"x","confidence":1.01}"#], "out_of_range",
            "hypothesis.confidence"
        ),
        (
            ["hypothesis": #"{"text":"x","confidence":-0.1}"#], "out_of_range",
            "hypothesis.confidence"
        ),
        (["hypothesis": "{\"text\":\(longText)}"], "too_long", "hypothesis.text"),
        (["hypothesis": #"{"text":"x","words":{}}"#], "wrong_type", "hypothesis.words"),
        (["hypothesis": #"{"text":"x","words":["x"]}"#], "wrong_type", "hypothesis.words[0]"),
        (
            ["hypothesis": #"{"text":"x","words":[{"text":"x","start":2,"end":1}]}"#],
            "out_of_range", "hypothesis.words[0].end"
        ),
        (["interpretation": #"{"domain":"alarm"}"#], "missing_field", "interpretation.intent"),
        (
            ["interpretation": #"{"intent":"call \#(Samples.secret)"}"#], "malformed",
            "interpretation.intent"
        ),
        (
            ["interpretation": #"{"intent":"x","slots":[{"type":"a b","value":"c"}]}"#],
            "malformed", "interpretation.slots[0].type"
        ),
        (["context": #"{"location":{"lat":91,"lon":0}}"#], "out_of_range", "context.location.lat"),
        (["context": #"{"location":{"lat":0,"lon":181}}"#], "out_of_range", "context.location.lon"),
        (["context": #"{"location":{"lat":0}}"#], "missing_field", "context.location"),
        (
            ["context": #"{"contacts":[{"phone":"1"}]}"#], "missing_field",
            "context.contacts[0].name"
        ),
        (["priority": "1.5"], "out_of_range", "priority"),
        (["priority": "99999"], "out_of_range", "priority"),
        (["priority": "true"], "wrong_type", "priority"),
    ]

    @Test(arguments: badLines)
    func eachBadLineIsNamedAndTheRestGoesOn(
        changes: [String: String], code: String, names: String
    ) throws {
        let bad = Samples.line(id: "bad", changes)
        let items = try items([Samples.line(id: "a"), "", bad, Samples.line(id: "z")])
        #expect(items.count == 3)
        guard case .problem(let problem) = items[1] else {
            Issue.record("line 3 should have been refused")
            return
        }
        #expect(problem.place == .line(3))
        #expect(problem.reason.code == code)
        #expect(names.isEmpty || problem.description.contains(names))
        #expect(!problem.description.contains("Ottoline"))
        #expect(!problem.description.contains("\n"))
    }

    @Test(arguments: [
        "{", "[]", "7", "\"text\"", "null", "{}x", "not json at all", "\u{0}", "{\"id\":\"\u{7}\"}",
    ])
    func linesThatAreNoRecordAreNamed(line: String) throws {
        let items = try items([line, Samples.line()])
        guard case .problem(let problem) = items[0] else {
            Issue.record("should have been refused")
            return
        }
        #expect(["not_json", "wrong_type"].contains(problem.reason.code))
        #expect(items.count == 2)
    }

    @Test func anIdUsedTwiceIsReportedTheSecondTime() throws {
        let items = try items([Samples.line(id: "a"), Samples.line(id: "b"), Samples.line(id: "a")])
        #expect(items.last == .problem(.init(place: .line(3), reason: .duplicateID)))
        // Alike to a reader, but other bytes: two ids.
        let twins = try self.items([Samples.line(id: "e\u{301}"), Samples.line(id: "é")])
        #expect(!twins.contains { if case .problem = $0 { true } else { false } })
    }

    @Test func aRefusedLineDoesNotTakeItsIdWithIt() throws {
        let refused = Samples.line(id: "a", ["duration": "-1"])
        guard case .clip = try items([refused, Samples.line(id: "a")]).last else {
            Issue.record("the corrected line enters")
            return
        }
    }

    @Test func localesAreComparedInTheirCustomaryCase() throws {
        let lines = [
            Samples.line(id: "a", ["locale": #""EN-us""#]),
            Samples.line(id: "b", ["locale": #""en-GB""#]),
            Samples.line(id: "c", ["locale": ""]),
        ]
        let items = try items(lines, locale: "en-us")
        guard case .clip(let first, _) = items[0], case .clip(let third, _) = items[2] else {
            Issue.record("the first and the third are the queue's")
            return
        }
        #expect(first.locale == "en-US" && third.locale == "en-US")
        #expect(
            items[1] == .problem(.init(place: .line(2), reason: .otherLocale(expected: "en-US"))))
    }

    @Test func textIsMadeHarmlessAndKeepsItsLetters() throws {
        let text = #""\u001b[31mred\u001b[0m \u202Eevil\u202C \u0007दस क्\u200Dष\ttab""#
        let items = try items([Samples.line(["hypothesis": "{\"text\":\(text)}"])])
        guard case .clip(let clip, _) = items.first else {
            Issue.record("text is cleaned, not refused")
            return
        }
        #expect(clip.hypothesis?.text == "red evil दस क्\u{200D}ष tab")
    }

    @Test func anExportedLineEntersWithoutItsAnswer() throws {
        let line = Samples.line(["annotation": #"{"reference":"secret answer"}"#])
        guard case .clip = try items([line]).first else {
            Issue.record("an annotation is passed over by name")
            return
        }
    }

    @Test func everyChunkSizeReadsTheSame() throws {
        let folder = try Folder()
        try folder.write("clip.wav", "sound")
        var lines = ["\u{FEFF}" + Samples.line(id: "first") + "\r"]
        for index in 0..<20 {
            lines.append(Samples.line(id: "id-\(index)"))
            if index % 3 == 0 { lines.append("\t ") }
            if index % 4 == 0 { lines.append(Samples.line(["duration": "-1"]) + "\r") }
            if index % 5 == 0 { lines.append(String(repeating: "x", count: 3000)) }
        }
        let path = try folder.write("m.jsonl", lines.joined(separator: "\n"))
        func read(chunk: Int) throws -> [ManifestItem] {
            let reader = try ManifestReader(
                path: path, format: nil, locale: nil, audioRoot: nil, lineLimit: 2000,
                chunk: chunk)
            let items = Array(reader)
            #expect(reader.progress.done == reader.progress.total)
            return items
        }
        let whole = try read(chunk: 1 << 20)
        #expect(whole.contains(.problem(.init(place: .line(5), reason: .lineTooLong(limit: 2000)))))
        #expect(whole.count == 21 + 5 + 4)
        for chunk in [1, 2, 7, 64, 1001] { #expect(try read(chunk: chunk) == whole) }
    }

    @Test func damagedManifestsNeverStopTheReader() throws {
        let folder = try Folder()
        try folder.write("clip.wav", "sound")
        var chance = Chance(99)
        let good = Array(
            (0..<30).map { Samples.line(id: "i\($0)") }.joined(separator: "\n").utf8)
        for round in 0..<60 {
            var bytes = good
            for _ in 0..<40 { bytes[chance.below(bytes.count)] = UInt8(chance.below(256)) }
            let path = try folder.write("damaged-\(round)", bytes)
            for case .problem(let problem) in try ManifestReader(path: path, format: .earshot) {
                #expect(!problem.description.contains(Samples.secret))
            }
        }
    }
}
