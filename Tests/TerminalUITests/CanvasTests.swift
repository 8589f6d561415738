// Writing into the canvas: clipping, wide clusters, and their halves.

import Testing

@testable import TerminalUI

struct CanvasTests {
    /// Every wide cell is followed by its continuation, and no continuation stands alone.
    private func expectWhole(_ canvas: Canvas) {
        for y in 0..<canvas.size.height {
            var x = 0
            while x < canvas.size.width {
                let cell = canvas[x, y]
                #expect(!cell.isContinuation, "a lone half at \(x),\(y)")
                let isWide = cell.text.count == 1 && TextWidth.columns(cell.text) == 2
                if isWide {
                    #expect(x + 1 < canvas.size.width && canvas[x + 1, y].isContinuation)
                }
                x += isWide ? 2 : 1
            }
        }
    }

    @Test func hostileTextAnywhereNeverBreaksTheGrid() {
        var numbers = SeededNumbers(3)
        var canvas = Canvas(size: Size(width: 17, height: 3))
        for _ in 0..<3000 {
            let text = HostileText.make(Int.random(in: 0...6, using: &numbers), using: &numbers)
            let point = Point(
                x: Int.random(in: -9...20, using: &numbers),
                y: Int.random(in: -1...3, using: &numbers))
            let clip = Rect(
                x: Int.random(in: -3...17, using: &numbers), y: 0,
                width: Int.random(in: 0...20, using: &numbers), height: 3)
            let before = canvas
            let end = canvas.put(text, at: point, style: Style(), clip: clip)
            #expect(end == point.x + TextWidth.columns(text))
            for x in 0..<17 where x < clip.x - 1 || x > clip.maxX {
                for y in 0..<3 { #expect(canvas[x, y] == before[x, y]) }
            }
            if Bool.random(using: &numbers) { canvas.fill(clip, style: Style()) }
        }
        expectWhole(canvas)
    }

    @Test func overwritingHalfOfAWideClusterBlanksTheOther() {
        var canvas = Canvas(size: Size(width: 4, height: 1))
        canvas.put("厨房", at: Point(x: 0, y: 0), style: Style())
        canvas.put("x", at: Point(x: 1, y: 0), style: Style())
        #expect(canvas.text == " x房\n")
        canvas.put("y", at: Point(x: 2, y: 0), style: Style())
        #expect(canvas.text == " xy\n")
        canvas.put("厨", at: Point(x: 2, y: 0), style: Style())
        canvas.fill(Rect(x: 3, y: 0, width: 1, height: 1), style: Style())
        #expect(canvas.text == " x\n")
        expectWhole(canvas)
    }

    @Test func clustersCutByAnEdgeAreBlank() {
        var canvas = Canvas(size: Size(width: 5, height: 1))
        canvas.put("ab厨", at: Point(x: 2, y: 0), style: Style())
        #expect(canvas.text == "  ab\n")
        var left = Canvas(size: Size(width: 5, height: 1))
        left.put("厨ab", at: Point(x: -1, y: 0), style: Style())
        #expect(left.text == " ab\n")
        var conjunct = Canvas(size: Size(width: 2, height: 1))
        conjunct.put("क्षि", at: Point(x: 0, y: 0), style: Style())
        #expect(conjunct.text == "\n", "half a conjunct would read as another letter")
    }

    @Test func spansAreCutWithAnEllipsis() {
        let plain = Style()
        let bold = Style(attributes: .bold)
        let spans = [Span("hello ", plain), Span("world", bold), Span("!", plain)]
        func cut(_ width: Int) -> String { spans.truncated(to: width).map(\.text).joined() }
        #expect(cut(12) == "hello world!")
        #expect(cut(11) == "hello worl…")
        #expect(cut(7) == "hello …")
        #expect(cut(6) == "hello…")
        #expect(cut(1) == "…")
        #expect(cut(0) == "")
    }

    @Test func boxesNeedRoom() {
        for size in [
            Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 3, height: 2),
        ] {
            var canvas = Canvas(size: size)
            canvas.box(canvas.bounds, style: Style())
            #expect(canvas.text == (size.width == 3 ? "╭─╮\n╰─╯\n" : size.width == 1 ? "\n" : ""))
        }
    }

    @Test func goldenTextNamesRoles() {
        let theme = Theme.golden
        var canvas = Canvas(size: Size(width: 5, height: 2), style: theme[.text])
        canvas.put("ab", at: Point(x: 0, y: 0), style: theme[.danger])
        canvas.put("c", at: Point(x: 2, y: 1), style: theme.style(.dim, on: .selection))
        let wanted = """
            ab
              c
            ---
            aa
            ..b
            ---
            a danger
            b dim on selection

            """
        #expect(canvas.styledText() == wanted)
    }
}
