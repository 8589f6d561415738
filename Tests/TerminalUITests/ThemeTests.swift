// The themes that come with the program, and reading those of a person.

import Foundation
import Testing

@testable import TerminalUI

struct ThemeTests {
    /// WCAG 2.2, relative luminance and contrast ratio.
    private func contrast(_ first: Color, _ second: Color) -> Double? {
        func luminance(_ color: Color) -> Double? {
            guard case .rgb(let red, let green, let blue) = color else { return nil }
            return 0.2126 * ColorPalette.linear(red) + 0.7152 * ColorPalette.linear(green)
                + 0.0722 * ColorPalette.linear(blue)
        }
        guard let one = luminance(first), let two = luminance(second) else { return nil }
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// What is needed to read a role; frames and pictures are shapes, 3:1 (WCAG 1.4.11) or, for
    /// frames that only decorate, less.
    private func needed(_ role: StyleRole) -> Double {
        switch role {
        case .border: 1.8
        case .signal, .overlayBorder, .signalHeard, .playhead, .loop, .clipped: 3
        case .text, .emphasis, .overlay, .overlayTitle, .input, .selection, .statusBar, .toast: 7
        default: 4.5
        }
    }

    @Test(arguments: ["dusk", "paper", "high-contrast", "colour-blind-safe"])
    func colouredThemesAreReadable(_ name: String) throws {
        let theme = try #require(Theme.builtIn(name))
        for role in StyleRole.allCases {
            let style = theme[role]
            let ratio = try #require(contrast(style.foreground, style.background), "\(role)")
            #expect(ratio >= needed(role), "\(name) \(role.themeKey) \(ratio)")
        }
        // Words keep their colour inside these: dim and accent on overlays, keys on overlays.
        for role in [StyleRole.dim, .hintKey, .hintText, .accent, .heading] {
            let style = theme.style(role, on: .overlay)
            let ratio = try #require(contrast(style.foreground, style.background))
            #expect(ratio >= 4.5, "\(name) \(role) on overlay \(ratio)")
        }
        for role in [StyleRole.signal, .signalHeard, .clipped] {
            let style = theme.style(role, on: .loop)
            let ratio = try #require(contrast(style.foreground, style.background))
            #expect(ratio >= 3, "\(name) \(role) on loop \(ratio)")
        }
    }

    @Test(arguments: ["dusk", "paper", "high-contrast", "colour-blind-safe"])
    func palettesOf256StayReadable(_ name: String) throws {
        let theme = try #require(Theme.builtIn(name)).adapted(to: .palette)
        for role in StyleRole.allCases where role != .border {
            let ratio = try #require(contrast(theme[role].foreground, theme[role].background))
            #expect(ratio >= min(4.3, needed(role)), "\(name) \(role.themeKey) \(ratio)")
        }
    }

    @Test func theBuiltInFilesAreWhole() throws {
        #expect(Theme.builtInNames.first == "dusk")
        for name in Theme.builtInNames {
            let theme = try Theme.parse(toml: try #require(Theme.builtInSource(name)))
            #expect(theme.name == name)
            #expect((theme.appearance == .light) == (name == "paper"))
        }
    }

    @Test(arguments: Theme.builtInNames)
    func whatMustDifferDiffersWithAnyColours(_ name: String) throws {
        for depth in ColorDepth.allCases where depth != .none || name == "mono" {
            let theme = try #require(Theme.builtIn(name)).adapted(to: depth)
            let apart: [[StyleRole]] = [
                [.added, .removed, .changed, .text], [.modeListening, .modeTyping],
                [.selection, .text], [.danger, .text], [.uncertain, .text],
                [.signal, .signalHeard, .clipped], [.overlay, .overlayTitle],
            ]
            for roles in apart {
                let looks = Set(roles.map { theme[$0] })
                #expect(looks.count == roles.count, "\(name) \(depth) \(roles)")
            }
            for role in StyleRole.allCases where theme[role].foreground != .terminal {
                #expect(
                    theme[role].foreground != theme[role].background, "\(name) \(depth) \(role)")
            }
        }
    }

    @Test func withoutColourOnlyAttributesAreLeft() {
        let theme = Theme.mono.adapted(to: .none)
        for role in StyleRole.allCases {
            #expect(theme[role].foreground == .terminal && theme[role].background == .terminal)
        }
        #expect(theme[.selection].attributes.contains(.reverse))
    }

    @Test func aPersonsThemeBuildsOnAnother() throws {
        let theme = try Theme.parse(
            toml: """
                name = "mine"
                appearance = "dark"
                extends = "dusk"
                [palette]
                hot = "#ff8800"
                [roles]
                accent = { fg = "hot", italic = true }
                """)
        #expect(theme[.accent].foreground == .rgb(255, 136, 0))
        #expect(theme[.accent].background == Theme.dusk[.text].background)
        #expect(theme[.danger] == Theme.dusk[.danger])
        #expect(theme.adapted(to: .sixteen)[.accent].attributes == .italic)
        #expect(theme.title == "mine")
    }

    private static func withRoles(_ roles: String) -> String {
        "name = \"x\"\nappearance = \"dark\"\n[roles]\n" + roles
    }

    private static let mistakes: [(String, ThemeError)] = [
        ("name = ", ThemeError.syntax(line: 1, column: 8)),
        ("appearance = \"dark\"", .missing(key: "name")),
        (
            "name = \"x\"\nappearance = \"dim\"",
            .badValue(key: "appearance", line: 2, wanted: "\"dark\" or \"light\"")
        ),
        ("name = \"x\"\nappearance = \"dark\"", .missing(key: "roles.text")),
        ("name = \"x\"\nappearance = \"dark\"\nextends = \"nope\"", .unknownBase("nope")),
        (withRoles("text = {}\ndangr = {}"), .unknownRole("dangr", line: 5, nearest: "danger")),
        (
            withRoles("text = { fg = \"#12345\" }"),
            .badValue(key: "text", line: 4, wanted: "a colour for fg")
        ),
        (
            withRoles("text = { fg = 3 }"),
            .badValue(key: "text", line: 4, wanted: "a colour for fg")
        ),
        (
            withRoles("text = { bold = \"yes\" }"),
            .badValue(key: "text", line: 4, wanted: "true or false for bold")
        ),
        (withRoles("text = { blink = true }"), .unknownKey("text.blink", line: 4)),
        ("colour = 1\n" + withRoles("text = {}"), .unknownKey("colour", line: 1)),
        ("name = 5", .badValue(key: "name", line: 1, wanted: "a text in quotes")),
    ]

    @Test(arguments: mistakes)
    func errorsNameTheKeyAndTheLine(_ toml: String, _ error: ThemeError) {
        #expect(throws: error) { try Theme.parse(toml: toml) }
    }

    @Test func coloursFindTheirNearest() {
        #expect(Color.rgb(255, 0, 0).adapted(to: .palette) == .rgb(255, 0, 0))
        #expect(Color.rgb(9, 9, 9).adapted(to: .palette) == .rgb(8, 8, 8))
        #expect(Color.rgb(250, 250, 250).adapted(to: .sixteen) == .ansi(15))
        #expect(Color.rgb(200, 10, 10).adapted(to: .eight) == .ansi(1))
        #expect(Color.ansi(12).adapted(to: .eight) == .ansi(4))
        #expect(Color.terminal.adapted(to: .sixteen) == .terminal)
        let hidden = Style(foreground: .rgb(12, 12, 12), background: .rgb(0, 0, 0))
        let shown = hidden.adapted(to: .eight)
        #expect(shown.foreground != shown.background, "text must not vanish")
    }
}
