// Reports as lines and as a page: nothing in a name gets out of its place.
import ReviewCore
import TerminalUI
import Testing

@testable import Workstation

@Suite struct ReportFormTests {
    private static let hostile =
        "<script>alert(1)</script>\u{1B}[2J\"'&\u{202E}<img src=https://example.org/x>"

    private static let document = ReportDocument(
        title: "Queue \(hostile)", subtitle: hostile,
        sections: [
            ReportSection(
                hostile, note: hostile,
                [
                    .figures([ReportFigure(hostile, hostile)]), .words(hostile),
                    .columns(
                        ReportColumns(
                            hostile, each: hostile,
                            [.init(hostile, 3), .init("b", nil), .init("c", 0)])),
                    .bars([
                        ReportBar(hostile, share: 2, hostile), ReportBar("none", share: .nan, "0"),
                    ]),
                    .strip(
                        ReportStrip(
                            hostile, [.init(from: 0.2, to: 0.1, label: hostile)],
                            ends: [hostile, hostile])),
                ])
        ])

    @Test func aPageRunsAndLoadsNothingWhateverNamesSay() {
        let page = ReportPage(Self.document, made: "now").html
        let elements = page.matches(of: /<\/?([a-zA-Z0-9!]+)/).map { String($0.1) }
        let ours: Set = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "header", "h1",
            "h2", "p", "section", "dl", "div", "dt", "dd", "svg", "rect", "line", "text", "footer",
        ]
        #expect(Set(elements).isSubset(of: ours))
        #expect(page.contains("default-src &#39;none&#39;"))
        // Attributes are written with the plain quotes alone, each closed.
        #expect(!page.contains("src=https") || page.contains("&lt;img src=https"))
        #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
        #expect(page.count(where: { $0 == "<" }) == page.count(where: { $0 == ">" }))
    }

    @Test func everyElementIsClosed() {
        let page = ReportPage(Self.document, made: "now").html
        var open: [Substring] = []
        for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where tag.2 != "meta" {
            if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
        }
        #expect(open.isEmpty)
    }

    @Test(arguments: [40, 80, 200], [Glyphs.unicode, .ascii])
    func linesSteerNoTerminal(width: Int, glyphs: Glyphs) {
        let text = ReportText(Self.document, width: width, glyphs: glyphs)
        for line in text.lines {
            let steers = line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }
            #expect(!steers, "\(line)")
        }
        #expect(text.lines.joined().contains("alert(1)"))
    }

    @Test func aFullBarIsAllAndNothingIsNoBar() {
        let lines = ReportText(
            ReportDocument(
                title: "t", subtitle: "s",
                sections: [
                    ReportSection(
                        "Bars",
                        [
                            .bars([
                                ReportBar("a", share: 1, "8"), ReportBar("b", share: 0.125, "1"),
                                ReportBar("c", share: 0, "0"),
                            ])
                        ])
                ])
        ).lines
        let bars = lines.filter { $0.hasPrefix("  ") }.map { $0.count(where: { $0 == "█" }) }
        #expect(bars == [24, 3, 0])
    }

    @Test(arguments: [
        "2026-02-31", "2026-2-03", "27.11.2026", "", "2026-11-27T10", "20261127", "+026-11-27",
    ])
    func whatIsNoDayIsRefused(text: String) {
        #expect(throws: ReportError.noDay(text)) { try ReportDay(text) }
    }

    @Test func aDayIsFromMidnightToMidnight() throws {
        let day = try ReportDay("2026-11-27")
        #expect(day.name == "2026-11-27")
        let hours = day.end.seconds(since: day.start) / 3600
        #expect((23...25).contains(hours))
        #expect(ReportDay(of: day.end.advanced(bySeconds: -1)) == day)
        #expect(day.period(ofDays: 14).pieces == 14)
    }
}
