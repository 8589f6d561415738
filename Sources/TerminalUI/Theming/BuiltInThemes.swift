// The themes that come with the program: the files of Themes/, built into the binary.

extension Theme {
    /// Names of the built-in themes, the default first.
    public static var builtInNames: [String] { sources.map(\.name) }

    /// The built-in theme of that name.
    public static func builtIn(_ name: String) -> Theme? { builtIns[name] }

    /// The theme used where nobody chose one: calm and dark.
    public static let dusk: Theme = builtIn("dusk") ?? bare

    /// The text of a built-in theme's file, as an example to start from.
    public static func builtInSource(_ name: String) -> String? {
        sources.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Attributes only, in the terminal's own colours; for `NO_COLOR` and plain terminals.
    public static let mono: Theme = builtIn("mono") ?? bare

    /// The terminal's own look throughout: what is left if a built-in file were unreadable, which
    /// the tests rule out.
    private static let bare = Theme(name: "bare", title: "Bare", appearance: .dark, looks: [:])

    private static let sources: [(name: String, bytes: [UInt8])] = [
        ("dusk", PackageResources.dusk_toml),
        ("paper", PackageResources.paper_toml),
        ("high-contrast", PackageResources.high_contrast_toml),
        ("colour-blind-safe", PackageResources.colour_blind_safe_toml),
        ("mono", PackageResources.mono_toml),
    ]

    private static let builtIns: [String: Theme] = {
        var themes: [String: Theme] = [:]
        for source in sources {
            let text = String(decoding: source.bytes, as: UTF8.self)
            if let theme = try? parse(toml: text) { themes[source.name] = theme }
        }
        return themes
    }()
}
