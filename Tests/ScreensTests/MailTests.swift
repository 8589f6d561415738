// A supervisor's few words at the desk: shown quietly, put away by a key, gone behind a lock.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct MailTests {
    private let notes = [
        DeskNote(id: "1", sender: "sue", text: "all well?"),
        DeskNote(id: "2", sender: "sue", text: "take your break when you like"),
    ]

    @Test func aMessageStandsThereUntilItIsPutAway() throws {
        var sitting = try Sitting()
        try sitting.press("M")
        #expect(!sitting.effects.contains { if case .forgetMail = $0 { true } else { false } })
        sitting.take(.mail(notes))
        sitting.wait(60)
        sitting.take(.timerFired(.toast))
        #expect(sitting.screen().canvas.text.contains("sue: all well? · M puts it away"))
        try sitting.press("M")
        #expect(sitting.effects.contains(.forgetMail("1")))
        #expect(sitting.screen().canvas.text.contains("sue: take your break"))
        // An answer that was under way does not bring it back.
        sitting.take(.mail(notes))
        #expect(!sitting.screen().canvas.text.contains("all well?"))
        try sitting.press("M")
        #expect(sitting.effects.contains(.forgetMail("2")))
    }

    @Test func nothingOfItStaysBehindALock() throws {
        var sitting = try Sitting(
            DeskState(
                setting: Sample.setting(asksPassphrase: true),
                size: Size(width: 120, height: 40), now: Sample.start))
        sitting.take(.mail(notes))
        try sitting.press("Q")
        #expect(sitting.desk.isLocked)
        #expect(sitting.desk.mail.waiting.isEmpty)
        #expect(!sitting.screen().canvas.text.contains("sue"))
    }

    @Test func itIsSaidInPlainLinesToo() throws {
        var sitting = try Sitting()
        sitting.take(.mail(notes))
        let lines = DeskLines(table: sitting.input.table).describe(sitting.desk)
        #expect(lines.contains("Message of sue: all well?"))
    }
}
