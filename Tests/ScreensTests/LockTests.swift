// The lock: what is gone from screen and state, what is asked for, and what no key can do.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct LockTests {
    private func sitting() throws -> Sitting {
        try Sitting(try Sample.desk(asksPassphrase: true))
    }

    @Test func nothingOfTheClipIsLeft() throws {
        var sitting = try sitting()
        try sitting.press("Q")
        #expect(sitting.desk.mode == .locked)
        #expect(sitting.effects.contains(.player(.panicStop)))
        #expect(sitting.effects.contains(.unload) && sitting.effects.contains(.emptyDesk))
        #expect(sitting.desk.work == nil && sitting.desk.ahead.isEmpty)
        let screen = sitting.screen().canvas.text
        #expect(screen.contains("Locked") && !screen.contains("mom"))
        #expect(!String(describing: sitting.desk).contains("eleven"))
    }

    @Test func whatWasTypedIsOnDiskBeforeItIsLetGo() throws {
        var sitting = try sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'x' ctrl-q")
        #expect(sitting.desk.mode == .locked && sitting.desk.work != nil)
        #expect(!sitting.screen().canvas.text.contains("mom"))
        let draft = try #require(sitting.drafts.last)
        sitting.take(.draftFailed(id, reason: "no room"))
        #expect(sitting.desk.work != nil)
        sitting.effects = []
        sitting.take(.timerFired(.draft))
        let again = try #require(sitting.drafts.last)
        #expect(again.content == draft.content)
        sitting.take(.draftSaved(id, at: again.savedAt))
        #expect(sitting.desk.work == nil && sitting.effects.contains(.emptyDesk))
    }

    @Test func thePassphraseIsNotInTheState() throws {
        var sitting = try sitting()
        try sitting.press("Q 'hunter' backspace")
        #expect(sitting.effects.contains(.lockTyped("h")) && sitting.effects.contains(.lockErase))
        #expect(!String(describing: sitting.desk).contains("hunter"))
        #expect(sitting.screen().canvas.text.contains("•••••"))
        #expect(!sitting.screen().canvas.text.contains("••••••"))
        try sitting.press("enter")
        #expect(sitting.effects == [.unlock])
    }

    /// No key, click or question shows the desk, and none reaches a clip.
    @Test func noKeyOpensIt() throws {
        var sitting = try sitting()
        try sitting.press("Q")
        for command in DeskCommands.all where command.id != "quit" {
            for (mode, keys) in command.keys where mode == .locked {
                for key in keys { sitting.event(.key(key)) }
            }
            sitting.take(command.action)
            #expect(sitting.desk.isLocked, "\(command.id)")
        }
        sitting.take(.showAgain)
        sitting.take(.mouse(MouseEvent(.press, at: Point(x: 40, y: 10))))
        sitting.take(.prefetched(Sample.ready(7)))
        #expect(sitting.desk.isLocked && sitting.desk.work == nil && sitting.desk.ahead.isEmpty)
    }

    @Test func wrongTriesAreAnsweredMoreSlowly() throws {
        var sitting = try sitting()
        try sitting.press("Q 'a' enter")
        sitting.take(.unlockRefused(reason: "That is not it."))
        #expect(sitting.screen().canvas.text.contains("That is not it."))
        try sitting.press("'b' enter")
        #expect(!sitting.effects.contains(.unlock))
        sitting.wait(1.1)
        try sitting.press("enter")
        #expect(sitting.effects.contains(.unlock))
        sitting.take(.unlockRefused(reason: "That is not it."))
        sitting.wait(1.1)
        try sitting.press("'c' enter")
        #expect(!sitting.effects.contains(.unlock))
        #expect((1...12).map(LockScreen.wait) == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60])
    }

    @Test func unlockedTheClipIsAskedForAgain() throws {
        var sitting = try sitting()
        try sitting.press("Q 'a' enter")
        sitting.effects = []
        sitting.take(.unlocked)
        #expect(sitting.desk.curtain == .open)
        #expect(sitting.effects.contains(.loadHistory))
        #expect(sitting.effects.contains(.claimAhead(3)))
        sitting.take(.prefetched(Sample.ready(1)))
        #expect(sitting.desk.work != nil)
    }

    /// A clip that was hidden for what is in it does not jump at whoever comes back.
    @Test func aHiddenClipStaysBehindARest() throws {
        var sitting = try sitting()
        try sitting.press("x")
        sitting.wait(601)
        sitting.take(.timerFired(.minute))
        #expect(sitting.desk.isLocked)
        sitting.take(.unlocked)
        #expect(sitting.desk.curtain == .resting(Rest(.pause, since: sitting.now)))
    }

    @Test func anEmptyChairLocks() throws {
        var sitting = try sitting()
        sitting.wait(601)
        sitting.take(.timerFired(.minute))
        #expect(sitting.desk.isLocked)
    }

    @Test func withoutAPassphraseItHidesAndSaysWhatWouldLockIt() throws {
        var sitting = try Sitting()
        try sitting.press("Q")
        #expect(sitting.desk.curtain == .idle)
        let screen = sitting.screen().canvas.text
        #expect(screen.contains("earshot person passphrase") && !screen.contains("mom"))
        try sitting.press("z")
        #expect(sitting.desk.curtain == .open && sitting.desk.work != nil)
    }
}
