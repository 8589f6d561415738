// Case files: whole, signed, without anything that was not released, and checkable by anybody.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct CaseFileTests {
    private let office: Office
    private let officer: Seat
    private let second: Seat

    init() throws {
        office = try Office()
        for name in ["otto", "olga"] {
            _ = try office.seat.add(
                person: name, roles: [.officer], surroundings: office.surroundings, now: .now)
        }
        officer = try office.another("otto")
        second = try office.another("olga")
        let queue = try office.queue()
        try office.bring(["somebody help me"], into: queue)
        try office.flagNext(in: queue, Flag(category: "domestic_violence", severity: .p1))
    }

    private func kept() throws -> KeptIncident {
        let open = try officer.store.incidents.open()
        let closed = try officer.store.incidents.closed(Timestamp(microseconds: 0), 9)
        let id = try #require((open + closed).first?.id)
        return try #require(try officer.store.incidents.one(id))
    }

    private func act(_ act: CustodyAct, by seat: Seat? = nil) throws {
        _ = try IncidentHandling(seat: seat ?? officer).take(act, on: kept(), now: .now)
    }

    private func close(releasing fields: [ReleasedField]) throws {
        try act(.acknowledged)
        try act(.noted(.open("Called the line; they know.")))
        try act(
            .decided(
                .disclosed(
                    IncidentDisclosure(
                        authority: .open("the police"), basis: .dsaArticle18, fields: fields))))
        try act(.confirmed, by: second)
    }

    private func export(_ name: String = "case") throws -> URL {
        let folder = office.folder.appending(path: name)
        _ = try CaseFileExport(seat: officer).run(kept(), to: folder, now: .now)
        return folder
    }

    private func check(_ folder: URL) throws -> CaseFileCheck {
        try CaseFileCheck(of: folder, in: office.workspace)
    }

    @Test func aCaseFileHoldsAndSaysWhoSignedIt() throws {
        try act(.acknowledged)
        try act(.noted(.open("Two voices.")))
        let folder = try export()
        let check = try check(folder)
        #expect(check.checked.problems == [])
        #expect(check.signer == .known("otto"))
        #expect(check.checked.incident?.record.events.last?.act == .exported)
        #expect(check.checked.incident?.stage == .owned)
        #expect(try CaseFileCheck(of: folder, in: nil).signer == .unknown)
        #expect(mode(of: folder.path) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            #expect(mode(of: folder.appending(path: name).path) == 0o600, "\(name)")
            #expect(!name.hasPrefix("sound") && name != "text.json")
        }
        // What an officer could read is in it, and who is who is not.
        let story = try String(contentsOf: folder.appending(path: "custody.jsonl"), encoding: .utf8)
        #expect(story.contains("Two voices."))
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }.joined()
        for name in ["\"ana\"", "otto", "olga", "SERIAL", "account-7", "somebody help me"] {
            #expect(!all.contains(name), "\(name)")
        }
    }

    @Test func soundAndTextGoOnlyWhereTheyWereReleased() throws {
        try close(releasing: [.audio, .text])
        let folder = try export()
        #expect(try check(folder).checked.problems == [])
        let text = try String(contentsOf: folder.appending(path: "text.json"), encoding: .utf8)
        #expect(text.contains("somebody help me"))
        let sound = try Data(contentsOf: folder.appending(path: "sound.wav"))
        #expect(try sound == Data(contentsOf: office.folder.appending(path: "sound.wav")))
    }

    /// What was released and is not in it is named, in the manifest too.
    @Test func whatIsReleasedAndNotInItIsSaid() throws {
        try close(releasing: [.text, .location])
        let folder = office.folder.appending(path: "case")
        let (written, _) = try CaseFileExport(seat: officer).run(kept(), to: folder, now: .now)
        #expect(written.released == [.text])
        #expect(written.leftOut.count == 1)
        let check = try check(folder)
        #expect(check.checked.problems == [])
        #expect(check.checked.manifest?.absent == [.location])
    }

    @Test func beforeASecondPersonAgreedNothingGoes() throws {
        try act(.acknowledged)
        try act(
            .decided(
                .disclosed(
                    IncidentDisclosure(
                        authority: .open("the police"), basis: .courtOrder, fields: [.audio]))))
        let folder = try export()
        #expect(try check(folder).checked.problems == [])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasPrefix("sound") })
    }

    /// Every byte of it is held by something.
    @Test func whateverIsChangedIsNoticed() throws {
        try close(releasing: [.text])
        let folder = try export()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: name)
            let before = try Data(contentsOf: file)
            var bytes = before
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: file)
            #expect(try !check(folder).isSound, "\(name) changed")
            try FileManager.default.removeItem(at: file)
            #expect(try !check(folder).isSound, "\(name) removed")
            try before.write(to: file)
        }
        #expect(try check(folder).isSound)
        try Data("x".utf8).write(to: folder.appending(path: "sound.wav"))
        let problems = try check(folder).checked.problems
        #expect(problems.contains(.foreign("sound.wav")))
        #expect(problems.contains(.notReleased("sound.wav")))
    }

    /// Whoever signs it anew with a key of their own is not whom it names.
    @Test func anotherHandIsNotTheOfficers() throws {
        try act(.acknowledged)
        let folder = try export()
        let file = folder.appending(path: CaseManifest.fileName)
        let manifest = try #require(CaseManifest(parsing: Data(contentsOf: file)))
        var forged = manifest
        forged.key = PersonalKeys.create().publicKeys.signing.base64EncodedString()
        try JSONEncoder().encode(forged).write(to: file)
        #expect(try check(folder).checked.problems.contains(.badSignature))
        let stranger = PersonalKeys.create().auditSigner(
            for: officer.person.id, in: office.workspace.id)
        var resigned = manifest
        resigned.key = stranger.publicKeys.signing.base64EncodedString()
        try resigned.signed(by: stranger).write(to: file)
        let check = try check(folder)
        #expect(check.signer == .nobody)
        #expect(!check.isSound)
    }

    @Test func aTakenNameAStaleReadingAndASupervisorGetNothing() throws {
        try act(.acknowledged)
        let stale = try kept()
        let there = office.folder.appending(path: "there")
        try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
        #expect(throws: CaseFileError.outputThere) {
            try CaseFileExport(seat: officer).run(stale, to: there, now: .now)
        }
        try act(.noted(.open("More.")))
        let folder = office.folder.appending(path: "case")
        #expect(throws: IncidentTrouble.refused(.changedMeanwhile)) {
            try CaseFileExport(seat: officer).run(stale, to: folder, now: .now)
        }
        _ = try office.seat.add(
            person: "sue", roles: [.supervisor], surroundings: office.surroundings, now: .now)
        let sue = try office.another("sue")
        #expect(throws: DeedRefusal(.readLog, roles: [.supervisor])) {
            try CaseFileExport(seat: sue).run(kept(), to: folder, now: .now)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        #expect(try kept().incident.record.events.last?.act.code == .noted)
        // Nothing is left of those that were not made.
        let hidden = try FileManager.default.contentsOfDirectory(atPath: office.folder.path)
            .filter { $0.hasPrefix(".earshot") }
        #expect(hidden.isEmpty)
    }

    @Test func whatIsNoCaseFileIsSaidSo() throws {
        #expect(throws: CaseFileError.noFolder) {
            try CaseFileCheck(of: office.folder.appending(path: "nowhere"), in: nil)
        }
        #expect(try check(office.folder).checked.problems == [.noManifest])
    }
}

extension Office {
    /// The next clip is heard by the first person, and flagged.
    func flagNext(in queue: ReviewCore.Queue, _ flag: Flag) throws {
        let claimed = try #require(
            try seat.store.work.claim(
                ClaimRequest(person: seat.person.id, queues: [queue.id], ttl: 60, now: .now)
            ).first)
        var random = SystemRandomNumberGenerator()
        let annotation = try seat.openKeys(of: claimed.clip).seal(
            AnnotationContent(reference: "", flag: flag),
            as: AnnotationID(at: .now, using: &random), by: seat.person.id,
            outcome: .skipped(reason: "too_distressing"), effort: Effort(), at: .now)
        #expect(
            try seat.store.work.submit(annotation, claimed.lease.token) == .stored(revision: 1))
    }
}
