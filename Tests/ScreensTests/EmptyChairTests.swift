// Sound and the reviewer: none to an empty chair, and nothing counted that was not heard.
import ReviewCore
import Testing

@testable import Screens

@Suite struct EmptyChairTests {
    @Test func aLostDeviceStaysSilentBehindTheIdleCurtain() throws {
        var sitting = try Sitting()
        // The headset is pulled mid-clip: the player waits to go on by itself.
        sitting.take(.outputChanged(.lost))
        var playback = sitting.desk.playback
        playback.isPlaying = false
        sitting.take(.playbackChanged(playback))
        sitting.wait(700)
        sitting.effects = []
        sitting.take(.timerFired(.minute))
        #expect(sitting.desk.curtain == .idle)
        #expect(sitting.effects.contains(.player(.pause)))
    }

    @Test func suspendingStopsAPlayerThatWaits() throws {
        var sitting = try Sitting()
        sitting.take(.outputChanged(.lost))
        try sitting.press("ctrl-z")
        #expect(sitting.effects.contains(.player(.pause)))
    }

    @Test func muffledSoundEndsWithTheClip() throws {
        var sitting = try Sitting()
        try sitting.press("g G")
        #expect(sitting.desk.playback.manner == .muffled)
        try sitting.press("s l")
        #expect(sitting.effects.contains(.player(.setManner(.gentle))))
        #expect(sitting.desk.playback.manner == .gentle)
    }

    @Test func noCoverageIsClaimedOfASoundThatNeverOpened() throws {
        var coverage = ClipCoverage()
        coverage.beginPlay()
        coverage.hear(from: 0, to: 0.5)
        var ready = Sample.ready()
        ready.sound = .loading
        ready.listening = coverage
        let setting = try Sample.setting()
        var sitting = try Sitting(
            DeskState(setting: setting, size: .init(width: 120, height: 40), now: Sample.start))
        sitting.take(.prefetched(ready))
        try sitting.press("s l")
        let effort = try #require(sitting.submissions.first?.effort)
        #expect(effort.coverage < 0.5)
        #expect(effort.heardSeconds == 0.5)
    }

    @Test func aDraftRemembersWhatWasHeard() throws {
        var sitting = try Sitting()
        var playback = sitting.desk.playback
        playback.coverage.beginPlay()
        playback.coverage.hear(from: 0, to: 0.4)
        sitting.take(.playbackChanged(playback))
        try sitting.press("e 'x'")
        sitting.wait(1)
        sitting.take(.timerFired(.draft))
        let draft = try #require(sitting.drafts.last)
        #expect(draft.listening == playback.coverage)
        var ready = Sample.ready()
        ready.draft = draft
        #expect(ClipWork(ready, at: Sample.start).heardBefore == playback.coverage)
    }
}
