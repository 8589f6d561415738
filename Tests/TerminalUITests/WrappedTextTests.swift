// Wrapping, and the way between places and offsets.

import Testing

@testable import TerminalUI

struct WrappedTextTests {
    private func lines(_ text: String, _ width: Int) -> [String] {
        WrappedText(text, width: width).lines.map(\.text)
    }

    @Test func wordsWrap() {
        #expect(lines("turn on the lights", 8) == ["turn on ", "the ", "lights"])
        #expect(lines("", 8) == [""])
        #expect(lines("a\n", 8) == ["a", ""])
        #expect(lines("a\r\nb", 8) == ["a", "b"])
        #expect(lines("abcdefgh", 3) == ["abc", "def", "gh"])
        #expect(lines("ab abcdefgh", 4) == ["ab ", "abcd", "efgh"])
        #expect(lines("厨房厨房", 5) == ["厨房", "厨房"])
        #expect(lines("ab   cd", 3) == ["ab   ", "cd"], "spaces hang over the end")
        #expect(lines("厨", 1) == ["厨"], "what cannot fit still gets a line")
    }

    @Test func everyCharacterIsOnExactlyOneLine() {
        var numbers = SeededNumbers(4)
        for _ in 0..<600 {
            let text = HostileText.make(20, using: &numbers) + "\nx y"
            let characters = Array(text)
            let width = Int.random(in: 1...12, using: &numbers)
            let layout = WrappedText(text, width: width)
            var next = 0
            for (index, line) in layout.lines.enumerated() {
                #expect(line.characters.lowerBound == next)
                #expect(line.text == String(characters[line.characters]))
                let solid = line.text.reversed().drop { $0 == " " || $0 == "\t" }
                let columns = solid.reduce(0) { $0 + TextWidth.columns($1) }
                #expect(columns <= width || solid.count == 1)
                next = line.characters.upperBound + (line.endsInBreak ? 1 : 0)
                if line.endsInBreak { #expect(index + 1 < layout.lines.count) }
            }
            #expect(next == characters.count)
        }
    }

    @Test func offsetsComeBackFromTheirPlaces() {
        var numbers = SeededNumbers(5)
        for _ in 0..<400 {
            let text = HostileText.make(15, using: &numbers)
            let layout = WrappedText(text, width: Int.random(in: 4...12, using: &numbers))
            for offset in 0...text.count {
                let place = layout.position(of: offset)
                let line = layout.lines[place.y]
                #expect(place.x >= 0 && place.x <= layout.width)
                // Characters that hang over the end share its place.
                if line.columns <= layout.width {
                    #expect(layout.offset(at: place) == offset)
                }
            }
        }
    }

    @Test func placesOutsideAreMovedInside() {
        let layout = WrappedText("one two three", width: 5)
        #expect(layout.offset(at: Point(x: -3, y: -3)) == 0)
        #expect(layout.offset(at: Point(x: 99, y: 99)) == 13)
        #expect(layout.position(of: 99) == Point(x: 5, y: 2))
        #expect(layout.lineIndex(of: 4) == 1, "the break belongs to the next line")
    }
}
