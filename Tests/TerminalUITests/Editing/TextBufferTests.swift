// The buffer against the plainest model there is: a String, segmented anew after every edit.

import Testing

@testable import TerminalUI

/// Pieces that join their neighbours in every way Unicode knows.
private let hostile = [
    "a", " ", "\n", "é", "e", "\u{301}", "\u{200D}", "👩", "👩‍🚀", "🇷", "🇴", "🇫🇷🇩🇪", "क", "्", "षि", "की",
    "ᄒ", "ᅡ", "ᆫ", "\r\n", "\r", "\u{FE0F}", "❤", "1", "\u{20E3}", "\u{1F3FD}", "\u{0}", "\u{2028}",
    "漢字", "\u{202E}", "שלום", "ok go ", "\u{600}", "0", "",
]

/// Random numbers that are the same in every run.
struct SteadyGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private func clusters(_ text: String) -> [String] { text.map { String($0) } }

private func model(_ text: String, _ range: Range<Int>, _ with: String) -> String {
    let all = Array(text)
    return TextBuffer.normalized(
        String(all[..<range.lowerBound]) + TextBuffer.normalized(with)
            + String(all[range.upperBound...]))
}

@Suite struct TextBufferTests {
    @Test(arguments: 0..<40) func editsAsAStringDoes(seed: Int) throws {
        var random = SteadyGenerator(UInt64(seed))
        var buffer = TextBuffer()
        var text = ""
        for _ in 0..<120 {
            let pieces = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                hostile.randomElement(using: &random) ?? ""
            }
            let start = Int.random(in: 0...buffer.count, using: &random)
            let end = Int.random(in: start...min(buffer.count, start + 3), using: &random)
            let before = buffer
            text = model(text, start..<end, pieces.joined())
            let edit = buffer.replace(start..<end, with: pieces.joined())
            try #require(clusters(buffer.text) == clusters(text))
            try #require(
                clusters(text).elementsEqual(
                    buffer.characters(in: 0..<buffer.count).map(String.init)))
            try #require(buffer.count == text.count)
            try #require((0...buffer.count).contains(edit.caret))
            var undone = buffer
            undone.undo(edit)
            try #require(undone == before)
            try #require(undone.count == before.count)
            undone.redo(edit)
            try #require(undone == buffer)
        }
    }

    @Test func largeTextsKeepTheirOrderOverManyChunks() {
        var random = SteadyGenerator(7)
        var buffer = TextBuffer(String(repeating: "0123456789", count: 3000))
        var model = Array(buffer.text)
        for step in 0..<2000 {
            let start = Int.random(in: 0...model.count, using: &random)
            let span = step % 50 == 0 ? 4000 : 5
            let end = Int.random(in: start...min(model.count, start + span), using: &random)
            let text = String(repeating: "x\(step) ", count: step % 40 == 0 ? 900 : 1)
            buffer.replace(start..<end, with: text)
            model.replaceSubrange(start..<end, with: Array(text))
        }
        #expect(buffer.text == String(model))
        #expect(buffer.count == model.count)
        for place in stride(from: 0, to: model.count, by: 997) {
            #expect(buffer[place] == model[place])
            #expect(
                buffer.text(in: place..<min(place + 1500, model.count))
                    == String(model[place..<min(place + 1500, model.count)]))
            #expect(
                buffer.lastOffset(in: 0..<place) { $0 == "7" } == model[..<place].lastIndex(of: "7")
            )
            #expect(
                buffer.firstOffset(in: place..<model.count) { $0 == "7" }
                    == model[place...].firstIndex(of: "7"))
        }
    }

    @Test func anOddFlagShiftsTheWholeRun() {
        var buffer = TextBuffer(String(repeating: "🇷🇴", count: 300))
        buffer.replace(0..<0, with: "🇫")
        #expect(buffer.count == 301)
        #expect(buffer[0] == "🇫🇷")
        #expect(buffer.text == "🇫" + String(repeating: "🇷🇴", count: 300))
    }

    @Test func lineEndsAreOneKindOnly() {
        #expect(TextBuffer("a\r\nb\rc\n\r\n").text == "a\nb\nc\n\n")
        var buffer = TextBuffer("a\nb")
        buffer.replace(1..<1, with: "\r")
        #expect(buffer.text == "a\n\nb")
    }

    @Test func equalityIsOfScalarsAndNotOfChunks() {
        #expect(TextBuffer("\u{E9}") != TextBuffer("e\u{301}"))
        var grown = TextBuffer()
        for _ in 0..<5000 { grown.replace(grown.count..<grown.count, with: "y") }
        #expect(grown == TextBuffer(String(repeating: "y", count: 5000)))
        #expect(grown != TextBuffer(String(repeating: "y", count: 4999) + "z"))
    }

    @Test func offsetsOutOfRangeAreClamped() {
        var buffer = TextBuffer("abc")
        #expect(buffer.text(in: -5..<99) == "abc")
        #expect(buffer.line(at: 50) == 0..<3)
        buffer.replace(-4..<1, with: "x")
        buffer.replace(40..<50, with: "y")
        #expect(buffer.text == "xbcy")
    }
}
