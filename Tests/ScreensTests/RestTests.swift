// Breaks, pauses and the pieces in them: nothing sounds, nothing shows, everything comes back.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct RestTests {
    @Test func aBreakSilencesHidesAndKeepsTheWork() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        let id = sitting.desk.work?.id
        try sitting.press("e 'abc' esc B")
        #expect(sitting.desk.curtain == .resting(Rest(.break, since: sitting.now)))
        #expect(sitting.effects.contains(.player(.panicStop)))
        #expect(sitting.effects.contains(.beginRest(.break)))
        #expect(sitting.drafts.count == 1)
        #expect(sitting.screen().canvas.text.contains("A break."))
        #expect(!sitting.screen().canvas.text.contains("abc"))
        try sitting.press("enter")
        #expect(sitting.effects.contains(.endRest))
        #expect(sitting.desk.curtain == .open)
        #expect(sitting.desk.work?.id == id)
        #expect(sitting.desk.work?.reference.text.hasSuffix("abc") == true)
    }

    @Test func aPauseAfterSomethingGraveIsARestAndNoWork() throws {
        var sitting = try Sitting()
        try sitting.press("x c 0 enter")
        #expect(sitting.effects.contains(.beginRest(.pause)))
        try sitting.press("enter")
        #expect(sitting.effects.contains(.endRest))
    }

    @Test func aBreakIsOfferedAndNobodyIsPushed() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        sitting.take(.shiftChanged(ShiftStatus(done: 3, nextBreak: sitting.now)))
        #expect(sitting.screen().canvas.text.contains("B takes a break"))
        try sitting.press("enter")
        #expect(sitting.desk.curtain == .open)
        #expect(sitting.submissions.count == 1)
    }

    @Test func aLockedBreakComesBackAsOne() throws {
        var desk = DeskState(
            setting: try Sample.setting(asksPassphrase: true), size: Size(width: 80, height: 24),
            now: Sample.start)
        _ = desk.begin()
        var sitting = try Sitting(desk)
        sitting.take(.prefetched(Sample.ready(1)))
        try sitting.press("B g ctrl-q")
        sitting.wait(300)
        sitting.take(.unlocked)
        #expect(sitting.desk.curtain == .resting(Rest(.break, since: Sample.start)))
    }

    @Test func theShiftIsToldToWhoseItIs() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        var status = ShiftStatus(done: 41, pace: 32, nextBreak: sitting.now.advanced(bySeconds: 60))
        status.usualPace = 30
        status.workedSeconds = 7830
        status.restSeconds = 1200
        status.exposure = ExposureLedger(
            [.p1, .p3].map { ExposureEntry(severity: $0, heardSeconds: 21, at: sitting.now) })
        sitting.take(.shiftChanged(status))
        try sitting.press("T")
        let text = sitting.screen().canvas.text
        #expect(text.contains("41 clips in 2 h 10 min of work, 20 min of rest."))
        #expect(text.contains("Usual for you is 30 s."))
        #expect(text.contains("1 P1, 1 P3, 42 s heard of it; 4 of 10 points"))
        try sitting.press("esc")
        #expect(sitting.desk.overlay == nil)
    }
}

@Suite struct PauseGameTests {
    private let start = Timestamp(microseconds: 1_800_000_000_000_001)

    @Test func piecesSinkByThemselvesAndTheGameEndsByItself() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("B g")
        #expect(sitting.desk.mode == .playing)
        #expect(sitting.effects.contains(.schedule(.game, after: PauseGame.pace)))
        // Left alone, the well fills up and the pieces are put away.
        for _ in 0..<400 where sitting.desk.mode == .playing {
            sitting.effects = []
            sitting.take(.timerFired(.game))
        }
        #expect(sitting.desk.mode == .resting)
        #expect(sitting.effects.contains(.cancel(.game)))
        try sitting.press("g esc enter")
        #expect(sitting.desk.curtain == .open)
    }

    @Test func aQuarterOfAnHourIsEnough() throws {
        var sitting = try Sitting()
        try sitting.press("B g")
        sitting.wait(901)
        sitting.take(.timerFired(.game))
        #expect(sitting.desk.mode == .resting)
    }

    /// Whatever is played: four cells, inside the well, over nothing.
    @Test(arguments: 0..<20) func aPieceIsAlwaysWhereItFits(seed: UInt64) {
        var random = SplitMix(seed)
        var game = PauseGame(rows: 14, since: start.advanced(bySeconds: Double(seed)))
        var settled = 0
        for _ in 0..<800 where !game.isFull {
            let move = PauseGame.Move.allCases[Int(random.next() % 5)]
            game.take(move)
            if game.isFull { break }
            #expect(game.piece.cells.count == 4)
            for cell in game.piece.cells {
                #expect((0..<PauseGame.columns).contains(cell.column) && cell.row < game.rows)
                if cell.row >= 0 { #expect(game.well[cell.row][cell.column] == nil) }
            }
            #expect(!game.well.contains { !$0.contains(nil) }, "a full row goes")
            settled = game.well.joined().count { $0 != nil }
        }
        #expect((settled + 10 * game.fitted).isMultiple(of: 4))
    }

    @Test func fourTurnsAreNone() {
        for kind in Piece.Kind.allCases {
            let piece = Piece(kind)
            let turned = piece.turned.turned.turned.turned
            #expect(turned == piece, "\(kind)")
        }
    }

    @Test func everyKindComesBeforeOneComesAgain() {
        var game = PauseGame(rows: 40, since: start)
        var kinds: Set<Piece.Kind> = []
        for _ in 0..<7 {
            kinds.insert(game.piece.kind)
            game.take(.drop)
        }
        #expect(kinds.count == 7)
    }
}

/// Chance that repeats.
private struct SplitMix {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
