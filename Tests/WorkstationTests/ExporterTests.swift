// Annotated clips go out: whole, under names of their own, and nothing else with them.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct ExporterTests {
    /// An office whose clips have been annotated with the references given.
    private func reviewed(_ references: [String]) throws -> (Office, ReviewCore.Queue) {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(references.map { _ in "turn on the light" }, into: queue)
        for reference in references {
            try submit(
                AnnotationContent(
                    reference: reference, judgments: Judgments(["speech": ["clear"]]),
                    tags: ["noisy"], note: "said twice",
                    flag: Flag(category: "other", severity: .p3)),
                .annotated, office, queue)
        }
        return (office, queue)
    }

    private func submit(
        _ content: AnnotationContent, _ outcome: Outcome, _ office: Office,
        _ queue: ReviewCore.Queue
    ) throws {
        let seat = office.seat
        let claimed = try #require(
            try seat.store.work.claim(
                ClaimRequest(
                    person: seat.person.id, queues: [queue.id], ttl: 60, now: .now,
                    resumes: false)
            ).first)
        var random = SystemRandomNumberGenerator()
        let id = AnnotationID(at: .now, using: &random)
        let answer = try seat.store.work.submit(
            seat.vault.openKeys(of: claimed.clip).seal(
                content, as: id, by: seat.person.id, outcome: outcome,
                effort: Effort(seconds: 3, coverage: 1, plays: 1, keystrokes: 2), at: .now),
            claimed.lease.token)
        #expect(answer == .stored(revision: 1))
    }

    private func export(
        _ office: Office, _ queue: ReviewCore.Queue, to name: String = "out.jsonl",
        format: ExportFormat = .earshot, withAudio: Bool = true,
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> ExportReport {
        try Exporter(seat: office.seat, queue: queue, isCancelled: isCancelled).run(
            to: office.folder.appending(path: name).path, format: format, withAudio: withAudio,
            onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
    }

    private func records(_ path: String) throws -> [ExportRecord] {
        try ExportReader(path: path).map { try $0.get() }
    }

    @Test func whatComesBackIsWhatWasAnnotated() throws {
        let (office, queue) = try reviewed(["turn on the light", "turn off the light"])
        let report = try export(office, queue)
        #expect(report.written == 2)
        let back = try records(report.output)
        let there = try office.annotations(queue)
        let references = { (contents: [AnnotationContent?]) in
            contents.map { $0?.reference ?? "" }.sorted()
        }
        #expect(references(back.map { $0.annotation?.content }) == references(there.map { $0.1 }))
        #expect(back.allSatisfy { $0.annotation?.content.note == "said twice" })
        #expect(back.allSatisfy { $0.annotation?.content.judgments["speech"] == ["clear"] })
        #expect(back.map { $0.annotation?.outcome } == [.annotated, .annotated])
        #expect(back.map { $0.annotation?.effort.keystrokes } == [2, 2])
        #expect(back.map { $0.hypothesis?.text } == ["turn on the light", "turn on the light"])
        #expect(mode(of: report.output) == 0o600)
    }

    @Test func idsOfDevicesAndAccountsDoNotLeaveAndTwoExportsCannotBeJoined() throws {
        let (office, queue) = try reviewed(["one", "two"])
        let first = try export(office, queue, to: "a.jsonl")
        let second = try export(office, queue, to: "b.jsonl")
        let text = try String(contentsOfFile: first.output, encoding: .utf8)
        #expect(!text.contains("SERIAL-"))
        #expect(!text.contains("account-7"))
        #expect(!text.contains(office.seat.person.id.description))
        let (one, two) = (try records(first.output), try records(second.output))
        let names = { (records: [ExportRecord]) in
            Set(
                records.flatMap {
                    [
                        $0.names.clip, $0.names.device?.rawValue, $0.names.account?.rawValue,
                        $0.names.annotator?.rawValue, $0.names.consent?.rawValue,
                    ].compactMap(\.self)
                })
        }
        #expect(names(one).isDisjoint(with: names(two)))
        // Within one export an account is one account.
        #expect(Set(one.map(\.names.account)).count == 1)
        #expect(Set(one.map(\.names.device)).count == 2)
    }

    @Test func wordsInPersonalDataTagsStayBehind() throws {
        let (office, queue) = try reviewed(["call [PII:NAME Ileana Popescu] at home"])
        for format in ExportFormat.allCases {
            let report = try export(office, queue, to: "\(format).jsonl", format: format)
            let text = try String(contentsOfFile: report.output, encoding: .utf8)
            #expect(!text.contains("Ileana") && !text.contains("Popescu"), "\(format)")
        }
    }

    @Test func soundStandsBesideTheManifestAndIsReplacedWhole() throws {
        let (office, queue) = try reviewed(["one", "two"])
        let first = try export(office, queue)
        let folder = try #require(first.audio)
        let files = try Set(FileManager.default.contentsOfDirectory(atPath: folder))
        #expect(files.count == 2)
        #expect(mode(of: folder) == 0o700)
        for record in try records(first.output) {
            let file = office.folder.appending(path: try #require(record.audio)).path
            #expect(mode(of: file) == 0o600)
            #expect(
                abs(try Decoder.probe(Array(Data(contentsOf: URL(filePath: file)))) - 0.3) < 0.01)
        }
        let again = try export(office, queue)
        let newer = try Set(FileManager.default.contentsOfDirectory(atPath: folder))
        #expect(newer.count == 2)
        #expect(newer.isDisjoint(with: files))
        #expect(
            Set(
                try records(again.output).compactMap(\.audio).map {
                    URL(filePath: $0).lastPathComponent
                })
                == newer)
        #expect(try leftovers(office).isEmpty)
    }

    @Test func skippedClipsHaveNoPlaceInNeMoAndAreCounted() throws {
        let (office, queue) = try reviewed(["one"])
        try office.bring(["two"], into: queue, prefix: "more")
        try submit(AnnotationContent(), .broken(reason: "cut off"), office, queue)
        let report = try export(office, queue, format: .nemo)
        #expect(report.written == 1)
        #expect(report.leftOut == ["not_annotated": 1])
        let folder = try #require(report.audio)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }

    @Test func cancelledNothingIsLeftAndWhatWasThereStays() throws {
        let (office, queue) = try reviewed(["one", "two", "three"])
        let before = try export(office, queue)
        let manifest = try Data(contentsOf: URL(filePath: before.output))
        var asked = 0
        let report = try export(
            office, queue,
            isCancelled: {
                asked += 1
                return asked > 2
            })
        #expect(report.interrupted)
        #expect(try Data(contentsOf: URL(filePath: before.output)) == manifest)
        for record in try records(before.output) {
            let file = office.folder.appending(path: try #require(record.audio)).path
            #expect(FileManager.default.fileExists(atPath: file))
        }
        #expect(try leftovers(office).isEmpty)
    }

    @Test func aPlaceThatCannotBeWrittenIsSaidAndKeepsNothing() throws {
        let (office, queue) = try reviewed(["one"])
        #expect(throws: InterchangeError.self) { try export(office, queue, to: "no/where.jsonl") }
        #expect(throws: InterchangeError.self) {
            try FileManager.default.createDirectory(
                at: office.folder.appending(path: "taken.jsonl"), withIntermediateDirectories: true)
            _ = try export(office, queue, to: "taken.jsonl")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
        #expect(!names.contains("taken.audio"))
        #expect(try leftovers(office).isEmpty)
    }

    private func leftovers(_ office: Office) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
            .filter { $0.hasPrefix(".") }
    }
}

extension ExportRecord {
    /// Path of the sound, where it leaves.
    var audio: String? {
        if case .file(let path) = sound { path } else { nil }
    }
}
