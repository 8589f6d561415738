// Wrapping, and the caret's way over wrapped rows.

import Testing

@testable import TerminalUI

private let wide: @Sendable (Character) -> Int = { $0.isASCII ? 1 : 2 }

private func rows(_ text: String, _ width: Int) -> [String] {
    let buffer = TextBuffer(text)
    return TextLayout(width: width, cellWidth: wide).rows(of: buffer).map {
        buffer.text(in: $0.range)
    }
}

@Suite struct TextLayoutTests {
    @Test func wordsStayWholeWhereTheyFit() {
        #expect(rows("turn off the light", 9) == ["turn off ", "the light"])
        #expect(rows("abcdefgh", 3) == ["abc", "def", "gh"])
        #expect(rows("ab     cd", 3) == ["ab     ", "cd"])
        #expect(rows("", 5) == [""])
        #expect(rows("a\n\nb\n", 5) == ["a", "", "b", ""])
        #expect(rows("go 漢字漢字", 5) == ["go 漢", "字漢", "字"])
        #expect(rows("漢字", 1) == ["漢", "字"])
    }

    @Test(arguments: [1, 2, 3, 7, 20]) func rowsCoverTheTextAndFit(width: Int) {
        let text = "एक दो three-four 漢字 five\n\n  six\tseven 🇷🇴🇫🇷 " + String(repeating: "x", count: 45)
        let buffer = TextBuffer(text)
        let layout = TextLayout(width: width, cellWidth: wide)
        let rows = layout.rows(of: buffer)
        var next = 0
        for row in rows {
            #expect(row.range.lowerBound == next)
            next = row.range.upperBound + (row.wraps ? 0 : 1)
            let shown = buffer.text(in: row.range)
            let body = shown.reversed().drop { $0 == " " || $0 == "\t" }
            #expect(body.reduce(0) { $0 + wide($1) } <= width || body.count == 1)
        }
        #expect(next == buffer.count + 1)
        // Every place has one position, and positions never go back.
        var last = Point(x: -1, y: 0)
        for place in 0...buffer.count {
            let point = layout.position(of: place, rows: rows, in: buffer)
            #expect(point.y > last.y || (point.y == last.y && point.x >= last.x))
            last = point
        }
    }

    @Test func upAndDownRememberTheColumn() {
        let layout = TextLayout(width: 20, cellWidth: wide)
        var editor = TextEditor("a long first line\nab\nanother long one", caret: 10)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 20)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 21 + 10)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 31)
        editor.apply(.move(.up), layout: layout)
        editor.apply(.move(.up), layout: layout)
        #expect(editor.caret == 10)
        editor.apply(.move(.up), layout: layout)
        #expect(editor.caret == 10)
    }

    @Test func wrappedRowsAreSteppedOver() {
        let layout = TextLayout(width: 4, cellWidth: wide)
        var editor = TextEditor("abcdefghij", caret: 1)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 5)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 9)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 9)
        // The end of a wrapped row is the next row's start: up stays in its row.
        editor.setCaret(10)
        editor.apply(.move(.up), layout: layout)
        #expect(editor.caret == 6)
        editor.apply(.select(.up), layout: layout)
        #expect(editor.selection == 2..<6)
    }

    @Test func wideClustersKeepTheColumn() {
        let layout = TextLayout(width: 20, cellWidth: wide)
        var editor = TextEditor("漢字漢\nabcdef", caret: 2)
        editor.apply(.move(.down), layout: layout)
        #expect(editor.caret == 4 + 4)
        editor.apply(.move(.left), layout: layout)
        editor.apply(.move(.up), layout: layout)
        // Column 3 falls inside the second cluster.
        #expect(editor.caret == 1)
    }
}

@Suite struct LineEditorTests {
    @Test func lineEndsBecomeBlanks() {
        var line = LineEditor("a\nb")
        line.apply(.paste("\r\nc\u{2028}d"))
        line.apply(.lineBreak)
        line.apply(.insert("\n"))
        line.apply(.replaceWord(at: 0, with: "x\ny"))
        #expect(line.text == "x y b c d ")
    }

    @Test(arguments: 0...12) func theCaretIsAlwaysVisible(width: Int) {
        var line = LineEditor("ab漢字 long 🇷🇴 filter text")
        for caret in 0...line.editor.buffer.count {
            line.setCaret(caret)
            let shown = line.visible(width: width, cellWidth: wide)
            #expect(shown.range.lowerBound <= caret && caret <= shown.range.upperBound)
            #expect(shown.caretColumn < max(1, width))
            let cells = line.editor.buffer.characters(in: shown.range).reduce(0) { $0 + wide($1) }
            #expect(cells <= width)
        }
    }
}
