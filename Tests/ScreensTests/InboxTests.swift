// What a reviewer raised comes back to them: a quiet mark, a list, and a note that it was read.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct InboxTests {
    private func incident(
        _ number: UInt64, _ stage: IncidentStage, _ disposition: DispositionCode? = nil,
        informed: Bool = false
    ) -> IncidentGlance {
        IncidentGlance(
            id: Sample.id(number), clip: Sample.id(number + 100), stage: stage, severity: .p1,
            category: "weapon_or_gunshot", owner: nil, openedBy: Sample.id(500),
            openedAt: Sample.start.advanced(bySeconds: -7200), clockStart: Sample.start,
            clockSeverity: .p1, clockEvent: 0, step: 0, disposition: disposition,
            reviewerInformed: informed,
            holdUntil: nil, holdAgreed: false, events: 4, changedAt: Sample.start)
    }

    private func noted(_ sitting: Sitting) -> [[IncidentID]] {
        sitting.effects.compactMap {
            if case .noteRead(let incidents) = $0 { incidents.map(\.id) } else { nil }
        }
    }

    @Test func whatEndedIsMarkedToldAndNotedOnce() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        let (ended, open) = (incident(1, .closed, .referred), incident(2, .owned))
        sitting.take(.inboxChanged([open]))
        #expect(!sitting.screen().canvas.text.contains(" ended"))
        sitting.take(.inboxChanged([open, ended]))
        #expect(sitting.screen().canvas.text.contains("1 ended I"))
        #expect(noted(sitting).isEmpty, "a mark is not reading")
        try sitting.press("I")
        #expect(noted(sitting) == [[ended.id]])
        let text = sitting.screen().canvas.text
        #expect(text.contains("new P1  ended: passed on to who can help"))
        #expect(text.contains("    P1  somebody answers for it"))
        #expect(text.contains("Weapon or gunshot  2 h"))
        #expect(!text.contains("1 ended"))
        // The store may answer late with what it knew before.
        sitting.effects = []
        sitting.take(.inboxChanged([open, ended]))
        #expect(noted(sitting).isEmpty)
        try sitting.press("esc")
        #expect(!sitting.screen().canvas.text.contains("1 ended"))
    }

    @Test func whatEndsWhileTheListIsOpenIsReadToo() throws {
        var sitting = try Sitting()
        sitting.take(.inboxChanged([incident(1, .decided, .noAction)]))
        try sitting.press("I")
        #expect(noted(sitting).isEmpty)
        sitting.take(.inboxChanged([incident(1, .closed, .noAction)]))
        #expect(noted(sitting).count == 1)
    }

    @Test func whatWasOpenedAgainIsNewsWhenItEndsAgain() throws {
        var sitting = try Sitting()
        sitting.take(.inboxChanged([incident(1, .closed, .falsePositive)]))
        try sitting.press("I esc")
        sitting.take(.inboxChanged([incident(1, .owned)]))
        sitting.take(.inboxChanged([incident(1, .closed, .disclosed)]))
        #expect(sitting.desk.inboxNews.count == 1)
    }

    @Test func anEmptyInboxSaysWhatItIsFor() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("I")
        #expect(sitting.screen().canvas.text.contains("What you flag as P0 to P2 comes here"))
    }
}
