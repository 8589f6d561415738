// The board as it is drawn: golden screens at every size, and no row out of line.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct BoardScreenTests {
    static let sizes = [(200, 60), (120, 40), (80, 24), (40, 10)]
    static let scenes = [
        ("board", ""), ("board-people", "3"), ("board-incidents", "4"), ("board-needs", "1"),
        ("board-queue", "2 enter"), ("board-help", "?"), ("board-filter", "/ 'ger'"),
        ("board-message", "3 down m 'all_well?'"),
    ]

    @Test(arguments: sizes, scenes)
    func screensAreAsStored(size: (Int, Int), scene: (String, String)) throws {
        var sitting = try BoardSitting(size: Size(width: size.0, height: size.1))
        try sitting.press(scene.1)
        try Golden.check(sitting.screen(), "\(scene.0)-\(size.0)x\(size.1)")
    }

    @Test(arguments: [(120, 40), (80, 24)]) func aPersonsClipsAreAsStored(size: (Int, Int)) throws {
        var sitting = try BoardSitting(size: Size(width: size.0, height: size.1))
        try sitting.press("3 down enter")
        sitting.take(
            .inHand(Sample.id(22), [BoardSample.lease(41), BoardSample.lease(42)]))
        try sitting.press("down")
        try Golden.check(sitting.screen(), "board-person-\(size.0)x\(size.1)")
        try sitting.press("r")
        try Golden.check(sitting.screen(), "board-release-\(size.0)x\(size.1)")
    }

    @Test func aChoiceOfPeopleIsAsStored() throws {
        var sitting = try BoardSitting(size: Size(width: 80, height: 24))
        try sitting.press("2 down p")
        sitting.take(.reserved(Sample.id(2), [Sample.id(21), Sample.id(24)]))
        try Golden.check(sitting.screen(), "board-reserve-80x24")
    }

    @Test func aQuietBoardSaysThatAllIsWell() throws {
        let sitting = try BoardSitting(
            BoardSample.quiet, size: Size(width: 80, height: 24))
        try Golden.check(sitting.screen(), "board-quiet-80x24")
        let empty = try BoardSitting(nil, size: Size(width: 80, height: 24))
        #expect(empty.screen().canvas.text.contains("Looking"))
    }

    @Test func rolesAreAsStored() throws {
        let sitting = try BoardSitting(size: Size(width: 80, height: 24))
        try Golden.check(sitting.screen(), "board-roles-80x24", styled: true)
    }

    /// Whatever is in a name, and however small the screen.
    @Test(arguments: [
        "हिन्दी कतार", "東京の天気", "\u{202E}abc\u{202C}", "a\u{0}b\u{7}c\tz", "👩‍👩‍👧‍👦 family",
        String(repeating: "long ", count: 40),
    ])
    func hostileNamesKeepTheGrid(name: String) throws {
        var snapshot = BoardSample.busy
        for place in snapshot.queues.indices { snapshot.queues[place].name = name }
        for place in snapshot.people.indices { snapshot.people[place].name = name }
        for (width, height) in [(200, 60), (120, 40), (80, 24), (61, 17), (40, 10), (1, 1)] {
            var sitting = try BoardSitting(snapshot, size: Size(width: width, height: height))
            for script in ["", "3", "enter", "esc", "2 p", "esc 1"] {
                try sitting.press(script)
                let canvas = sitting.screen().canvas
                for y in 0..<height {
                    let columns = (0..<width).reduce(0) { sum, x in
                        canvas[x, y].isContinuation
                            ? sum : sum + max(1, TextWidth.columns(canvas[x, y].text))
                    }
                    #expect(columns == width, "\(width)x\(height) row \(y)")
                }
            }
        }
    }

    /// What cannot be told by colour is told by a sign or a word.
    @Test func theMarkedRowIsFoundWithoutColour() throws {
        var sitting = try BoardSitting()
        try sitting.press("2 down")
        let rows = sitting.screen().canvas.text.split(separator: "\n")
        #expect(rows.contains { $0.contains("▸ german") })
    }
}
