// Spectrograms as readable pictures, in every kind of terminal and room.

import Testing

@testable import TerminalUI

struct SpectrogramTests {
    /// Rising to the right and downwards: 6 columns, 4 rows.
    private static let slope: Spectrogram = {
        let levels = (0..<24).map { index -> UInt8 in
            let (column, row) = (index % 6, index / 6)
            return UInt8((column * 4 + row) * 255 / 23)
        }
        return Spectrogram(columns: 6, rows: 4, levels: levels)
    }()

    private func canvas(
        _ widget: some Widget, _ width: Int, _ height: Int, theme: Theme
    ) -> Canvas {
        var canvas = Canvas(size: Size(width: width, height: height), style: theme[.text])
        canvas.draw(widget, in: canvas.bounds, theme: theme)
        return canvas
    }

    private func theme(_ name: String, depth: ColorDepth, ascii: Bool = false) throws -> Theme {
        var theme = try #require(Theme.builtIn(name)).adapted(to: depth)
        theme.glyphs = ascii ? .ascii : .unicode
        return theme
    }

    /// The two levels a half-block cell shows, as places on the ramp.
    private func steps(_ cell: Cell, _ colors: [Color]) -> [Int?] {
        let lower = colors.firstIndex(of: cell.style.background)
        let upper = cell.text == "▀" ? colors.firstIndex(of: cell.style.foreground) : lower
        return [upper, lower]
    }

    @Test(arguments: ["dusk", "paper", "high-contrast", "colour-blind-safe"])
    func coloursTellStrengthInOrder(name: String) throws {
        for depth in [ColorDepth.truecolor, .palette] {
            let theme = try theme(name, depth: depth)
            guard case .colors(let colors) = IntensityRamp(theme) else {
                Issue.record("\(name) has no ramp")
                continue
            }
            #expect(colors.count >= 8 && Set(colors).count == colors.count)
            #expect(colors.first == theme[.text].background)
            let brightest = theme[.emphasis].foreground.adapted(to: .palette)
            #expect(colors.last?.adapted(to: .palette) == brightest)
            #expect(Set(colors.map { $0.adapted(to: .palette) }).count == colors.count)
            let drawn = canvas(Self.slope, 6, 2, theme: theme)
            for x in 0..<6 {
                let column = (0..<2).flatMap { steps(drawn[x, $0], colors) }
                #expect(!column.contains(nil))
                #expect(zip(column, column.dropFirst()).allSatisfy { ($0 ?? 0) <= ($1 ?? 0) })
            }
            #expect(steps(drawn[0, 0], colors)[0] == 0)
            #expect(steps(drawn[5, 1], colors)[1] == colors.count - 1)
        }
    }

    @Test func whereColoursDoNotMixShadesDo() throws {
        for depth in [ColorDepth.sixteen, .eight, .none] {
            let theme = try theme("dusk", depth: depth)
            #expect(Spectrogram.rows(in: Rect(x: 0, y: 0, width: 9, height: 5), theme: theme) == 5)
            #expect(
                canvas(Self.slope, 6, 4, theme: theme).text == """
                      ░▒▒▓
                      ░▒▒▓
                     ░░▒▓▓
                     ░░▒▓█

                    """)
        }
        #expect(
            canvas(Self.slope, 6, 4, theme: try theme("mono", depth: .truecolor)).text
                == canvas(Self.slope, 6, 4, theme: try theme("dusk", depth: .none)).text)
    }

    @Test func asciiHasItsOwn() throws {
        for depth in ColorDepth.allCases {
            let theme = try theme("dusk", depth: depth, ascii: true)
            #expect(
                canvas(Self.slope, 6, 4, theme: theme).text == """
                     .-=*#
                     .-+*%
                     :-+#%
                    .:=+#@

                    """)
        }
    }

    @Test func playheadAndLoopAreSeen() throws {
        var picture = Self.slope
        picture.playhead = 0.5
        picture.loop = 0.6...1
        let theme = try theme("dusk", depth: .truecolor)
        let drawn = canvas(picture, 6, 2, theme: theme)
        #expect(drawn[3, 0] == Cell("│", style: theme[.playhead]))
        #expect(drawn[3, 1] == Cell("│", style: theme[.playhead]))
        #expect([4, 5].allSatisfy { drawn[$0, 1].style.foreground == theme[.loop].foreground })
        #expect(drawn[2, 1].style.foreground != theme[.loop].foreground)
    }

    @Test func imagesOfOtherSizesAreDrawnByTheNearest() {
        let one = Spectrogram(columns: 1, rows: 1, levels: [255])
        var theme = Theme.golden
        theme.glyphs = .ascii
        #expect(canvas(one, 3, 2, theme: theme).text == "@@@\n@@@\n")
        let missing = Spectrogram(columns: 100, rows: 100, levels: [])
        #expect(canvas(missing, 3, 2, theme: theme).text == "\n\n")
        #expect(Spectrogram(columns: -1, rows: 3, levels: [1]).columns == 0)
    }

    @Test func staysInItsRoom() {
        let mark = Style(attributes: .italic)
        let widgets: [any Widget] = [
            Self.slope,
            Spectrogram(columns: 6, rows: 4, levels: [9], playhead: .nan, loop: -1...0.4),
            CoverageLine(
                heard: [.never, .once, .again], holds: [.speech, .silence], playhead: 0.9),
            CoverageLine(heard: []),
        ]
        for glyphs in [Glyphs.unicode, .ascii] {
            var theme = Theme.golden
            theme.glyphs = glyphs
            for width in 0...9 {
                for height in 0...4 {
                    for widget in widgets {
                        var canvas = Canvas(
                            size: Size(width: width + 4, height: height + 4), style: mark)
                        let room = Rect(x: 2, y: 2, width: width, height: height)
                        widget.draw(on: &canvas, in: room, theme: theme)
                        for y in 0..<(height + 4) {
                            for x in 0..<(width + 4) where !room.contains(Point(x: x, y: y)) {
                                #expect(canvas[x, y] == Cell(" ", style: mark))
                            }
                        }
                        #expect(
                            glyphs == .unicode
                                || canvas.cells.allSatisfy { $0.text.allSatisfy(\.isASCII) })
                    }
                }
            }
        }
    }
}

struct CoverageLineTests {
    private func picture(_ line: CoverageLine, _ width: Int, glyphs: Glyphs = .unicode) -> String {
        var theme = Theme.golden
        theme.glyphs = glyphs
        var canvas = Canvas(size: Size(width: width, height: 1), style: theme[.text])
        canvas.draw(line, in: canvas.bounds, theme: theme)
        return canvas.styledText(theme: theme)
    }

    private static let line = CoverageLine(
        heard: [.once, .once, .again, .again, .never, .never, .never, .never, .never],
        holds: [
            .silence, .speech, .speech, .sound, .sound, .speech, .speech, .silence, .silence,
        ])

    @Test func weightTellsHowOftenAndDotsWhatIsLeft() {
        #expect(
            picture(Self.line, 9)
                == """
                ──══·┅┅
                ---
                aaaabccbb
                ---
                a signal-heard on text
                b dim on text
                c signal on text

                """.replacing("signal-heard", with: "signalHeard"))
        #expect(picture(Self.line, 9, glyphs: .ascii).hasPrefix("--==.::\n"))
    }

    @Test func thePlayheadKeepsTheWeight() {
        var line = Self.line
        line.playhead = 0.3
        #expect(
            picture(line, 9).hasPrefix("──══·┅┅\n---\naabacddcc\n"))
        #expect(picture(CoverageLine(heard: []), 3).hasPrefix("···\n"))
    }
}
