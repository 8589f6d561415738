// Reads a theme from the text of its file.

import TOMLKit

/// Why a theme's text was refused; names the key, and the line where it is known.
public enum ThemeError: Error, Equatable, CustomStringConvertible {
    case syntax(line: Int, column: Int)
    case missing(key: String)
    case unknownKey(String, line: Int?)
    case unknownRole(String, line: Int?, nearest: String?)
    case badValue(key: String, line: Int?, wanted: String)
    case unknownBase(String)

    public var description: String {
        switch self {
        case .syntax(let line, let column):
            "theme, line \(line), column \(column): not valid TOML"
        case .missing(let key):
            "theme: \"\(key)\" is missing"
        case .unknownKey(let key, let line):
            "theme\(Self.place(line)): \"\(key)\" is not something a theme has"
        case .unknownRole(let role, let line, let nearest):
            "theme\(Self.place(line)): no role is called \"\(role)\""
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .badValue(let key, let line, let wanted):
            "theme\(Self.place(line)): \"\(key)\" needs \(wanted)"
        case .unknownBase(let name):
            "theme: it builds on \"\(name)\", which is not one of \(Theme.builtInNames)"
        }
    }

    private static func place(_ line: Int?) -> String { line.map { ", line \($0)" } ?? "" }
}

extension Theme {
    /// Reads a theme:
    ///
    /// ```toml
    /// name = "harbour"
    /// title = "Harbour"
    /// appearance = "dark"            # or "light"
    /// extends = "dusk"               # where roles left out come from
    /// [palette]
    /// ink = "#1b1e25"
    /// [roles]
    /// text = { fg = "#d0d4dc", bg = "ink" }
    /// heading = { fg = "#ffffff", bold = true }
    /// [ansi]                          # for terminals of sixteen colours
    /// text = { fg = "white", bg = "default" }
    /// ```
    ///
    /// A role without `bg` stands on that of `text`. Colours are `#rrggbb`, a name of the palette,
    /// one of the sixteen ANSI names (`bright-blue`), or `default`.
    public static func parse(toml: String) throws(ThemeError) -> Theme {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            throw .syntax(line: error.source.begin.line, column: error.source.begin.column)
        } catch {
            throw .syntax(line: 1, column: 1)
        }
        return try ThemeFile(table: table, source: TOMLSource(toml)).theme()
    }
}

/// The parts of a theme's file being read.
private struct ThemeFile {
    let table: TOMLTable
    let source: TOMLSource

    func theme() throws(ThemeError) -> Theme {
        let known = ["name", "title", "appearance", "extends", "palette", "roles", "ansi"]
        for key in table.keys.sorted() where !known.contains(key) {
            throw .unknownKey(key, line: source.line(of: key, in: nil) ?? source.line(ofTable: key))
        }
        let name = try required("name")
        let title = try text("title") ?? name
        guard let appearance = Theme.Appearance(rawValue: try required("appearance")) else {
            throw bad("appearance", in: nil, wanted: "\"dark\" or \"light\"")
        }
        let base = try baseTheme()
        let palette = try readPalette()
        var looks = base?.allLooks ?? [:]
        let own = try readLooks("roles", palette: palette, ground: looks[.text] ?? Style())
        if base == nil && own[.text] == nil { throw .missing(key: "roles.text") }
        looks.merge(own) { $1 }
        var few = base?.allFewColourLooks ?? [:]
        // A role the file gives a new look must not keep the base's look on poorer terminals.
        for role in own.keys { few[role] = nil }
        few.merge(
            try readLooks("ansi", palette: palette, ground: few[.text] ?? Style())
        ) { $1 }
        return Theme(
            name: name, title: title, appearance: appearance, looks: looks, fewColourLooks: few)
    }

    private func baseTheme() throws(ThemeError) -> Theme? {
        guard let name = try text("extends") else { return nil }
        guard let theme = Theme.builtIn(name) else { throw .unknownBase(name) }
        return theme
    }

    private func readPalette() throws(ThemeError) -> [String: Color] {
        guard let value = table["palette"] else { return [:] }
        guard let names = value.table else {
            throw bad("palette", in: nil, wanted: "a table of colours")
        }
        var palette: [String: Color] = [:]
        for name in names.keys.sorted() {
            guard let text = names[name]?.string, let color = Color(parsing: text, palette: [:])
            else { throw bad(name, in: "palette", wanted: "a colour such as \"#d0d4dc\"") }
            palette[name] = color
        }
        return palette
    }

    private func readLooks(
        _ section: String, palette: [String: Color], ground: Style
    ) throws(ThemeError) -> [StyleRole: Style] {
        guard let value = table[section] else { return [:] }
        guard let roles = value.table else {
            throw bad(section, in: nil, wanted: "a table of roles")
        }
        var ground = ground
        if let text = roles["text"] {
            ground = try look(
                text, role: "text", section: section, palette: palette, ground: ground)
            ground.attributes = []
        }
        var looks: [StyleRole: Style] = [:]
        for key in roles.keys.sorted() {
            guard let value = roles[key] else { continue }
            guard let role = StyleRole(themeKey: key) else {
                throw .unknownRole(
                    key, line: source.line(of: key, in: section),
                    nearest: StyleRole.nearest(to: key))
            }
            looks[role] = try look(
                value, role: key, section: section, palette: palette, ground: ground)
        }
        return looks
    }

    private func look(
        _ value: TOMLValueConvertible, role: String, section: String, palette: [String: Color],
        ground: Style
    ) throws(ThemeError) -> Style {
        guard let parts = value.table else {
            throw bad(role, in: section, wanted: "a look such as { fg = \"#d0d4dc\", bold = true }")
        }
        var style = ground
        for key in parts.keys.sorted() {
            let attribute = Style.Attributes.named.first { $0.0 == key }?.1
            if key == "fg" || key == "bg" {
                guard let text = parts[key]?.string,
                    let color = Color(parsing: text, palette: palette)
                else { throw bad(role, in: section, wanted: "a colour for \(key)") }
                if key == "fg" { style.foreground = color } else { style.background = color }
            } else if let attribute {
                guard let isOn = parts[key]?.bool else {
                    throw bad(role, in: section, wanted: "true or false for \(key)")
                }
                if isOn { style.attributes.insert(attribute) }
            } else {
                throw .unknownKey("\(role).\(key)", line: source.line(of: role, in: section))
            }
        }
        return style
    }

    private func text(_ key: String) throws(ThemeError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw bad(key, in: nil, wanted: "a text in quotes") }
        return text
    }

    private func required(_ key: String) throws(ThemeError) -> String {
        guard let text = try text(key) else { throw .missing(key: key) }
        return text
    }

    private func bad(_ key: String, in section: String?, wanted: String) -> ThemeError {
        .badValue(key: key, line: source.line(of: key, in: section), wanted: wanted)
    }
}
