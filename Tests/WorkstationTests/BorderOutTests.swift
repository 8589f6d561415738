// Attempts to find a personal word, or a thread back to a person, in what was exported.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct BorderOutTests {
    /// What is brought in, and what a reviewer makes of it.
    private struct Case {
        var line: String
        var content: AnnotationContent
        var outcome = Outcome.annotated
    }

    /// A clip of two seconds in which `heard` is said, a word every half second from 0.2 s on.
    private func line(_ id: String, _ heard: String, timed: Bool = true, more: String = "")
        -> String
    {
        let words = heard.split(separator: " ").enumerated().map { index, word in
            let start = 0.2 + Double(index) * 0.4
            let times = timed ? #","start":\#(start),"end":\#(start + 0.4)"# : ""
            return #"{"text":"\#(word)"\#(times)}"#
        }
        return """
            {"id":"\(id)","audio":"sound.wav","locale":"en-US","device_id":"SERIAL-\(id)",\
            "account_id":"account-7","captured_at":"2026-03-05T14:05:30.123Z",\
            "consent":{"id":"c-\(id)","granted":true},\
            "hypothesis":{"text":"\(heard)","words":[\(words.joined(separator: ","))],\
            "nbest":[{"text":"\(heard) please"},{"text":"please \(heard)"}]},\
            "interpretation":{"domain":"call","intent":"call_place",\
            "slots":[{"type":"person","value":"Ileana Popescu"}]},\
            "response":{"text":"Calling Ileana Popescu","action":"dial Ileana"}\(more)}
            """
    }

    private func office(_ cases: [Case]) throws -> (Office, ReviewCore.Queue) {
        let office = try Office()
        let queue = try office.queue()
        try office.wave(seconds: 2, rate: 16_000, to: "sound.wav")
        let path = try office.manifest(cases.map(\.line))
        _ = try Importer(seat: office.seat, queue: queue).run(
            path: path, format: nil, onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
        for item in cases {
            let claimed = try #require(
                try office.seat.store.work.claim(
                    ClaimRequest(
                        person: office.seat.person.id, queues: [queue.id], ttl: 60, now: .now,
                        resumes: false)
                ).first)
            var random = SystemRandomNumberGenerator()
            var effort = Effort(seconds: 3.1415, coverage: 1, plays: 1, keystrokes: 2)
            effort.listening = ClipCoverage(plays: 1, numbers: Self.stretches)
            let sealed = try office.seat.vault.openKeys(of: claimed.clip).seal(
                item.content, as: AnnotationID(at: .now, using: &random),
                by: office.seat.person.id, outcome: item.outcome,
                effort: effort, at: .now)
            _ = try office.seat.store.work.submit(sealed, claimed.lease.token)
        }
        return (office, queue)
    }

    /// Stretches that meet and one that is too short to tell of; see `ClipCoverage.numbers`.
    private static let stretches = [
        [3, 383, 75, 1], [0, 611, 100, 1], [611, 1234, 100, 1], [70, 90, 50, 1],
    ].flatMap(\.self)

    private func export(
        _ office: Office, _ queue: ReviewCore.Queue, to name: String = "out.jsonl",
        format: ExportFormat = .earshot, choices: ExportChoices = ExportChoices(),
        seat: Seat? = nil
    ) throws -> ExportReport {
        try Exporter(seat: seat ?? office.seat, queue: queue, choices: choices).run(
            to: office.folder.appending(path: name).path, format: format, withAudio: true,
            onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
    }

    private func records(_ report: ExportReport) throws -> [ExportRecord] {
        try ExportReader(path: report.output).map { try $0.get() }
    }

    private func sound(_ record: ExportRecord, _ office: Office) throws -> PCM {
        let file = office.folder.appending(path: try #require(record.audio))
        return try Decoder.decode(Array(Data(contentsOf: file)))
    }

    private let tagged = AnnotationContent(
        reference: "call [PII:NAME ileana popescu] at home",
        correction: Interpretation(
            intent: "call_place", slots: [Slot(type: "person", value: "ileana popescu")]),
        note: "she says Ileana twice")

    @Test(arguments: ExportFormat.allCases, SlotValues.allCases)
    func noTextOfATaggedClipHoldsTheName(format: ExportFormat, slots: SlotValues) throws {
        let (office, queue) = try office([
            Case(line: line("a", "call ileana popescu at home"), content: tagged),
            Case(line: line("b", "call elena popesco at home"), content: tagged),
        ])
        let report = try export(
            office, queue, format: format, choices: ExportChoices(slotValues: slots))
        #expect(report.written == 2 && report.soundCovered == 2)
        let text = try String(contentsOfFile: report.output, encoding: .utf8).lowercased()
        for word in ["ileana", "popescu", "elena", "popesco", "serial-", "account-7", "c-a"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.contains("[pii:name]"))
        if format == .earshot {
            for record in try records(report) {
                #expect(record.hypothesis?.text == "call [PII:NAME] at home")
                #expect(
                    record.hypothesis?.words.map(\.text) == ["call", "[PII:NAME]", "at", "home"])
                #expect(record.interpretation?.slots.first?.value.hasPrefix("[PII:") == true)
                #expect(record.response?.text == "Calling [PII:NAME]")
                #expect(record.response?.action == "dial [PII:NAME]")
            }
        }
    }

    @Test(arguments: PersonalSound.allCases)
    func theSoundOfATaggedWordIsGone(cover: PersonalSound) throws {
        let (office, queue) = try office([
            Case(line: line("a", "call ileana popescu at home"), content: tagged)
        ])
        let report = try export(office, queue, choices: ExportChoices(personalSound: cover))
        let record = try #require(try records(report).first)
        let sound = try sound(record, office)
        // Said from 0.6 to 1.4 s, 150 ms more on each side; the sound itself is at 440 Hz.
        let inside = sound.samples.array[Int(0.45 * 16_000)..<Int(1.55 * 16_000)]
        let before = sound.samples.array[0..<Int(0.42 * 16_000)]
        #expect(strength(of: 440, before) > 0.1)
        #expect(strength(of: 440, inside) < 0.001)
        let tone = strength(of: 1000, inside)
        #expect(cover == .bleep ? (0.08...0.1).contains(tone) : tone == 0)
        if cover == .silence { #expect(inside.allSatisfy { $0 == 0 }) }
        #expect(abs(sound.duration - 2) < 0.001)
    }

    /// Words taken out at the desk: they are sealed with the annotation and leave with nothing, and
    /// the stretch that was set by ear is covered although the machine timed no word of it.
    @Test(arguments: ["call ileana popescu at home", "call elena at home"])
    func whatWasTakenOutAtTheDeskStaysBehindWithItsSound(heard: String) throws {
        let content = AnnotationContent(
            reference: "call [PII:NAME] at home", note: "Popescu again",
            personal: [
                PersonalMark(
                    type: .name, words: "Ileana Popescu", tag: 0,
                    span: SoundSpan(start: 0.6, end: 1.4), source: .ear)
            ])
        let (office, queue) = try office([
            Case(line: line("a", heard, timed: false), content: content)
        ])
        let sealed = try #require(try office.annotations(queue).first)
        #expect(sealed.1.personal == content.personal)
        let report = try export(office, queue)
        #expect(report.written == 1 && report.soundCovered == 1, "\(report.soundLeftOut)")
        let text = try String(contentsOfFile: report.output, encoding: .utf8).lowercased()
        for word in ["ileana", "popescu", "elena", "personal"] {
            #expect(!text.contains(word), "\(word)")
        }
        let record = try #require(try records(report).first)
        let sound = try sound(record, office)
        let inside = sound.samples.array[Int(0.6 * 16_000)..<Int(1.4 * 16_000)]
        #expect(strength(of: 440, inside) < 0.001)
        #expect(strength(of: 440, sound.samples.array[0..<Int(0.55 * 16_000)]) > 0.1)
    }

    /// Amplitude of one frequency in a stretch of samples at 16 kHz.
    private func strength(of frequency: Double, _ samples: ArraySlice<Float>) -> Double {
        var (real, imaginary) = (0.0, 0.0)
        for (index, sample) in samples.enumerated() {
            let phase = 2 * Double.pi * frequency * Double(index) / 16_000
            real += Double(sample) * cos(phase)
            imaginary += Double(sample) * sin(phase)
        }
        return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(samples.count)
    }

    @Test func whatNothingTimesLeavesWithoutSoundAndSaysSo() throws {
        let (office, queue) = try office([
            Case(line: line("a", "call ileana popescu at home", timed: false), content: tagged)
        ])
        let report = try export(office, queue)
        #expect(report.written == 1)
        #expect(report.soundLeftOut == ["personal_span_not_timed": 1])
        #expect(try records(report).first?.sound == .leftOut(.notTimed))
        let folder = try #require(report.audio)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        let nemo = try export(office, queue, to: "nemo.jsonl", format: .nemo)
        #expect(nemo.leftOut == ["no_sound": 1])
    }

    @Test func slotValuesLeaveOnlyWhenAskedFor() throws {
        let content = AnnotationContent(reference: "call ileana popescu at home")
        let (office, queue) = try office([
            Case(line: line("a", "call ileana popescu at home"), content: content)
        ])
        let kept = try #require(try records(export(office, queue)).first)
        #expect(kept.annotation?.content.reference == "call [PII:PERSON] at home")
        #expect(kept.interpretation?.slots == [Slot(type: "person", value: "[PII:PERSON]")])
        let plain = try export(
            office, queue, to: "plain.jsonl", choices: ExportChoices(slotValues: .plain))
        let asked = try #require(try records(plain).first)
        #expect(asked.annotation?.content.reference == "call ileana popescu at home")
        #expect(asked.interpretation?.slots.first?.value == "Ileana Popescu")
        #expect(plain.soundCovered == 0)
    }

    /// Nobody listened for personal data, so the sound stays; nobody judged, so nothing is judged.
    @Test func whatWasHiddenOrSkippedClaimsNothing() throws {
        let flag = ReviewCore.Flag(category: "other", severity: .p1)
        let filled = Judgments().filledWithDefaults(
            of: try TradeData.load().judgments,
            given: AcceptanceContext(transcriptChanged: true))
        var given = filled
        given["speaker"] = ["child"]
        let (office, queue) = try office([
            Case(
                line: line("a", "call now"),
                content: AnnotationContent(judgments: filled, flag: flag)),
            Case(
                line: line("b", "call now"),
                content: AnnotationContent(judgments: given, flag: flag)),
            Case(
                line: line("c", "call now"), content: AnnotationContent(),
                outcome: .broken(reason: "cut off")),
        ])
        let report = try export(office, queue)
        #expect(report.soundLeftOut == ["not_reviewed": 3])
        let judged = try records(report).filter { $0.annotation?.outcome == .annotated }
            .compactMap { $0.annotation?.content.judgments }
        #expect(judged.count == 2)
        #expect(judged.contains(Judgments()))
        #expect(judged.contains(Judgments(["speaker": ["child"]])))
        let nemo = try export(office, queue, to: "nemo.jsonl", format: .nemo)
        #expect(nemo.written == 0)
        #expect(nemo.leftOut == ["not_transcribed": 2, "not_annotated": 1])
    }

    /// Everything about two exports but the words, the sound and its length.
    @Test func twoExportsShareNoTimeNoOrderAndNoFigure() throws {
        let (office, queue) = try office(
            (0..<12).map { index in
                Case(
                    line: line("c\(index)", "number \(index)"),
                    content: AnnotationContent(reference: "number \(index)"))
            })
        let first = try export(office, queue, to: "a.jsonl")
        let second = try export(office, queue, to: "b.jsonl")
        let (one, two) = (try records(first), try records(second))
        let order = { (records: [ExportRecord]) in records.map { $0.annotation?.content.reference }
        }
        #expect(order(one) != order(two))
        #expect(Set(one.map(\.capturedAt)).count == 1)
        // The Monday of that week.
        #expect(one[0].capturedAt?.microseconds == 1_772_409_600_000_000)
        #expect(Set(one.compactMap { $0.annotation?.submittedAt }).count == 1)
        #expect(one.allSatisfy { $0.annotation?.effort.seconds == 3 })
        #expect(
            one.allSatisfy {
                $0.annotation?.effort.listening.numbers == [0, 400, 75, 1, 0, 1200, 100, 1]
            })
        #expect(Set(one.map(\.names.consent)).count == 12)
        // Nor do the files tell in which order they were written.
        let folder = try #require(first.audio)
        let dates = try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
            try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[
                .modificationDate] as? Date
        }
        #expect(dates.count == 12 && Set(dates).count == 1)
    }

    @Test func exactTimesTakeACustodian() throws {
        let (office, queue) = try office([
            Case(line: line("a", "call now"), content: AnnotationContent(reference: "call now"))
        ])
        let exact = ExportChoices(times: .exact)
        let record = try #require(try records(export(office, queue, choices: exact)).first)
        #expect(record.capturedAt?.microseconds == 1_772_719_530_123_000)
        var engineer = office.seat.person
        engineer.roles = [.engineer]
        let seat = Seat(
            workspace: office.seat.workspace, person: engineer, hands: office.seat.hands,
            log: office.seat.log)
        #expect(throws: TransferError.exactTimesRefused) {
            try export(office, queue, to: "no.jsonl", choices: exact, seat: seat)
        }
        #expect(
            !FileManager.default.fileExists(
                atPath: office.folder.appending(path: "no.jsonl").path))
    }
}
