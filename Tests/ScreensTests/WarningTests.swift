// Warned of, a clip waits: words first, the sound on demand, muffled where it is wished.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct WarningTests {
    private func desk(
        _ care: CarePreferences = CarePreferences(), expected: ReviewCore.Expectation?,
        sound: ClipSound = .ready(Sample.picture())
    ) throws -> Sitting {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 100, height: 24), now: Sample.start)
        _ = desk.begin()
        var sitting = try Sitting(desk)
        sitting.take(.careChanged(care))
        var clip = Sample.ready(1).clip
        clip.expected = expected
        sitting.take(.prefetched(ReadyClip(clip: clip, sound: sound)))
        return sitting
    }

    private let gun = ReviewCore.Expectation(severity: .p1, categories: ["weapon_or_gunshot"])

    @Test func whatIsExpectedToBeHardDoesNotPlayByItself() throws {
        var sitting = try desk(expected: gun)
        let id = Sample.ready(1).id
        #expect(sitting.effects.contains(.load(id, play: false)))
        #expect(
            sitting.screen().canvas.text.contains(
                "May be hard to hear: weapon or gunshot · Space plays, G muffles"
            ))
        #expect(sitting.screen().canvas.text.contains("at eleven thirty"))
        try sitting.press("space")
        #expect(sitting.effects.contains(.player(.play)))
        #expect(sitting.desk.warning == nil)
    }

    @Test func otherClipsPlayAsEver() throws {
        let sitting = try desk(expected: nil)
        #expect(sitting.effects.contains(.load(Sample.ready(1).id, play: true)))
        #expect(sitting.desk.warning == nil)
    }

    @Test func theReviewerDecides() throws {
        let sitting = try desk(CarePreferences(warns: false), expected: gun)
        #expect(sitting.effects.contains(.load(Sample.ready(1).id, play: true)))
    }

    @Test func whoWishesHearsItMuffledFirstAndTheNextClipAsEver() throws {
        var sitting = try desk(CarePreferences(muffles: true), expected: gun)
        #expect(sitting.effects.contains(.player(.setManner(.muffled))))
        #expect(sitting.screen().canvas.text.contains("Space plays muffled"))
        try sitting.press("G")
        #expect(sitting.effects.contains(.player(.setManner(.normal))))

        sitting = try desk(CarePreferences(muffles: true), expected: gun)
        sitting.take(.prefetched(Sample.ready(2)))
        sitting.effects = []
        try sitting.press("s d enter")
        #expect(sitting.desk.work?.id == Sample.ready(2).id)
        #expect(sitting.desk.playback.manner == .normal)
    }

    @Test func aSoundThatTurnsOutShrillIsHeldBackUnlessItWasAskedFor() throws {
        var shrill = Sample.picture()
        shrill.isShrill = true
        var sitting = try desk(expected: nil, sound: .loading)
        sitting.effects = []
        sitting.take(.soundReady(Sample.ready(1).id, shrill))
        #expect(sitting.effects.contains(.player(.pause)))
        #expect(sitting.desk.warning?.contains("loud and shrill") == true)

        sitting = try desk(expected: nil, sound: .loading)
        try sitting.press("r")
        sitting.effects = []
        sitting.take(.soundReady(Sample.ready(1).id, shrill))
        #expect(!sitting.effects.contains(.player(.pause)))
    }
}
