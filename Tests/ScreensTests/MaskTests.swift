// What masks hide: names, their lengths, other readings, earlier clips, and texts too long to read.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct MaskTests {
    /// A clip in which `name` is a masked slot's value.
    private func sitting(name: String, size: Size = Size(width: 120, height: 40)) throws -> Sitting
    {
        var clip = Sample.clip(text: "call \(name) at noon")
        clip.interpretation?.slots = [Slot(type: "relation", value: name)]
        clip.response?.text = "Calling \(name)"
        clip.hypothesis?.nbest = [Alternative(text: "please call \(name) at noon")]
        let ready = ReadyClip(clip: clip, sound: .ready(Sample.picture()))
        return try Sitting(try Sample.desk(size, first: ready))
    }

    @Test(arguments: ["", "b", "e '!' esc", "v", "enter p"])
    func noLengthAndNoShapeOfANameShows(script: String) throws {
        var short = try sitting(name: "al")
        var long = try sitting(name: "maria del carmen lopez")
        try short.press(script)
        try long.press(script)
        let text = short.screen().canvas.text
        #expect(text == long.screen().canvas.text)
        #expect(!text.contains(" al "))
        let lines = DeskLines(table: try DeskCommands.table())
        #expect(lines.describe(short.desk) == lines.describe(long.desk))
    }

    /// The machine's second guess at a name is as personal as its first.
    @Test(arguments: ["b", "e alt-b alt-b alt-b alt-b alt-N esc"])
    func anotherReadingOfANameIsMaskedToo(script: String) throws {
        var sitting = try Sitting()
        try sitting.press(script)
        #expect(!sitting.screen().canvas.text.contains("tom"))
        try sitting.press("esc z b")
        #expect(sitting.screen().canvas.text.contains("tom"))
    }

    /// Every place of the desk that shows a text of the clip, and the plain lines of each.
    @Test(arguments: ["", "b", "v", "p", "b esc v"])
    func nothingPersonalShowsWhereverItStands(script: String) throws {
        var clip = Sample.clip(text: "call elena pope at noon")
        clip.interpretation?.slots = [
            Slot(type: "person", value: "Elena Pope"),
            Slot(type: "list_name", value: "for Elena"),
            Slot(type: "event_name", value: "ana@example.com"),
        ]
        clip.response = AssistantResponse(
            text: "Calling Pope, 555 123 4567", action: "dial ELENAPOPE")
        clip.hypothesis?.nbest = [
            Alternative(text: "call ileana popescu wexford at noon"),
            Alternative(text: "call wexford at noon"),
        ]
        var sitting = try Sitting(
            try Sample.desk(first: ReadyClip(clip: clip, sound: .ready(Sample.picture()))))
        try sitting.press(script)
        let lines = DeskLines(table: try DeskCommands.table()).describe(sitting.desk)
        let shown = (sitting.screen().canvas.text + lines.joined(separator: "\n")).lowercased()
        for word in [
            "elena", "pope", "wexford", "ana@", "example.com", "555", "4567", "elenapope",
        ] {
            #expect(!shown.contains(word), "\(word) after '\(script)'")
        }
    }

    @Test func readingsAreShownWhenAsked() throws {
        var sitting = try sitting(name: "maria")
        try sitting.press("b")
        #expect(!sitting.screen().canvas.text.contains("maria"))
        try sitting.press("esc z b")
        #expect(sitting.screen().canvas.text.contains("please call maria at noon"))
    }

    @Test func earlierClipsAreMaskedBeforeTheyAreCut() throws {
        let setting = try Sample.setting()
        let padding = String(repeating: "a ", count: 36)
        let glimpse = setting.glimpse(of: padding + "4111 1111 1111 1111")
        #expect(!glimpse.contains("4"))
        var sitting = try Sitting()
        let old = EarlierClip(
            id: Sample.id(77), outcome: .annotated, submittedAt: Sample.start,
            glimpse: "my card is 4111 1111 1111 1111")
        sitting.take(.historyLoaded([old]))
        try sitting.press("p")
        #expect(!sitting.screen().canvas.text.contains("4111"))
    }

    @Test func aTextTooLongToReadIsMaskedWhole() throws {
        let text = "mom " + String(repeating: "word ", count: 5000)
        var sitting = try Sitting(try Sample.desk(first: Sample.ready(text: text)))
        #expect(!sitting.screen().canvas.text.contains("word"))
        try sitting.press("z")
        #expect(sitting.screen().canvas.text.contains("word"))
    }

    @Test func aClickBehindAMaskFindsItsPlace() throws {
        var sitting = try sitting(name: "maria del carmen lopez")
        let area = DeskLayout(sitting.desk.size).content(.reference)
        // `call •••• at noon`: the a of "at".
        sitting.event(.mouse(MouseEvent(.press, at: Point(x: area.x + 10, y: area.y))))
        #expect(sitting.desk.work?.reference.caret == "call maria del carmen lopez ".count)
        #expect(sitting.desk.writing == .typing)
    }

    @Test(arguments: 0..<40)
    func drawnPlacesStandForPlacesOfTheText(seed: UInt64) {
        var random = Sample.Counter(state: seed &* 7919)
        let text = "one two three 👩‍👩‍👧 five e\u{301} seven"
        let count = text.count
        var masks: [Range<Int>] = []
        var next = 0
        while next < count {
            let from = Int.random(in: next...count, using: &random)
            let to = Int.random(in: from...count, using: &random)
            if from < to { masks.append(from..<to) }
            next = to + 1
        }
        let caret = Int.random(in: 0...count, using: &random)
        let shown = ShownText(TextEditor(text, caret: caret), masking: masks)
        let inMask = masks.first { $0.contains(caret) && $0.lowerBound < caret }
        #expect(shown.place(of: shown.editor.caret) == inMask?.lowerBound ?? caret)
        for offset in 0...count where !masks.contains(where: { $0.contains(offset) }) {
            #expect(shown.place(of: shown.drawn(offset..<offset).lowerBound) == offset)
        }
        #expect(shown.masked.allSatisfy { $0.count == ShownText.dots })
    }
}
