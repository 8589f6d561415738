// Keys are rotated under running work: stopped anywhere, gone on with, and no clip is lost.
import Foundation
import ReviewCore
import Store
import Synchronization
import Testing
import Vault

@testable import Workstation

@Suite struct RotationTests {
    private let office: Office
    private let queue: ReviewCore.Queue

    init() throws {
        office = try Office()
        queue = try office.queue()
        try office.bring(["one", "two", "three", "four"], into: queue)
    }

    private func rotate(_ seat: Seat? = nil, page: Int = 1000) throws -> RotationReport {
        var rotation = KeyRotation(seat: try seat ?? office.another())
        rotation.pageLength = page
        return try rotation.run(KeyRotation.rotating, now: .now, onProgress: { _ in })
    }

    /// Every clip there is, as stored.
    private func clips() throws -> [SealedClip] {
        let claimed = try office.seat.store.work.claim(
            ClaimRequest(
                person: office.seat.person.id, queues: [queue.id], count: 100, ttl: 60, now: .now))
        try office.seat.store.work.release(claimed.map(\.lease))
        return claimed.map(\.clip)
    }

    private func expectAllOpen(
        count: Int = 4, generation: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let seat = try office.another()
        let clips = try clips()
        #expect(clips.count == count, sourceLocation: sourceLocation)
        for clip in clips {
            let keys = seat.openKeys(of: clip)
            _ = try keys.open(clip)
            _ = try keys.openAudio(office.workspace.audioFiles.read(clip.id))
            for key in clip.wrappedKeys where key.keyClass.rotates {
                #expect(key.generation == generation, sourceLocation: sourceLocation)
            }
        }
    }

    @Test func everyClipComesUnderTheNewKeysAndTheOldOnesGo() throws {
        _ = try office.seat.add(
            person: "bea", roles: [.reviewer], clearances: [.location],
            surroundings: office.surroundings, now: .now)
        let before = try clips()
        let report = try rotate()
        #expect(report.rewrapped == 8 && report.isWhole)
        #expect(report.generations["text"] == 2)
        try expectAllOpen(generation: 2)
        let bea = try office.another("bea")
        #expect(bea.vault.keyring.generations(of: .text) == [2])
        #expect(bea.vault.keyring.generations(of: .location) == [2])
        #expect(bea.vault.keyring.generations(of: .border) == [])
        // What was wrapped before opens for nobody who reads their keys now.
        #expect(throws: VaultError.generationNotHeld(.text, generation: 1)) {
            try bea.vault.open(before[0])
        }
        #expect(try identities(before) == (try identities(clips())))
        for status in try KeyRotation(seat: office.another()).status() {
            #expect(status.waiting == 0 && status.older == [])
            #expect(status.generation == (status.keyClass.rotates ? 2 : 1))
        }
    }

    /// Pseudonyms and digests, by which a device or a record is known again.
    private func identities(_ clips: [SealedClip]) throws -> [Data] { clips.map(\.sourceDigest) }

    @Test func theBorderAndTheHalvesStay() throws {
        for keyClass in KeyClass.allCases where !keyClass.rotates {
            #expect(throws: VaultError.doesNotRotate(keyClass)) {
                try KeyRotation(seat: office.another()).run(
                    [keyClass], now: .now, onProgress: { _ in })
            }
        }
    }

    /// Stopped after every number of batches there can be, and gone on with.
    @Test(arguments: 0...6)
    func killedAtEveryBatch(batches: Int) throws {
        let seat = try office.another()
        let killed = Seat(
            workspace: Workspace(
                directory: seat.workspace.directory, settings: seat.workspace.settings,
                store: failing(seat.workspace.store, after: batches),
                audioFiles: seat.workspace.audioFiles,
                id: seat.workspace.id), person: seat.person, hands: seat.hands, log: seat.log)
        _ = try? rotate(killed, page: 1)
        // At every point all clips open, whatever generation they are under.
        let there = try office.another()
        for clip in try clips() { _ = try there.openKeys(of: clip).open(clip) }
        _ = try rotate()
        try expectAllOpen(generation: batches < 6 ? 2 : 3)
        for status in try KeyRotation(seat: office.another()).status() {
            #expect(status.waiting == 0 && status.older == [])
        }
    }

    /// Writes no more after so many times, as a killed process does.
    private func failing(_ store: ReviewStore, after writes: Int) -> ReviewStore {
        let budget = Budget(writes)
        var store = store
        let (rewrap, change) = (store.keys.rewrap, store.people.change)
        store.keys.rewrap = { keys throws(StoreError) in
            try budget.spend()
            return try rewrap(keys)
        }
        store.people.change = { steps, end, now throws(StoreError) in
            try budget.spend()
            try change(steps, end, now)
        }
        return store
    }

    private final class Budget: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        func spend() throws(StoreError) {
            let isLeft = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isLeft else { throw StoreError(.failed) }
        }
    }

    @Test func whatWasStoppedIsGoneOnWithAndNotBegunAnew() throws {
        let stop = Mutex(0)
        var rotation = KeyRotation(
            seat: try office.another(),
            isCancelled: {
                stop.withLock { count in
                    count += 1
                    return count > 2
                }
            })
        rotation.pageLength = 1
        let first = try rotation.run(KeyRotation.rotating, now: .now, onProgress: { _ in })
        #expect(first.interrupted && first.rewrapped == 4)
        let second = try rotate()
        #expect(second.generations["text"] == 2 && second.rewrapped == 4)
        try expectAllOpen(generation: 2)
    }

    @Test func twoAtOnceDoNoHarm() async throws {
        let seats = try (0..<3).map { _ in try office.another() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seat in seats {
                group.addTask {
                    var rotation = KeyRotation(seat: seat)
                    rotation.pageLength = 1
                    _ = try rotation.run([.text], now: .now, onProgress: { _ in })
                }
            }
            try await group.waitForAll()
        }
        let seat = try office.another()
        for clip in try clips() { _ = try seat.openKeys(of: clip).open(clip) }
        #expect(try KeyRotation(seat: seat).status().allSatisfy { $0.waiting == 0 })
    }

    @Test func anOldSeatRenewsItsKeysByItself() throws {
        _ = try office.seat.add(
            person: "bea", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        let desk = try office.another("bea")
        let request = ClaimRequest(
            person: desk.person.id, queues: [queue.id], count: 1, ttl: 60, now: .now)
        let held = try #require(try desk.store.work.claim(request).first)
        let keys = desk.openKeys(of: held.clip)
        _ = try rotate()
        // What is in hand goes on: draft and annotation are under the clip's own keys.
        let draft = try keys.seal(
            Draft(content: AnnotationContent(reference: "x"), caret: 1, savedAt: .now),
            by: desk.person.id)
        #expect(try desk.store.drafts.save(held.clip.id, desk.person.id, draft, .now))
        let next = try #require(try desk.store.work.claim(request).first)
        #expect(throws: VaultError.generationNotHeld(.text, generation: 2)) {
            try desk.vault.open(next.clip)
        }
        _ = try desk.openKeys(of: next.clip).open(next.clip)
        let again = try #require(try stored(held.clip.id))
        #expect(
            try desk.openKeys(of: again).openDraft(draft, by: desk.person.id).content.reference
                == "x")
    }

    private func stored(_ clip: ClipID) throws -> SealedClip? {
        try office.seat.store.records.clip(clip)?.clip
    }

    /// A second custodian, who holds a half of the identity as everybody else does: one.
    private func addTheOthers() throws {
        for (name, role) in [("otto", Role.officer), ("bo", .custodian)] {
            _ = try office.seat.add(
                person: name, roles: [role], surroundings: office.surroundings, now: .now)
        }
    }

    @Test(arguments: [Office.first, "bo"])
    func clipsUnderAnOlderKeyAreNotTakenInAndTheImportGoesOn(importer: String) throws {
        try addTheOthers()
        let old = try office.another(importer)
        _ = try office.seat.add(
            person: "bea", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        try office.seat.revoke(from: "bea", .everything, now: .now)
        let incoming = IncomingClip(
            sourceID: "late", audio: AudioSource(path: "/x.wav"), locale: "en-US",
            consent: Consent(id: "c", granted: true))
        var random = SystemRandomNumberGenerator()
        let stale = try old.vault.seal(
            incoming, as: ClipID(at: .now, using: &random), in: queue.id, audio: Data([1])
        ).clip
        #expect(throws: StoreError(.staleKeys)) {
            try old.store.queues.ingest(queue.id, [stale], .now)
        }
        // The importer of the same old seat takes the new keys and tries again.
        let founder = office.seat
        office.seat = old
        #expect(try office.bring(["five"], into: queue, prefix: "more").added == 1)
        office.seat = founder
        let newest = try clips().last
        #expect(newest?.wrappedKeys.first { $0.keyClass == .text }?.generation == 2)
    }

    @Test(arguments: [Office.first, "bo"])
    func revokingRacesAnImportAndNothingNewOpensForWhoLeft(by name: String) async throws {
        try addTheOthers()
        for round in 0..<4 {
            _ = try office.seat.add(
                person: "r\(round)", roles: [.reviewer], surroundings: office.surroundings,
                now: .now)
        }
        let leavers = try (0..<4).map { try office.another("r\($0)") }
        let custodian = try office.another()
        let lines = (0..<300).map { Office.line("race-\($0)") }
        let path = try office.manifest(lines, name: "race.jsonl")
        let importer = Importer(seat: try office.another(name), queue: queue)
        async let imported = importer.run(
            path: path, format: nil, onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
        for seat in leavers { try custodian.revoke(from: seat.person.name, .everything, now: .now) }
        #expect(try await imported.added == 300)
        // Whatever is under the last generation opens for none of them, and all opens for Ana.
        let ana = try office.another()
        let newest = try #require(ana.vault.keyring.generation(of: .text))
        let all = try office.seat.store.work.claim(
            ClaimRequest(
                person: ana.person.id, queues: [queue.id], count: 400, ttl: 60, now: .now))
        #expect(all.count == 304)
        for claimed in all {
            _ = try ana.openKeys(of: claimed.clip).open(claimed.clip)
            let generation = claimed.clip.wrappedKeys.first { $0.keyClass == .text }?.generation
            for (index, seat) in leavers.enumerated() where (generation ?? 0) > index + 1 {
                #expect((try? seat.vault.open(claimed.clip)) == nil)
            }
        }
        #expect(newest == 5)
    }

    @Test func anErasedClipGetsNoKeyBack() throws {
        let clip = try #require(try clips().first)
        let wrapped = try #require(clip.wrappedKeys.first { $0.keyClass == .text })
        let seat = try office.another()
        let ring = try seat.vault.keyring.rotating(.text)
        let new = try #require(try seat.vault.keyring.rewrap(wrapped, for: clip.id, into: ring))
        let gone = WrappedKey(keyClass: .text, generation: 1, bytes: Data([9]))
        let change = Rewrapped(clip: clip.id, old: gone, new: new)
        #expect(try seat.store.keys.rewrap([change]) == 0)
        #expect(try stored(clip.id)?.wrappedKeys == clip.wrappedKeys)
    }
}
