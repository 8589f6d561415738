// A report as one HTML file: no script, nothing from anywhere else, light, dark and on paper.
import ReviewCore

/// The page. It says to the browser itself that it may load and run nothing.
public struct ReportPage {
    public let html: String

    public init(_ document: ReportDocument, made: String) {
        let head = Markup.element(
            "head", [:],
            [
                .lone("meta", ["charset": "utf-8"]),
                .lone("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
                .lone(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .lone("meta", ["name": "color-scheme", "content": "light dark"]),
                .lone("meta", ["name": "referrer", "content": "no-referrer"]),
                .element("title", [:], [.text("\(document.title), \(document.subtitle)")]),
                Self.style,
            ])
        let body = Markup.element(
            "body", [:],
            [
                .element(
                    "main", [:],
                    [
                        .element(
                            "header", [:],
                            [
                                .element("h1", [:], [.text(document.title)]),
                                .element("p", [:], [.text(document.subtitle)]),
                            ]),
                        document.sections.map(Self.section).joined,
                        .element("footer", [:], [.text("Made by Earshot, \(made).")]),
                    ])
            ])
        html =
            (.verbatim("<!DOCTYPE html>\n") + .element("html", ["lang": "en-GB"], [head, body])
            + .verbatim("\n")).source
    }

    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    private static func section(_ section: ReportSection) -> Markup {
        let note =
            section.note.isEmpty
            ? Markup.none : .element("p", ["class": "note"], [.text(section.note)])
        return .element(
            "section", [:],
            [.element("h2", [:], [.text(section.title)]), note, section.parts.map(part).joined])
    }

    private static func part(_ part: ReportPart) -> Markup {
        switch part {
        case .figures(let figures): list(figures)
        case .columns(let columns): ReportChart.columns(columns)
        case .bars(let bars): ReportChart.bars(bars)
        case .strip(let strip): ReportChart.strip(strip)
        case .words(let text): .element("p", [:], [.text(text)])
        }
    }

    private static func list(_ figures: [ReportFigure]) -> Markup {
        .element(
            "dl", [:],
            figures.map { figure in
                .element(
                    "div", [:],
                    [
                        .element("dt", [:], [.text(figure.label)]),
                        .element("dd", [:], [.text(figure.value)]),
                    ])
            })
    }

    /// Quiet colours with a contrast of 4.5 to 1 or more for everything that is read.
    private static let style = Markup.verbatim(
        """
        <style>
        :root { --ground: #fbfaf7; --sheet: #ffffff; --ink: #23272b; --quiet: #5b636b;
          --line: #d9d6cf; --bar: #2f6f8f; --track: #e9e6df; --untold: #b9b4a8; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #16191c; --sheet: #1d2125; --ink: #d9dcd8; --quiet: #98a0a6;
            --line: #343a40; --bar: #7fb4cc; --track: #2a2f34; --untold: #565e65; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
        main { max-width: 800px; margin: 0 auto; padding: 32px 20px 48px; }
        h1 { font-size: 28px; line-height: 1.2; margin: 0; font-weight: 600; }
        h2 { font-size: 17px; margin: 0 0 8px; font-weight: 600; }
        header p, footer, .note { color: var(--quiet); margin: 4px 0 0; }
        .note { font-size: 14px; margin: 0 0 12px; }
        footer { font-size: 13px; margin-top: 24px; }
        section { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
          padding: 18px 20px 20px; margin-top: 18px; break-inside: avoid; overflow-x: auto; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr));
          gap: 14px 20px; margin: 0; }
        dt { color: var(--quiet); font-size: 13px; }
        dd { margin: 0; font-size: 19px; font-variant-numeric: tabular-nums;
          overflow-wrap: anywhere; }
        svg { display: block; width: 100%; min-width: 560px; height: auto; margin-top: 4px; }
        dl + svg { margin-top: 16px; }
        svg text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: var(--quiet); }
        svg text.name { fill: var(--ink); font-size: 13px; }
        svg .bar { fill: var(--bar); }
        svg .track { fill: var(--track); }
        svg .untold { fill: var(--untold); }
        svg .grid { stroke: var(--line); stroke-dasharray: 2 4; }
        svg .axis { stroke: var(--line); }
        @media print {
          :root { --ground: #ffffff; --sheet: #ffffff; --ink: #000000; --quiet: #444444;
            --line: #bbbbbb; --bar: #2f6f8f; --track: #e6e6e6; --untold: #aaaaaa; }
          @page { margin: 16mm; }
          main { max-width: none; padding: 0; }
          section { overflow: visible; border-width: 1px 0 0; border-radius: 0; padding: 10px 0 0; }
          svg { print-color-adjust: exact; }
        }
        </style>
        """)
}
