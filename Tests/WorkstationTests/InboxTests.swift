// From a flag at the desk to the reviewer's own inbox, with the real store between.
import Foundation
import ReviewCore
import Screens
import Store
import Testing

@testable import Workstation

@Suite struct InboxTests {
    @Test func howItEndedComesBackToWhoRaisedIt() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["first clip", "second clip"], into: queue)
        try DeskSitting(office, queue).run([
            Step("flag", when: { $0.work != nil }, keys: ["x", "w", "1", "enter"]),
            Step("stored", when: { $0.inFlight.isEmpty && $0.curtain != .open }, keys: ["q"]),
        ])
        // Ana holds all roles here: she answers for it too.
        let (store, ana) = (office.seat.store, office.seat.person.id)
        let raised = try #require(try store.incidents.open().first)
        guard
            case .done(let owned) = try store.incidents.act(
                raised.id, raised.glance.events, .acknowledged, ana, .now)
        else {
            Issue.record("it could not be taken")
            return
        }
        let words = try office.seat.vault.keyring.seal(
            "the ward", aboutIncidentOf: raised.glance.clip, by: ana)
        _ = try store.incidents.act(
            raised.id, owned.seen, .decided(.referred(to: words)), ana, .now)
        try DeskSitting(office, queue, seat: office.another()).run([
            Step("the mark", when: { $0.inboxNews.count == 1 }, keys: ["I"]),
            Step(
                "read", when: { $0.inboxNews.isEmpty && $0.overlay != nil },
                keys: ["esc", "q", "y"]),
        ])
        let end = try #require(try store.incidents.closed(Timestamp(microseconds: 0), 9).first)
        #expect(end.glance.reviewerInformed)
    }
}
