// What is exported reads back as it was, appears whole or not at all, and trains a recogniser.
import Foundation
import ReviewCore
import Testing

@testable import Interchange

struct ExportTests {
    /// A record drawn at random, every part of it present or absent by chance.
    private func record(_ chance: inout Chance, index: Int) -> ExportRecord {
        func maybe<Value>(_ value: Value, _ chance: inout Chance) -> Value? {
            chance.happens(0.7) ? value : nil
        }
        func share(_ chance: inout Chance) -> Double { Double.random(in: 0...1, using: &chance) }
        func understanding(_ chance: inout Chance) -> Interpretation {
            Interpretation(
                domain: maybe("alarm", &chance), intent: "alarm_set",
                confidence: maybe(share(&chance), &chance),
                slots: (0..<chance.below(3)).map { _ in
                    Slot(type: "time", value: "seven " + chance.text())
                })
        }
        let names = ExportNames(
            clip: "clip-\(index)", device: maybe(Pseudonym(rawValue: "d-1"), &chance),
            account: maybe(Pseudonym(rawValue: "a-1"), &chance),
            consent: maybe(Pseudonym(rawValue: "k-1"), &chance))
        let reasons = SoundCover.Reason.allCases
        let sound: ExportedSound =
            chance.happens(0.8)
            ? .file("audio/\(index).flac") : .leftOut(reasons[chance.below(reasons.count)])
        var record = ExportRecord(names: names, sound: sound, locale: "ro-RO")
        let moment = Int64.random(
            in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &chance)
        record.capturedAt = maybe(Timestamp(microseconds: moment), &chance)
        record.duration = maybe(Double.random(in: 0...60, using: &chance), &chance)
        record.hypothesis = maybe(
            Hypothesis(
                text: chance.text(), confidence: maybe(share(&chance), &chance),
                words: (0..<chance.below(4)).map { _ in
                    HypothesisWord(
                        text: "w" + chance.text(), confidence: maybe(share(&chance), &chance),
                        start: maybe(share(&chance), &chance),
                        end: maybe(1 + share(&chance), &chance))
                },
                nbest: (0..<chance.below(3)).map { _ in Alternative(text: chance.text()) }), &chance
        )
        record.interpretation = maybe(understanding(&chance), &chance)
        record.response = maybe(
            AssistantResponse(text: chance.text(), action: maybe("a.b", &chance)), &chance)
        record.priority = chance.below(10)
        guard chance.happens(0.8) else { return record }
        let outcomes: [Outcome] = [
            .annotated, .skipped(reason: "not_my_language"), .broken(reason: "unknown container"),
        ]
        var content = AnnotationContent(reference: chance.text(), note: chance.text())
        content.judgments["activation"] = ["false_wake"]
        if chance.happens() { content.judgments["error"] = ["asr", "slot_value"] }
        content.correction = maybe(understanding(&chance), &chance)
        content.tags = (0..<chance.below(3)).map { _ in chance.text() }
        content.flag = maybe(Flag(category: "grief_distress", severity: .p2), &chance)
        record.names.annotator = maybe(Pseudonym(rawValue: "r-1"), &chance)
        record.annotation = ExportAnnotation(
            revision: 1 + chance.below(3), content: content,
            outcome: outcomes[chance.below(3)],
            effort: Effort(
                seconds: share(&chance) * 60, heardSeconds: share(&chance),
                coverage: share(&chance),
                plays: chance.below(5), keystrokes: chance.below(100),
                listening: listening(&chance)),
            submittedAt: Timestamp(microseconds: moment))
        return record
    }

    /// What a person might have heard; one in three kept nothing of it.
    private func listening(_ chance: inout Chance) -> ClipCoverage {
        var coverage = ClipCoverage()
        guard chance.happens(0.7) else { return coverage }
        for _ in 0...chance.below(6) {
            if chance.happens() { coverage.beginPlay() }
            let start = Double.random(in: 0...30, using: &chance)
            let speed = [0.5, 0.75, 1, 1.25][chance.below(4)]
            coverage.hear(from: start, to: start + 2, speed: speed)
        }
        return coverage
    }

    @Test func aNativeExportReadsBackAsItWas() throws {
        let folder = try Folder()
        var chance = Chance(21)
        let records = (0..<400).map { record(&chance, index: $0) }
        let path = folder("out.jsonl")
        var writer = try ExportWriter(path: path, format: .earshot)
        for record in records { #expect(try writer.write(decided: record) == .written) }
        try writer.finish()
        let back = try ExportReader(path: path).map { try $0.get() }
        #expect(sorted(back) == sorted(records))
        // Ten in a row as they came would happen once in millions of runs.
        #expect(back.prefix(10) != records.prefix(10))

        var again = try ExportWriter(path: folder("again.jsonl"), format: .earshot)
        for record in back { _ = try again.write(decided: record) }
        try again.finish()
        let lines = { (name: String) in
            try String(contentsOfFile: folder(name), encoding: .utf8).split(separator: "\n")
                .sorted()
        }
        #expect(try lines("out.jsonl") == lines("again.jsonl"))
    }

    private func sorted(_ records: [ExportRecord]) -> [ExportRecord] {
        records.sorted { $0.names.clip < $1.names.clip }
    }

    @Test func aNativeExportCanBeImportedForAnotherPass() throws {
        let folder = try Folder()
        var chance = Chance(8)
        var writer = try ExportWriter(path: folder("out.jsonl"), format: .earshot)
        var sent: [ExportRecord] = []
        for index in 0..<50 {
            var record = record(&chance, index: index)
            record.names.consent = Pseudonym(rawValue: "k-\(index)")
            record.sound = .file("audio/\(index).flac")
            try folder.write("audio/\(index).flac", "x")
            _ = try writer.write(decided: record)
            sent.append(record)
        }
        try writer.finish()
        var found = 0
        for item in try ManifestReader(path: folder("out.jsonl")) {
            guard case .clip(let clip, _) = item,
                let record = sent.first(where: { $0.names.clip == clip.sourceID })
            else {
                Issue.record("an export is a good import: \(item)")
                return
            }
            found += 1
            #expect(clip.deviceID == record.names.device?.rawValue)
            #expect(clip.hypothesis == record.hypothesis)
            #expect(clip.interpretation == record.interpretation)
            #expect(clip.capturedAt == record.capturedAt)
            #expect(clip.location == nil && clip.contacts.isEmpty)
        }
        #expect(found == sent.count)
    }

    @Test func nemoHoldsWhatATrainerNeeds() throws {
        let folder = try Folder()
        try folder.write("a.wav", "x")
        var content = AnnotationContent(reference: "{breath} %um wake me at ((seven)) ~A ~M")
        let annotation = { (content: AnnotationContent, outcome: Outcome) in
            ExportAnnotation(
                revision: 1, content: content, outcome: outcome, effort: Effort(),
                submittedAt: Timestamp(microseconds: 0))
        }
        var record = ExportRecord(
            names: ExportNames(clip: "c1"), sound: .file("a.wav"), locale: "en-US", duration: 2.25,
            hypothesis: Hypothesis(text: "wake me at heaven a m"),
            annotation: annotation(content, .annotated))
        var writer = try ExportWriter(path: folder("train.json"), format: .nemo)
        #expect(try writer.write(decided: record) == .written)
        content.reference = "my number is [PII:PHONE]"
        record.annotation = annotation(content, .annotated)
        #expect(try writer.write(decided: record) == .written)
        record.sound = .leftOut(.notTimed)
        #expect(try writer.write(decided: record) == .leftOut(.noSound))
        record.sound = .file("a.wav")
        var hidden = AnnotationContent(flag: Flag(category: "other", severity: .p1))
        hidden.judgments["speech"] = ["clear"]
        record.annotation = annotation(hidden, .annotated)
        #expect(try writer.write(decided: record) == .leftOut(.notTranscribed))
        record.annotation = annotation(content, .skipped(reason: "x"))
        #expect(try writer.write(decided: record) == .leftOut(.notAnnotated))
        record.annotation = nil
        #expect(try writer.write(decided: record) == .leftOut(.notAnnotated))
        record.annotation = annotation(content, .annotated)
        record.duration = nil
        #expect(try writer.write(decided: record) == .leftOut(.noDuration))
        #expect(writer.records == 2)
        try writer.finish()

        let lines = try String(contentsOfFile: folder("train.json"), encoding: .utf8)
            .components(separatedBy: "\n").sorted { $0.count > $1.count }
        #expect(
            lines[0] == """
                {"audio_filepath":"a.wav","duration":2.25,"text":"um wake me at seven A M",\
                "pred_text":"wake me at heaven a m","lang":"en-US","id":"c1",\
                "text_tagged":"{breath} %um wake me at ((seven)) ~A ~M"}
                """)
        #expect(lines[1].hasSuffix(#""_skipme":true}"#))
        guard
            case .clip(let clip, _) = try ManifestReader(
                path: folder("train.json"), locale: "en-US"
            ).next()
        else {
            Issue.record("what we write for NeMo we read")
            return
        }
        #expect(clip.hypothesis?.text == "wake me at heaven a m")
    }

    /// An empty text is an answer only where a person said that nothing is spoken.
    @Test(arguments: [("no_speech", false), ("unintelligible", true), ("clear", true)])
    func emptyTextTrainsOnlyOnSilence(speech: String, isSkipped: Bool) throws {
        let content = AnnotationContent(judgments: Judgments(["speech": [speech]]))
        let record = ExportRecord(
            names: ExportNames(clip: "c"), sound: .file("a.wav"), locale: "en-US", duration: 1,
            annotation: ExportAnnotation(
                revision: 1, content: content, outcome: .annotated, effort: Effort(),
                submittedAt: Timestamp(microseconds: 0)))
        #expect(NemoLine.leftOut(record) == nil)
        let line = String(decoding: NemoLine.encode(record), as: UTF8.self)
        #expect(line.contains(#""_skipme":true"#) == isSkipped)
    }

    @Test(arguments: [
        ("", "", false),
        ("turn it on", "turn it on", false),
        ("~F ~B ~I and @NATO", "F B I and NATO", false),
        ("absolu- absolutely +nucular *covfefe", "absolu absolutely nucular covfefe", false),
        ("well-known - %uh yes", "well-known uh yes", false),
        ("[noise/] hey [tv] you [/noise]", "hey you", false),
        ("say <fr bonjour madame> twice", "say bonjour madame twice", false),
        ("<ov>stop that</ov> now", "stop that now", false),
        ("((maybe this)) (( )) end", "maybe this end", true),
        ("(()) x", "x", true),
        ("i am [PII:NAME] hello", "i am hello", true),
        ("well, yes. she said!", "well yes she said", false),
        ("my name is [PII:NAME ana maria] hello", "my name is hello", true),
        ("[PII:NAME ana [PII:PHONE one] two] x", "x", true),
        ("दस मिनट {laugh}", "दस मिनट", false),
        ("don't l'amour rock-n-roll", "don't l'amour rock-n-roll", false),
    ])
    func plainWords(reference: String, text: String, hasGaps: Bool) {
        let words = PlainWords(reference)
        #expect(words.text == text)
        #expect(words.hasGaps == hasGaps)
    }

    @Test func nothingAppearsUntilItIsWholeAndNothingStaysBehind() throws {
        let folder = try Folder()
        try folder.write("out.jsonl", "as it was")
        func abandon() throws {
            var writer = try ExportWriter(path: folder("out.jsonl"), format: .earshot)
            var chance = Chance(1)
            for index in 0..<2000 { _ = try writer.write(decided: record(&chance, index: index)) }
        }
        try abandon()
        #expect(folder.names == ["out.jsonl"])
        #expect(try String(contentsOfFile: folder("out.jsonl"), encoding: .utf8) == "as it was")

        let writer = try ExportWriter(path: folder("out.jsonl"), format: .earshot)
        #expect(folder.names.count == 2)
        try writer.finish()
        #expect(folder.names == ["out.jsonl"])
        #expect(try String(contentsOfFile: folder("out.jsonl"), encoding: .utf8).isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: folder("out.jsonl"))
        #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func aTargetThatCannotBeWrittenSaysSo() throws {
        let folder = try Folder()
        let path = folder("no/such/folder/x")
        #expect(throws: InterchangeError.cannotWrite(path: path, code: ENOENT)) {
            _ = try ExportWriter(path: path, format: .nemo)
        }
        try FileManager.default.createDirectory(
            atPath: folder("taken/full"), withIntermediateDirectories: true)
        #expect(throws: InterchangeError.self) {
            let writer = try ExportWriter(path: folder("taken"), format: .nemo)
            try writer.finish()
        }
        #expect(folder.names == ["taken"])
    }
}
