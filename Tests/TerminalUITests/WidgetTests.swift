// Widgets as readable pictures, and in rooms of any size.

import Testing

@testable import TerminalUI

struct WidgetTests {
    private func picture(
        _ widget: some Widget, _ width: Int, _ height: Int, glyphs: Glyphs = .unicode
    ) -> String {
        var theme = Theme.golden
        theme.glyphs = glyphs
        var canvas = Canvas(size: Size(width: width, height: height), style: theme[.text])
        canvas.draw(widget, in: canvas.bounds, theme: theme)
        return canvas.text
    }

    private static let hints = [
        Hint(key: "Space", text: "play"), Hint(key: "Enter", text: "submit"),
        Hint(key: "?", text: "help"),
    ]

    private static let peaks = (0..<64).map { index in
        Waveform.Peak(low: -Float(index % 16) / 15, high: Float(index % 16) / 15)
    }

    private static let widgets: [any Widget] = [
        Pane("Title", note: "note"), Pane("Over", isOverlay: true),
        ListView(rows: (0..<30).map { [Span("row \($0) 厨", Style())] }, selected: 20),
        Overlay(title: "T", lines: [[Span("line", Style())]], hints: hints),
        Toast("saved 厨房"), HintBar(hints),
        StatusLine(
            leading: [[Span("LISTENING", Style())]],
            trailing: [[Span("one", Style())], [Span("two", Style())]]),
        Tabs(["a", "b"], current: 1), ProgressBar(0.37), Sparkline([1, 2, 3, .nan, .infinity]),
        HelpScreen(groups: [
            HelpGroup(
                title: "G", entries: [HelpEntry(keys: ["a"], title: "t", help: "h")])
        ]),
        Picker(
            title: "P", query: "厨房 a long query", items: [PickerItem("x", matched: [0])],
            selected: 0, total: 9),
        Waveform(peaks: peaks, heard: [0...0.5], playhead: 0.5, loop: 0.1...0.2),
        Waveform(peaks: peaks, playhead: .nan, detail: .blocks), Waveform(peaks: []),
        Scrollbar(ScrollWindow(top: 3, height: 5, count: 50)),
    ]

    /// Nothing crashes, and nothing is written outside the room given.
    @Test(arguments: widgets.indices)
    func widgetsStayInTheirRoom(_ index: Int) {
        let widget = Self.widgets[index]
        let mark = Style(attributes: .italic)
        for glyphs in [Glyphs.unicode, .ascii] {
            var theme = Theme.golden
            theme.glyphs = glyphs
            for width in 0...24 {
                for height in [0, 1, 2, 3, 4, 7, 12] {
                    var canvas = Canvas(
                        size: Size(width: width + 4, height: height + 4), style: mark)
                    let room = Rect(x: 2, y: 2, width: width, height: height)
                    widget.draw(on: &canvas, in: room, theme: theme)
                    for y in 0..<(height + 4) {
                        for x in 0..<(width + 4) where !room.contains(Point(x: x, y: y)) {
                            #expect(canvas[x, y] == Cell(" ", style: mark), "\(width)x\(height)")
                        }
                    }
                    if glyphs == .ascii {
                        #expect(
                            canvas.cells.allSatisfy {
                                $0.text.unicodeScalars.allSatisfy {
                                    $0.isASCII || "厨房".unicodeScalars.contains($0)
                                        || $0 == "\u{2026}"
                                }
                            })
                    }
                }
            }
        }
    }

    @Test func panes() {
        #expect(
            picture(Pane("Sound", note: "2 s"), 20, 3) == """
                ╭─ Sound ──────────╮
                │                  │
                ╰──────────── 2 s ─╯

                """)
        #expect(
            picture(Pane("A long title", note: ""), 12, 2, glyphs: .ascii) == """
                +- A l... -+
                +----------+

                """)
    }

    @Test func listsScrollToTheirSelection() {
        let list = ListView(rows: (0..<9).map { [Span("row \($0)", Style())] }, selected: 5)
        #expect(picture(list, 12, 3) == "  row 3\n  row 4    ┃\n▸ row 5\n")
        #expect(picture(ListView(rows: [], emptyText: "none"), 12, 2) == "  none\n\n")
    }

    @Test func hintsAreDroppedWhole() {
        #expect(picture(HintBar(Self.hints), 33, 1) == "Space play  Enter submit  ? help\n")
        #expect(picture(HintBar(Self.hints), 31, 1) == "Space play  Enter submit\n")
        #expect(picture(HintBar(Self.hints), 9, 1) == "\n")
    }

    @Test func statusLinesLoseTheirInnermostSegmentsFirst() {
        let line = StatusLine(
            leading: [[Span("MODE", Style())]],
            trailing: [[Span("pace", Style())], [Span("9:41", Style())]])
        #expect(picture(line, 20, 1) == "MODE      pace  9:41\n")
        #expect(picture(line, 14, 1) == "MODE      9:41\n")
        #expect(picture(line, 6, 1) == "MODE\n")
    }

    @Test func gauges() {
        #expect(picture(ProgressBar(0.5), 5, 1) == "██▌░░\n")
        #expect(picture(ProgressBar(.nan), 3, 1) == "░░░\n")
        #expect(picture(ProgressBar(7), 3, 1) == "███\n")
        #expect(picture(ProgressBar(0.5), 4, 1, glyphs: .ascii) == "##--\n")
        #expect(picture(Sparkline([0, 1, 2, 4]), 4, 1) == "▁▃▅█\n")
    }

    @Test func waveforms() {
        let full = Waveform(peaks: [.init(low: -1, high: 1)])
        #expect(picture(full, 2, 1) == "⣿⣿\n")
        let silent = Waveform(peaks: [.init(low: 0, high: 0)])
        #expect(picture(silent, 2, 2) == "⣀⣀\n⠀⠀\n")
        #expect(picture(full, 2, 2, glyphs: .ascii) == "##\n##\n")
        let ramp = Waveform(
            peaks: (1...4).map { .init(low: 0, high: Float($0) / 4) }, detail: .blocks)
        #expect(picture(ramp, 4, 2) == "▂▄▆█\n\n")
        #expect(picture(Waveform(peaks: [], playhead: 0.5), 3, 1) == "⠒│⠒\n")
    }

    @Test func aClickAndItsColumnAgree() {
        let rect = Rect(x: 7, y: 0, width: 31, height: 1)
        for column in rect.x..<rect.maxX {
            #expect(Waveform.column(of: Waveform.share(at: column, in: rect), in: rect) == column)
        }
        #expect(Waveform.column(of: 1, in: rect) == rect.maxX - 1)
        #expect(Waveform.column(of: -4, in: rect) == rect.x)
    }

    @Test func loudMomentsSurviveGathering() {
        var peaks = Array(repeating: Waveform.Peak(low: 0, high: 0), count: 1000)
        peaks[613] = .init(low: -1, high: 1, isClipped: true)
        let outline = Waveform(peaks: peaks).outline(columns: 9)
        #expect(outline.filter(\.isClipped).count == 1)
        #expect(outline.contains { $0.high == 1 && $0.low == -1 })
    }

    @Test func windowsShowTheirRow() {
        for count in 0...9 {
            for height in 0...5 {
                for row in 0..<count where height > 0 {
                    let window = ScrollWindow(top: 4, height: height, count: count)
                        .showing(row, margin: 1)
                    #expect(window.rows.contains(row))
                    #expect(window.rows.count == min(height, count))
                }
            }
        }
    }

    @Test func aFakeTerminalPlaysItsScript() throws {
        let fake = FakeTerminal(size: Size(width: 80, height: 24))
        fake.type("a\n")
        try fake.press("ctrl-x")
        fake.resize(to: Size(width: 40, height: 10))
        let terminal = fake.terminal
        var names: [String] = []
        while !fake.isDrained {
            for event in terminal.readEvents() { names.append("\(event)") }
        }
        #expect(names.count == 4)
        #expect(terminal.size() == Size(width: 40, height: 10))
        terminal.present(Frame(canvas: Canvas(size: terminal.size())))
        terminal.close()
        #expect(fake.frames.count == 1 && fake.closeCount == 1)
    }
}
