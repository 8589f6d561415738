// What the incident desk draws: golden screens, widths, clocks.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct IncidentScreenTests {
    static let sizes = [(120, 40), (80, 24), (40, 10), (200, 60)]
    /// The second in the list is owned, with a hold and a story; see `SampleIncident.open`.
    static let scenes = [
        ("list", ""), ("story", "down down enter"), ("decide", "down down enter d"),
        ("disclose", "down down d a 'police' enter d"), ("question", "down down d n 'seen' enter"),
        ("note", "down down n 'called_the_shelter'"), ("hand-over", "down down h"),
        ("listening", "down down l y"), ("help", "?"), ("palette", ": 'hold'"),
    ]

    @Test(arguments: sizes, scenes)
    func screensAreAsStored(size: (Int, Int), scene: (String, String)) throws {
        var sitting = try IncidentSitting(Size(width: size.0, height: size.1))
        try sitting.press(scene.1)
        try Golden.check(sitting.screen(), "incidents-\(scene.0)-\(size.0)x\(size.1)")
    }

    @Test func nothingOpenIsToldCalmly() throws {
        let sitting = try IncidentSitting(Size(width: 80, height: 24), stories: [])
        try Golden.check(sitting.screen(), "incidents-none-80x24")
    }

    @Test func rolesAreAsStored() throws {
        var sitting = try IncidentSitting(Size(width: 120, height: 40))
        try sitting.press("down down")
        try Golden.check(sitting.screen(), "incidents-roles-120x40", styled: true)
    }

    /// Every row is as wide as the screen, whatever somebody wrote.
    @Test(arguments: [
        "सुबह छह बजे का अलार्म लगाओ", "e\u{301}\u{301} a\u{20DD}", "👩‍👩‍👧‍👦 👍🏽 🇷🇴", "東京の天気は",
        "\u{202E}abc\u{202C}", "a\u{0}b\u{1B}[2Jc\tz", String(repeating: "unbroken", count: 60),
    ])
    func hostileTextKeepsTheGrid(text: String) throws {
        let incident = try SampleIncident.incident(
            1, text, .p1, at: -4,
            [(SampleIncident.ben, .acknowledged), (SampleIncident.ben, .noted(.open(text)))])
        for (width, height) in [(120, 40), (80, 24), (40, 10), (200, 60), (61, 17)] {
            var sitting = try IncidentSitting(
                Size(width: width, height: height), stories: [SampleIncident.story(incident)])
            for script in ["", "enter", "n", "'x'", "esc d", "esc ?"] {
                try sitting.press(script)
                let canvas = sitting.screen().canvas
                for y in 0..<height {
                    var x = 0
                    while x < width {
                        #expect(!canvas[x, y].isContinuation)
                        x += TextWidth.columns(canvas[x, y].text)
                    }
                    #expect(x == width)
                }
            }
        }
    }

    @Test(arguments: [
        (20 * 60.0, "20 min left", StyleRole.text), (301, "5 min left", .text),
        (300, "5:00 left", .warning), (59.2, "1:00 left", .warning), (9, "0:09 left", .warning),
        (0, "0 min late", .danger), (-61, "1 min late", .danger),
        (7.2 * 3600, "7 h 12 min left", .text), (-3 * 86_400, "3 days late", .danger),
    ])
    func whatIsLeftIsToldByTheMinuteThenByTheSecond(left: Double, text: String, role: StyleRole) {
        let now = SampleIncident.start
        let told = DeadlineText(now.advanced(bySeconds: left), at: now)
        #expect(told?.text == text)
        #expect(told?.role == role)
        #expect(DeadlineText(nil, at: now) == nil)
    }

    /// A screen on which nothing is due soon wakes once a minute; one without incidents never.
    @Test func itWakesNoOftenerThanAClockOnItChanges() throws {
        func wait(_ stories: [IncidentStory]) throws -> Double? {
            var sitting = try IncidentSitting(stories: stories)
            sitting.effects = []
            try sitting.take(.timerFired(.clock))
            return sitting.effects.compactMap { effect in
                if case .schedule(.clock, let after) = effect { after } else { nil }
            }.last
        }
        let slow = try SampleIncident.incident(9, "other", .p2, at: -1)
        #expect(try wait([]) == nil)
        #expect(try (wait([SampleIncident.story(slow)]) ?? 0) > 1)
        #expect(try (wait(SampleIncident.open()) ?? 9) <= 1)
    }
}
