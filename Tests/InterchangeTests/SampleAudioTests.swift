// The sample clips are good imports, cover what the product uses, and agree with their truth.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct SampleAudioTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("sample-audio").path

    private static let locales = ["en-US": 36, "es-CR": 7, "ro-RO": 7, "hi-IN": 7, "fr-FR": 7]

    private static func clips(_ locale: String) throws -> [IncomingClip] {
        let path = folder + "/manifest-\(locale).jsonl"
        let schema = try #require(try TradeData.load().schema(named: "massive"))
        let reader = try ManifestReader(path: path, locale: locale, codes: CodeBook(schema))
        return reader.compactMap { item in
            switch item {
            case .clip(let clip, _): return clip
            case .problem(let problem):
                Issue.record("\(locale): \(problem)")
                return nil
            }
        }
    }

    @Test(arguments: locales.keys.sorted())
    func everyLineIsAGoodImport(locale: String) throws {
        let clips = try Self.clips(locale)
        let root = try AudioRoot(Self.folder)
        #expect(clips.count == Self.locales[locale])
        for clip in clips {
            let length = try #require(clip.duration)
            #expect((1...6).contains(length), "\(clip.sourceID)")
            #expect(clip.consent != nil && clip.capturedAt != nil && clip.deviceID != nil)
            let words = clip.hypothesis?.words ?? []
            #expect(words.map(\.text).joined(separator: " ") == clip.hypothesis?.text)
            #expect(words.allSatisfy { ($0.end ?? .infinity) <= length }, "\(clip.sourceID)")
            #expect(!(try AudioBytes.read(clip.audio, below: root, at: .line(1))).isEmpty)
        }
    }

    @Test func theWholeProductIsCovered() throws {
        let clips = try Self.locales.keys.flatMap(Self.clips)
        let containers = Set(clips.map { ($0.audio.path as NSString).pathExtension })
        #expect(containers == ["wav", "flac", "ogg", "opus", "mp3"])
        #expect(clips.contains { $0.location != nil } && clips.contains { !$0.contacts.isEmpty })
        #expect(clips.contains { $0.hypothesis?.text.isEmpty == true })
        #expect(clips.contains { $0.priority > 0 })
        #expect(Set(clips.map(\.sourceID)).count == clips.count)
        #expect(Set(clips.compactMap(\.interpretation?.intent)).count > 20)
    }

    @Test func theTruthNamesEveryClipAndItsWordsCanBePlain() throws {
        let text = try String(contentsOfFile: Self.folder + "/expected.jsonl", encoding: .utf8)
        let truths = try text.split(separator: "\n").map { line in
            try JSONParser.parse(Array(line.utf8).span)
        }
        var ids: Set<String> = []
        var flags = 0
        for truth in truths {
            var fields = try Fields(truth)
            let id = try #require(try fields.name("id"))
            ids.insert(id)
            let reference = try fields.rawText("reference", limit: Limits.text) ?? ""
            let words = PlainWords(reference).text
            #expect(!words.contains { "{}[]<>()%~@".contains($0) }, "\(id)")
            #expect(fields.take("judgments") != nil)
            if fields.take("flag") != nil { flags += 1 }
        }
        #expect(ids == Set(try Self.locales.keys.flatMap(Self.clips).map(\.sourceID)))
        #expect(flags == 1)
    }
}
