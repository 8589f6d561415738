// Flags on their way: a store that is away, a lease that was lost, files that somebody damaged.
import Foundation
import ReviewCore
import Screens
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct FlagSpoolTests {
    private func spooled(_ office: Office, at seconds: Double = 0) -> SpooledFlag {
        var random = SystemRandomNumberGenerator()
        let now = Timestamp(microseconds: 1_800_000_000_123_456).advanced(bySeconds: seconds)
        var annotation = SealedAnnotation(
            id: ID(at: now, using: &random), clip: ID(at: now, using: &random),
            person: office.seat.person.id, outcome: .annotated,
            judgments: Judgments(["activation": ["intended"]]),
            flag: Flag(category: "weapon_or_gunshot", severity: .p1),
            effort: Effort(
                seconds: 1.0 / 3, listening: ClipCoverage(plays: 2, numbers: [0, 900, 100, 2]),
                duration: 0.9, keystrokes: 3),
            submittedAt: now, content: Data([1, 2, 3]))
        annotation.flagNote = .sealed(Data([4, 5]))
        return SpooledFlag(
            annotation: annotation, token: FencingToken(rawValue: 7), replaces: nil)
    }

    @Test func whatIsKeptComesBackToTheBit() throws {
        let office = try Office()
        let spool = FlagSpool(office.surroundings, person: office.seat.person.id)
        let (late, early) = (spooled(office, at: 9), spooled(office))
        try spool.keep(late)
        try spool.keep(early)
        #expect(spool.waiting() == [early, late])
        spool.drop(early.annotation.clip)
        #expect(spool.waiting() == [late])
        let folder = office.surroundings.state.appending(path: "flags/\(office.seat.person.id)")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let facts = try FileManager.default.attributesOfItem(
                atPath: folder.appending(path: name).path)
            #expect(facts[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aDamagedFileIsSetAsideAndHoldsUpNoOther() throws {
        let office = try Office()
        let spool = FlagSpool(office.surroundings, person: office.seat.person.id)
        let good = spooled(office)
        try spool.keep(good)
        let folder = office.surroundings.state.appending(path: "flags/\(office.seat.person.id)")
        try Data("{".utf8).write(to: folder.appending(path: "bad.flag"))
        #expect(spool.waiting() == [good])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.contains("bad.flag.damaged"))
        try Data("{".utf8).write(to: folder.appending(path: "worse.flag"))
        #expect(spool.kept().troubles.map { $0.contains("cannot be read") } == [true])
    }

    @Test func aFlagOutlivesTheSittingThatCouldNotSendIt() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let seat = office.seat(changing: { store in
            store.work.submit = { _, _ throws(StoreError) in throw StoreError(.diskFull) }
            store.work.raiseFlag = { _ throws(StoreError) in throw StoreError(.diskFull) }
        })
        try DeskSitting(office, queue, seat: seat).run([
            Step("flag", when: { $0.work != nil }, keys: ["x", "w", "1", "enter"]),
            Step(
                "told", when: { $0.flagsWaiting != nil && $0.curtain != .open },
                keys: ["q", "y"]),
        ])
        #expect(try office.seat.store.incidents.open().isEmpty)
        // The next sitting sends it before it claims anything.
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("the other clip", when: When.text("second clip"), keys: Keys.leave)
        ])
        #expect(try office.seat.store.incidents.open().map(\.glance.severity) == [.p1])
        let spool = FlagSpool(office.surroundings, person: office.seat.person.id)
        #expect(spool.waiting().isEmpty)
    }

    @Test func aFlagOnTheOpenDeskOpensItsIncidentBeforeTheClipIsDone() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip"], into: queue)
        let store = office.seat.store
        let rings = { (engine: DeskEngine) in engine.timers.set(.desk(.flag), at: 0) }
        try DeskSitting(office, queue).run([
            Step("flag", when: When.heard, keys: ["f", "w", "1"]),
            Step("said", when: { $0.work?.flag != nil }, act: rings),
            Step(
                "raised", when: { _ in try !store.incidents.open().isEmpty }, keys: ["enter"]),
            Step("done", when: When.empty, keys: ["q"]),
        ])
        let open = try store.incidents.open()
        #expect(open.map(\.glance.severity) == [.p1])
        #expect(open.map(\.glance.events) == [1], "the submit that follows is no news")
        #expect(FlagSpool(office.surroundings, person: office.seat.person.id).waiting().isEmpty)
    }

    @Test func whoOptsOutTakesTheWordsAndNotTheFlag() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let store = office.seat.store
        try DeskSitting(office, queue).run([
            Step("flag", when: { $0.work != nil }, keys: ["x", "w", "1"]),
            Step(
                "opt out", when: { $0.work?.flag != nil },
                act: { engine in
                    let clip = try #require(engine.state.work?.id)
                    _ = try store.work.setAside([clip], .consentWithdrawn, .now)
                    engine.look()
                }),
            Step(
                "raised", when: { _ in try !store.incidents.open().isEmpty },
                keys: ["enter"]),
            Step("leave", when: { $0.curtain == .open }, keys: Keys.leave),
        ])
        #expect(try store.incidents.open().map(\.glance.severity) == [.p1])
    }

    @Test func aLeaseThatWasLostLosesNoFlag() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let seat = office.seat(changing: { store in
            store.work.submit = { _, _ throws(StoreError) in .refused(.takenByAnother) }
        })
        try DeskSitting(office, queue, seat: seat).run([
            Step("flag", when: { $0.work != nil }, keys: ["x", "w", "1", "enter"]),
            Step("refused", when: { !$0.refused.isEmpty }, keys: ["q", "y"]),
        ])
        let open = try office.seat.store.incidents.open()
        #expect(open.map(\.glance.severity) == [.p1])
        #expect(FlagSpool(office.surroundings, person: seat.person.id).waiting().isEmpty)
    }
}
