// When things go wrong under the desk: nothing typed is lost, and the reviewer is told.
import Foundation
import ReviewCore
import Screens
import Store
import Synchronization
import Testing

@testable import Workstation

@Suite struct DeskTroubleTests {
    /// Refuses with `kind` the first `count` times.
    private func failing(_ count: Int, _ kind: StoreError.Kind) -> @Sendable () -> Bool {
        let left = Counter(count)
        return { left.takeOne() }
    }

    @Test(arguments: [StoreError.Kind.diskFull, .busy])
    func whatTheStoreCannotTakeIsOfferedAgainUntilItDoes(kind: StoreError.Kind) throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let fails = failing(3, kind)
        let seat = office.seat(changing: { store in
            let submit = store.work.submit
            store.work.submit = { annotation, token throws(StoreError) in
                if fails() { throw StoreError(kind) }
                return try submit(annotation, token)
            }
        })
        let rings = { (engine: DeskEngine) in engine.timers.set(.desk(.resubmit), at: 0) }
        try DeskSitting(office, queue, seat: seat).run([
            Step(
                "correct", when: When.heard, keys: ["e", "end"] + Keys.typed(" kept") + ["enter"]),
            Step(
                "told",
                when: { $0.storeTrouble != nil && $0.inFlight.contains(where: \.isWaiting) },
                act: rings),
            // Work goes on meanwhile.
            Step("the next is there", when: { $0.work?.reference.text == "second clip" }),
            Step("again", when: { $0.inFlight.contains(where: \.isWaiting) }, act: rings),
            Step("again", when: { $0.inFlight.contains(where: \.isWaiting) }, act: rings),
            Step("stored", when: { $0.inFlight.isEmpty && $0.storeTrouble == nil }),
            Step("the other", when: When.heard, keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        #expect(
            try office.annotations(queue).map(\.1.reference) == ["first clip kept", "second clip"])
        #expect(
            try office.seat.store.records.history(office.annotations(queue)[0].0.clip.id).count == 1
        )
    }

    @Test func leavingWithAFullDiskOffersOnceMore() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        let fails = failing(1, .diskFull)
        let seat = office.seat(changing: { store in
            let submit = store.work.submit
            store.work.submit = { annotation, token throws(StoreError) in
                if fails() { throw StoreError(.diskFull) }
                return try submit(annotation, token)
            }
        })
        try DeskSitting(office, queue, seat: seat).run([
            Step("submit", when: When.heard, keys: ["enter"]),
            Step("leave", when: { $0.inFlight.contains(where: \.isWaiting) }, keys: Keys.leave),
        ])
        #expect(try office.annotations(queue).map(\.1.reference) == ["first clip"])
    }

    @Test func leavingWhenTheStoreTakesNoSubmissionKeepsItAsADraft() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        let seat = office.seat(changing: { store in
            store.work.submit = { _, _ throws(StoreError) in throw StoreError(.diskFull) }
        })
        try DeskSitting(office, queue, seat: seat).run([
            Step(
                "correct", when: When.heard, keys: ["e", "end"] + Keys.typed(" kept") + ["enter"]),
            Step("leave", when: { $0.inFlight.contains(where: \.isWaiting) }, keys: Keys.leave),
        ])
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("it is there", when: When.text("first clip kept"), keys: Keys.leave)
        ])
    }

    @Test func aDraftIsOnItsWayWithinAQuarterOfASecondOfTheKey() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        let saved = Mutex<[Timestamp]>([])
        let seat = office.seat(changing: { store in
            let save = store.drafts.save
            store.drafts.save = { clip, person, bytes, at throws(StoreError) in
                saved.withLock { $0.append(at) }
                return try save(clip, person, bytes, at)
            }
        })
        let due = { (engine: DeskEngine) -> Double in
            let deadline = engine.timers.deadline(of: .desk(.draft)) ?? .max
            return Double(deadline) - Double(monotonicNow())
        }
        try DeskSitting(office, queue, seat: seat).run([
            Step("type", when: { $0.work != nil }, keys: ["e", "end", "x"]),
            Step(
                "due", when: When.text("first clipx"),
                act: { engine in
                    #expect(engine.timers.deadline(of: .desk(.draft)) != nil)
                    #expect(due(engine) <= 250_000_000)
                }),
            Step("another key", keys: ["y"]),
            // A second key does not push the first one's save back.
            Step(
                "still due", when: When.text("first clipxy"),
                act: { #expect(due($0) <= 250_000_000) }),
            Step("saved", when: { $0.work?.draft.isSafe == true }, keys: ["z"]),
            Step(
                "saved again",
                when: { $0.work?.draft.isSafe == true && When.text("first clipxyz")($0) },
                keys: ["esc"] + Keys.leave),
        ])
        let times = saved.withLock { $0 }
        #expect(times.count >= 2)
        #expect(times == times.sorted())
    }

    @Test func aDraftThatCouldNotBeSavedIsTriedAgain() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        let fails = failing(2, .diskFull)
        let seat = office.seat(changing: { store in
            let save = store.drafts.save
            store.drafts.save = { clip, person, bytes, at throws(StoreError) in
                if fails() { throw StoreError(.diskFull) }
                return try save(clip, person, bytes, at)
            }
        })
        let isFailed = { (state: DeskState) in
            if case .failed = state.work?.draft { true } else { false }
        }
        let rings = { (engine: DeskEngine) in engine.timers.set(.desk(.draft), at: 0) }
        try DeskSitting(office, queue, seat: seat).run([
            Step("type", when: { $0.work != nil }, keys: ["e", "end", "x"]),
            Step("failed", when: { isFailed($0) && $0.storeTrouble != nil }, act: rings),
            Step("failed again", when: isFailed, act: rings),
            Step(
                "saved", when: { $0.work?.draft.isSafe == true && $0.storeTrouble == nil },
                keys: ["esc"] + Keys.leave),
        ])
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("it is there", when: When.text("first clipx"), keys: Keys.leave)
        ])
    }

    @Test func aLeaseThatRanOutAndWentToAColleagueKeepsTheWords() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        office.surroundings.environment["EARSHOT_PERSON"] = "ana"
        let bogdan = try office.another("bogdan")
        let gone = Mutex(Timestamp.now)
        let taken = Mutex<ClipID?>(nil)
        try DeskSitting(office, queue).run([
            Step(
                "type", when: { $0.work?.sound.duration != nil },
                keys: ["e", "end"] + Keys.typed(" mine")),
            Step(
                "taken meanwhile", when: When.text("first clip mine"),
                act: { engine in
                    let later = Timestamp.now.advanced(bySeconds: 3600)
                    let claimed = try bogdan.store.work.claim(
                        ClaimRequest(
                            person: bogdan.person.id, queues: [queue.id], ttl: 3600, now: later))
                    taken.withLock { $0 = claimed.first?.clip.id }
                    engine.timers.set(.heartbeat, at: 0)
                }),
            Step(
                "gone, and said",
                when: { $0.work?.reference.text != "first clip mine" && !$0.toasts.isEmpty },
                act: { _ in gone.withLock { $0 = .now } }),
            // Keys meant for the text that went are no commands; after a pause they are again.
            Step(
                "after a pause",
                when: { _ in gone.withLock { Timestamp.now.seconds(since: $0) > 0.7 } },
                keys: ["esc", "q", "y"]),
        ])
        let clip = try #require(taken.withLock { $0 })
        #expect(try office.seat.store.drafts.load(clip, office.seat.person.id) != nil)
    }

    @Test func aSubmissionAfterTheLeaseWentIsRefusedAndItsWordsAreKept() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        office.surroundings.environment["EARSHOT_PERSON"] = "ana"
        let bogdan = try office.another("bogdan")
        let taken = Mutex<ClipID?>(nil)
        try DeskSitting(office, queue).run([
            Step(
                "taken meanwhile", when: When.heard,
                keys: ["e", "end"] + Keys.typed(" mine") + ["enter"],
                act: { _ in
                    let later = Timestamp.now.advanced(bySeconds: 3600)
                    let claimed = try bogdan.store.work.claim(
                        ClaimRequest(
                            person: bogdan.person.id, queues: [queue.id], ttl: 3600, now: later))
                    taken.withLock { $0 = claimed.first?.clip.id }
                }),
            Step("refused", when: { !$0.refused.isEmpty && $0.inFlight.isEmpty }, keys: Keys.leave),
        ])
        let clip = try #require(taken.withLock { $0 })
        let stored = try #require(try office.seat.store.drafts.load(clip, office.seat.person.id))
        let sealed = try #require(try office.seat.store.records.clip(clip)).clip
        let draft = try office.seat.vault.openKeys(of: sealed)
            .openDraft(stored.bytes, by: office.seat.person.id)
        #expect(draft.content.reference == "first clip mine")
        #expect(try office.annotations(queue).isEmpty)
    }

    @Test func clipsThatDoNotOpenArePassedOverAndTheRestIsWorkedOn() throws {
        let office = try Office()
        let queue = try office.queue()
        // More of them than are claimed at once, all in front.
        try office.bring((0..<5).map { "locked \($0)" }, into: queue, prefix: "locked")
        try office.bring(["open one", "open two"], into: queue, prefix: "open")
        let locked = try office.clips(ahead: 5, in: queue)
        let seat = office.seat(changing: { store in
            let claim = store.work.claim
            store.work.claim = { request throws(StoreError) in
                try claim(request).map { claimed in
                    locked.contains(claimed.clip.id) ? claimed.damaged : claimed
                }
            }
        })
        let rings = { (engine: DeskEngine) in engine.timers.set(.desk(.claim), at: 0) }
        try DeskSitting(office, queue, seat: seat).run([
            Step(
                "said", when: { if case .failing = $0.claim.condition { true } else { false } },
                act: rings),
            Step("again", when: { $0.claim.condition != .willing || $0.work != nil }, act: rings),
            Step("first", when: When.heard(done: 0), keys: ["enter"]),
            Step("second", when: When.heard(done: 1), keys: ["enter"]),
            Step("leave", when: { $0.work == nil && $0.inFlight.isEmpty }, keys: ["q"]),
        ])
        #expect(try office.annotations(queue).map(\.1.reference) == ["open one", "open two"])
        // They went back, for somebody with their keys.
        #expect(try office.counts().waiting == 5)
        #expect(try office.counts().leased == 0)
    }

    @Test func aMissingSoundIsSaidAndTheClipCanBeSetAsideAsBroken() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["no sound"], into: queue)
        for file in try office.soundFiles() {
            try FileManager.default.removeItem(at: office.clips.appending(path: file))
        }
        try DeskSitting(office, queue).run([
            Step(
                "broken", when: { if case .broken = $0.work?.sound { true } else { false } },
                keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        #expect(try office.counts().broken == 1)
    }
}

extension ClaimedClip {
    /// The same clip with text that nobody's key opens.
    fileprivate var damaged: ClaimedClip {
        var clip = clip
        clip.fields = clip.fields.mapValues { Data($0.reversed()) }
        return ClaimedClip(clip: clip, lease: lease, draft: draft, withdrawn: withdrawn)
    }
}

/// Counts down, from any thread.
private final class Counter: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func takeOne() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
