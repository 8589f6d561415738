// Exports and copies that end before they are whole: each is known before its first clip is opened.
import Foundation
import Interchange
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite("Exports that end unmade")
struct UnfinishedExportTests {
    private let archive: Archive

    init() throws { archive = try Archive(4, exported: false) }

    private var store: ReviewStore { archive.seat.store }

    private func actions() throws -> [AuditAction] {
        try store.audit.page(AuditFilter(), 0, 1000).entries.compactMap {
            AuditEntryFormat.decode($0.entry.bytes)?.event.action
        }
    }

    private func notes() throws -> [String] { try archive.files(StagingNotes.folderName) }

    /// What a kill leaves: the note without its process, the ledger's row, and readable parts.
    private func killed(_ folder: URL, names: Bool = true) throws -> UUID {
        let id = UUID()
        let seat = archive.seat
        let sealing = try ExportSealing(
            for: id, in: seat.workspace.id, to: try #require(try store.exports.sealingKey()))
        let staging = try Staging(
            id, for: folder.appending(path: "out.jsonl"), in: archive.workspace)
        try store.exports.begin(
            ExportEntry(
                id: id, queue: archive.queue.id, format: .earshot, sealedKey: sealing.sealedKey,
                manifest: try sealing.seal(manifest: "out.jsonl")), .now)
        if names {
            try store.exports.name(
                id, archive.clips.dropLast().map { ($0, try sealing.seal(name: "n", of: $0)) })
        }
        for part in [staging.names.sounds, staging.names.copy] {
            let place = folder.appending(path: part)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
            try Data(Archive.word.utf8).write(to: place.appending(path: "clip.wav"))
        }
        try Data(Archive.word.utf8).write(to: folder.appending(path: staging.names.manifest))
        return id
    }

    private func folder(_ name: String = "outside") throws -> URL {
        let folder = archive.office.folder.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func itIsLoggedAndNamedBeforeTheFirstClipIsOpened() throws {
        var seen: [AuditAction] = []
        var standing: [StoredExport] = []
        _ = try Exporter(
            seat: archive.seat, queue: archive.queue,
            isCancelled: {
                seen = (try? actions()) ?? []
                standing = (try? store.exports.list()) ?? []
                return true
            }
        ).run(
            to: archive.office.folder.appending(path: "out.jsonl").path, format: .earshot,
            withAudio: true, onProgress: { _ in }, onProblem: { _ in })
        #expect(seen.last == .exportBegun)
        #expect(standing.map(\.standing) == [.begun] && standing.map(\.clips) == [3])
        // It took back itself what it had written, so nothing is to be called back.
        #expect(try actions().last == .exportUnfinished)
        let after = try store.exports.list()
        #expect(after.map(\.standing) == [.unfinished] && after.map(\.clips) == [0])
        #expect(try notes() == [])
        #expect(try archive.findings() == [])
    }

    @Test func whatCannotBeLoggedIsNotOpened() throws {
        var opened = 0
        let seat = archive.office.seat { store in
            store.exports.begin = { _, _ throws(StoreError) in throw StoreError(.diskFull) }
        }
        #expect(throws: StoreError(.diskFull)) {
            try Exporter(
                seat: seat, queue: archive.queue,
                isCancelled: {
                    opened += 1
                    return false
                }
            ).run(
                to: archive.office.folder.appending(path: "out.jsonl").path, format: .earshot,
                withAudio: true, onProgress: { _ in }, onProblem: { _ in })
        }
        #expect(opened == 0)
        #expect(try notes() == [])
    }

    @Test func whatAKillLeftIsFoundTakenAwayAndLogged() throws {
        let outside = try folder()
        let id = try killed(outside)
        let found = try StagingNotes(of: archive.workspace).abandoned()
        #expect(found == [AbandonedStaging(id: id, folder: outside.path)])
        let sweep = try StagingNotes(of: archive.workspace).sweep(archive.seat)
        #expect(sweep == StagingSweep(swept: [id]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == [])
        #expect(try actions().last == .exportUnfinished)
        #expect(try store.exports.list().map(\.standing) == [.unfinished])
        #expect(try notes() == [])
        #expect(try StagingNotes(of: archive.workspace).sweep(archive.seat) == StagingSweep())
        #expect(try archive.findings() == [])
    }

    @Test func tombstonesCoverWhatWasOnlyBegun() throws {
        let id = try killed(try folder())
        try archive.ask()
        try archive.seat.finishErasures()
        #expect(try archive.tombstones().count == 1)
        _ = try StagingNotes(of: archive.workspace).sweep(archive.seat)
        let export = try #require(try store.exports.list().first)
        #expect(export.id == id && export.tombstones == 1 && export.standing == .unfinished)
    }

    @Test func oneThatGoesOnIsLeftAlone() throws {
        let outside = try folder()
        let staging = try Staging(
            UUID(), for: outside.appending(path: "out.jsonl"), in: archive.workspace)
        let part = outside.appending(path: staging.names.manifest)
        try Data().write(to: part)
        #expect(try StagingNotes(of: archive.workspace).abandoned() == [])
        #expect(try StagingNotes(of: archive.workspace).sweep(archive.seat) == StagingSweep())
        #expect(FileManager.default.fileExists(atPath: part.path))
        staging.end()
    }

    @Test func whatCannotBeReachedIsNamedAndKept() throws {
        let outside = try folder()
        let id = try killed(outside)
        let away = archive.office.folder.appending(path: "unmounted")
        try FileManager.default.moveItem(at: outside, to: away)
        let sweep = try StagingNotes(of: archive.workspace).sweep(archive.seat)
        #expect(sweep.swept == [] && sweep.outOfReach.map(\.id) == [id])
        #expect(try notes().count == 1)
        try FileManager.default.moveItem(at: away, to: outside)
        #expect(try StagingNotes(of: archive.workspace).sweep(archive.seat).swept == [id])
    }

    /// The note is a file that anybody with the account can write: it leads to no other name.
    @Test func aNoteLeadsToNothingButItsOwnParts() throws {
        let outside = try folder()
        let id = try killed(outside)
        let victim = try folder("victim")
        try Data("mine".utf8).write(to: victim.appending(path: "file"))
        let link = outside.appending(path: StagingNames(id).sounds)
        try FileManager.default.removeItem(at: link)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: victim)
        try Data("mine".utf8).write(to: outside.appending(path: "english.jsonl"))
        _ = try StagingNotes(of: archive.workspace).sweep(archive.seat)
        #expect(try Data(contentsOf: victim.appending(path: "file")) == Data("mine".utf8))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["english.jsonl"])
    }

    // MARK: - A person's copy

    @Test func aCopyIsLoggedBeforeItIsMadeAndWhenItEndsUnmade() throws {
        var seen: [AuditAction] = []
        let done = try SubjectExport(
            seat: archive.seat,
            isCancelled: {
                seen = (try? actions()) ?? []
                return true
            }
        ).run(.account, Archive.account, to: archive.office.folder.appending(path: "copy"))
        #expect(done == nil && seen.last == .subjectBegun)
        #expect(try actions().last == .exportUnfinished)
        #expect(try notes() == [])
    }

    @Test func aCopyThatCannotBeLoggedIsNotMade() throws {
        let seat = archive.office.seat { store in
            store.audit.append = { _, _ throws(StoreError) in throw StoreError(.diskFull) }
        }
        #expect(throws: StoreError(.diskFull)) {
            try SubjectExport(seat: seat).run(
                .account, Archive.account, to: try folder("there").appending(path: "copy"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("there").path) == [])
        #expect(try notes() == [])
    }

    @Test func aCopyWhoseClipsAreDamagedLeavesNothing() throws {
        let shards = try FileManager.default.contentsOfDirectory(
            atPath: archive.workspace.appending(path: "clips").path)
        for shard in shards {
            let place = archive.workspace.appending(path: "clips/\(shard)")
            for name in try FileManager.default.contentsOfDirectory(atPath: place.path) {
                try Data("damaged".utf8).write(to: place.appending(path: name))
            }
        }
        let there = try folder("there")
        #expect(throws: VaultError.self) {
            try SubjectExport(seat: archive.seat).run(
                .account, Archive.account, to: there.appending(path: "copy"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: there.path) == [])
        #expect(try actions().suffix(2) == [.subjectBegun, .exportUnfinished])
        #expect(try notes() == [])
    }

    @Test func aCopyTakesACustodian() throws {
        _ = try archive.seat.add(
            person: "off", roles: [.officer, .engineer], surroundings: archive.office.surroundings,
            now: .now)
        let officer = try archive.office.another("off")
        #expect(throws: (any Error).self) {
            try SubjectExport(seat: officer).run(
                .account, Archive.account, to: try folder("there").appending(path: "copy"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("there").path) == [])
    }
}
