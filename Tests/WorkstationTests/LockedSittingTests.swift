// A desk locked and unlocked for real: keys forgotten, words kept, clips taken up again.
import Foundation
import ReviewCore
import Screens
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct LockedSittingTests {
    private static let phrase = "four plain words here"

    private static func passphrase() throws -> Passphrase {
        try Passphrase { (room) throws(VaultError) in
            room.copyBytes(from: phrase.utf8)
            return phrase.utf8.count
        }
    }

    /// The first person's keys behind a passphrase, and their seat.
    private func seat(_ office: Office) throws -> Seat {
        try OwnKeyFile(in: office.workspace, surroundings: office.surroundings)
            .protect(unlock: { try $0.refuse() }, choose: Self.passphrase)
        return try Seat.take(in: office.workspace, surroundings: office.surroundings) {
            try $0.unlock(with: Self.passphrase())
        }
    }

    private func isEmptied(_ state: DeskState) -> Bool {
        if case .locked(let lock) = state.curtain { lock.isEmptied } else { false }
    }

    @Test func aLockedDeskHasNoKeysAndGoesOnWhereItWas() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let sitting = try DeskSitting(office, queue, seat: try seat(office))
        let engine = sitting.engine
        let typed = Self.phrase.map { $0 == " " ? "space" : String($0) }
        sitting.run([
            Step("type", when: When.heard(done: 0), keys: ["e", "end"] + Keys.typed(" here")),
            Step("lock", when: When.text("first clip here"), keys: ["ctrl-q"]),
            Step(
                "nothing is left", when: { isEmptied($0) && engine.clerk.isKeyless },
                keys: typed + ["enter"]
            ) { engine in
                #expect(engine.held.isEmpty && engine.state.work == nil)
                #expect(engine.keptLeases.count == 2)
                #expect(engine.sound.inHand == nil)
                let leased = try office.counts().leased
                #expect(leased == 2)
            },
            Step("it is back", when: When.text("first clip here"), keys: ["esc", "r"]) { engine in
                #expect(!engine.clerk.isKeyless && engine.keptLeases.isEmpty)
            },
            Step("submit", when: When.heard, keys: ["enter"]),
            Step("the other", when: When.heard(done: 1), keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        let contents = try office.annotations(queue).map(\.1.reference)
        #expect(contents == ["first clip here", "second clip"])
    }

    @Test func whoDoesNotComeBackGivesTheClipsBackAndKeepsTheDraft() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        let sitting = try DeskSitting(office, queue, seat: try seat(office))
        let engine = sitting.engine
        var begun: ClipID?
        sitting.run([
            Step("type", when: When.heard(done: 0), keys: ["e", "end"] + Keys.typed(" here")),
            Step("lock", when: When.text("first clip here"), keys: ["ctrl-q"]) { engine in
                begun = engine.state.work?.id
            },
            Step("half an hour later", when: isEmptied) { engine in
                engine.timers.set(.giveBack, at: 0)
            },
            Step(
                "they are back in the queue", when: { _ in try office.counts().leased == 0 },
                keys: ["ctrl-c"]),
        ])
        #expect(engine.keptLeases.isEmpty)
        let clip = try #require(begun)
        let draft = try office.seat.store.drafts.load(clip, office.seat.person.id)
        #expect(draft != nil)
    }
}
