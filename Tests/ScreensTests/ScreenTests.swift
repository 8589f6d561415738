// What is drawn: golden screens, widths, and what must never be seen.
import Foundation
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

/// Screens stored as text beside the tests. `EARSHOT_RECORD_GOLDEN=1` stores them anew.
enum Golden {
    static func check(_ frame: Frame, _ name: String, styled: Bool = false) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(name).txt")
        let text = styled ? frame.canvas.styledText() : frame.canvas.text
        if ProcessInfo.processInfo.environment["EARSHOT_RECORD_GOLDEN"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: file, encoding: .utf8)
        #expect(text == stored, "\(name): look at the difference, then record it anew")
    }
}

@Suite struct ScreenTests {
    static let sizes = [(120, 40), (80, 24), (40, 10), (1, 1)]
    static let scenes = [
        ("listening", ""), ("typing", "e ctrl-w 'thirteen'"), ("intent", "w 'alset'"),
        ("judgments", "j down"), ("slots", "v"), ("flag", "f w"), ("hidden", "x"),
        ("palette", ": 'loop'"), ("help", "?"), ("unheard", "enter enter"),
        ("resting", "x c 0 enter"), ("flag-going", "x w 1"), ("flag-note", "x w 1 n 'two_shots'"),
        ("break", "B"), ("pieces", "B g left up space right"), ("shift", "T"), ("inbox", "I"),
        ("leave", "e '!' esc q"), ("tags", "t n"), ("readings", "b"), ("note", "n 'fan_hums'"),
    ]

    @Test(arguments: sizes, scenes)
    func screensAreAsStored(size: (Int, Int), scene: (String, String)) throws {
        var sitting = try Sitting(size: Size(width: size.0, height: size.1))
        try sitting.press(scene.1)
        try Golden.check(sitting.screen(), "\(scene.0)-\(size.0)x\(size.1)")
    }

    /// What is seen of the sound, and the ears.
    static let soundScenes: [(name: String, keys: String, answers: [DeskAction])] = [
        ("spectrogram", "d", []),
        ("zoomed", "up up", []),
        ("devices", "D", [.devicesListed(Sample.devices)]),
        ("no-server", "D", [.devicesUnavailable(reason: "connection refused")]),
        (
            "hearing-notice", "g",
            [.hearingChanged(Sample.hearing(notice: .lowerActionIn(minutes: 24.6)))]
        ),
        ("hearing", "E", [.hearingChanged(Sample.hearing(calibrated: false))]),
    ]

    @Test(arguments: [(120, 40), (80, 24), (40, 10)], soundScenes)
    func soundScreensAreAsStored(
        size: (Int, Int), scene: (name: String, keys: String, answers: [DeskAction])
    ) throws {
        var sitting = try Sitting(size: Size(width: size.0, height: size.1))
        // In the middle of a clip of which the beginning was heard twice.
        var playing = sitting.desk.playback
        playing.isPlaying = true
        playing.position = 1.3
        playing.level = -18.4
        playing.coverage = Sample.heard(0...1.3, 0...0.6)
        sitting.take(.playbackChanged(playing))
        try sitting.press(scene.keys)
        for answer in scene.answers { sitting.take(answer) }
        sitting.wait(10)
        sitting.take(.timerFired(.toast))
        // The looks of the golden theme are too near each other to mix; sixteen colours are shades.
        let isPitches = scene.name == "spectrogram"
        let theme = isPitches ? Theme.builtIn("dusk")?.adapted(to: .sixteen) : .golden
        try Golden.check(
            sitting.screen(try #require(theme)), "\(scene.name)-\(size.0)x\(size.1)")
    }

    /// A long clip that is still being measured, with everything set that the ruler can tell.
    @Test(arguments: [(120, 40), (80, 24)]) func aLongClipIsAsStored(size: (Int, Int)) throws {
        let sound = Sample.picture(
            duration: 10_000, channels: 2, isComplete: false, measured: 4_300)
        let first = ReadyClip(clip: Sample.clip(), sound: .ready(sound))
        var sitting = try Sitting(
            try Sample.desk(Size(width: size.0, height: size.1), first: first))
        var playing = sitting.desk.playback
        playing.position = 3_723.4
        playing.coverage = Sample.heard(3_000...3_723.4)
        sitting.take(.playbackChanged(playing))
        try sitting.press("G o S < < up")
        sitting.wait(10)
        sitting.take(.timerFired(.toast))
        try Golden.check(sitting.screen(), "long-\(size.0)x\(size.1)")
    }

    @Test func rolesAreAsStored() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("e ctrl-w 'thirteen' esc")
        try Golden.check(sitting.screen(), "roles-80x24", styled: true)
    }

    @Test func anEmptyQueueIsToldCalmly() throws {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 80, height: 24), now: Sample.start)
        _ = desk.begin()
        _ = desk.reduce(.queueEmpty, now: Sample.start)
        try Golden.check(try Sitting(desk).screen(), "empty-80x24")
    }

    /// Every row is as wide as the screen, whatever is written in it.
    @Test(arguments: [
        "सुबह छह बजे का अलार्म लगाओ", "मुझे क्षत्रिय श्री हिन्दी", "e\u{301}\u{301}\u{301} a\u{20DD}",
        "👩‍👩‍👧‍👦 family 👍🏽 🇷🇴", "東京の天気は", "\u{202E}abc\u{202C}", "a\u{0}b\u{7}c\tz",
    ])
    func hostileTextKeepsTheGrid(text: String) throws {
        for (width, height) in [(120, 40), (80, 24), (40, 10), (61, 17)] {
            let size = Size(width: width, height: height)
            var sitting = try Sitting(try Sample.desk(size, first: Sample.ready(text: text)))
            for script in ["", "e", "'x'", "esc b", "esc j"] {
                try sitting.press(script)
                let canvas = sitting.screen().canvas
                for y in 0..<height {
                    var columns = 0
                    var x = 0
                    while x < width {
                        let cell = canvas[x, y]
                        #expect(!cell.isContinuation)
                        let wide = TextWidth.columns(cell.text)
                        columns += wide
                        x += wide
                    }
                    #expect(columns == width)
                }
            }
        }
    }

    @Test func typingMovesNothingButTheText() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("e")
        let before = Self.labels(sitting.screen().canvas)
        for _ in 0..<40 { try sitting.press("'wordy_' alt-enter") }
        #expect(Self.labels(sitting.screen().canvas) == before)
    }

    private static func labels(_ canvas: Canvas) -> [String] {
        (0..<canvas.size.height).map { row in
            let label = canvas.rowText(row).prefix(10).filter { $0 != " " }
            // The quiet second lines under labels tell of the text, not of the panes.
            return label == "saving" || label.hasSuffix("see") ? "" : label
        }
    }

    @Test func hiddenShowsNothingOfTheClip() throws {
        var sitting = try Sitting()
        try sitting.press("n 'secretnote' esc z x")
        for keys in ["", "d", "1", "esc"] {
            try sitting.press(keys)
            let text = sitting.screen().canvas.text
            for word in ["call", "mom", "eleven", "thirty", "secretnote", "Calling"] {
                #expect(!text.contains(word), "\(word) shows while hidden")
            }
        }
    }

    /// A panel may be small, but everything that can be said is on the hidden screen.
    @Test(arguments: [(120, 40), (80, 24), (60, 16), (40, 10)])
    func hiddenOffersEveryCategory(size: (Int, Int)) throws {
        var sitting = try Sitting(size: Size(width: size.0, height: size.1))
        try sitting.press("x")
        let text = sitting.screen().canvas.text
        for category in sitting.desk.setting.incidents.categories {
            #expect(text.contains("\(category.key)  \(category.title.prefix(6))"))
        }
    }

    @Test func theModeIsAlwaysShown() throws {
        for (width, height) in Self.sizes.dropLast() {
            var sitting = try Sitting(size: Size(width: width, height: height))
            #expect(sitting.screen().canvas.rowText(0).contains("LISTENING"))
            try sitting.press("e")
            #expect(sitting.screen().canvas.rowText(0).contains("TYPING"))
        }
    }

    @Test func masksFallOnlyWhenAsked() throws {
        var sitting = try Sitting()
        #expect(!sitting.screen().canvas.text.contains("mom"))
        try sitting.press("z")
        #expect(sitting.screen().canvas.text.contains("mom"))
        try sitting.press("enter")
        #expect(!sitting.screen().canvas.text.contains("mom"))
    }

    @Test func theCursorStandsOnTheCaret() throws {
        var sitting = try Sitting()
        #expect(sitting.screen().cursor == nil)
        try sitting.press("e ctrl-a right right")
        let area = DeskLayout(sitting.desk.size).content(.reference)
        #expect(sitting.screen().cursor == Point(x: area.x + 2, y: area.y))
    }

    @Test(arguments: [0, 1, 5, 9, 10, 11, 14, 15, 16, 20, 24, 30, 40, 41, 100])
    func rowsAreGivenOutToTheLast(height: Int) {
        for width in [0, 1, 39, 40, 59, 60, 80, 120, 300] {
            let layout = DeskLayout(Size(width: width, height: height))
            var next = 0
            for section in DeskSection.allCases {
                let row = layout.row(section)
                #expect(row.y == next)
                next = row.maxY
            }
            #expect(next == max(0, height) || layout.isTooSmall)
        }
    }
}
