// A theme: the look of every role.

/// Looks for all roles, made for a dark or a light room.
public struct Theme: Sendable, Equatable {
    public enum Appearance: String, Sendable, CaseIterable {
        case dark, light
    }

    /// What `earshot theme show` and the settings call it.
    public let name: String
    public let title: String
    public let appearance: Appearance
    /// What frames, bars and marks are made of; set once from the terminal's locale.
    public var glyphs: Glyphs = .unicode
    /// How finely waves are drawn; set once from the terminal's type.
    public var detail: Waveform.Detail = .braille
    private var looks: [Style]
    /// Looks for terminals with sixteen colours, where the theme names its own.
    private var fewColourLooks: [StyleRole: Style]

    /// Roles without a look get that of `text`, and that without one the terminal's.
    public init(
        name: String, title: String, appearance: Appearance, looks: [StyleRole: Style],
        fewColourLooks: [StyleRole: Style] = [:]
    ) {
        self.name = name
        self.title = title
        self.appearance = appearance
        let text = looks[.text] ?? Style()
        self.looks = StyleRole.allCases.map { looks[$0] ?? text }
        self.fewColourLooks = fewColourLooks
    }

    public subscript(role: StyleRole) -> Style {
        looks[role.index]
    }

    /// `role`'s foreground and attributes on `background`'s background: words inside a selection.
    public func style(_ role: StyleRole, on background: StyleRole) -> Style {
        var style = self[role]
        style.background = self[background].background
        return style
    }

    /// The theme as a terminal with `depth` can show it: the theme's own looks for few colours
    /// where it has them, else the nearest colours; without colours only attributes are left.
    public func adapted(to depth: ColorDepth) -> Theme {
        var theme = self
        for role in StyleRole.allCases {
            let own = depth <= .sixteen ? fewColourLooks[role] : nil
            theme.looks[role.index] = (own ?? self[role]).adapted(to: depth)
        }
        return theme
    }

    /// The looks as given, for a theme that builds on this one.
    var allLooks: [StyleRole: Style] {
        Dictionary(uniqueKeysWithValues: StyleRole.allCases.map { ($0, self[$0]) })
    }

    var allFewColourLooks: [StyleRole: Style] { fewColourLooks }
}

extension StyleRole {
    /// The place of each role among all, so that looking one up is an array access.
    private static let places: [StyleRole: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    var index: Int { Self.places[self] ?? 0 }
}

extension Style.Attributes {
    /// Attributes by the names theme files use.
    static let named: [(String, Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
        ("reverse", .reverse),
    ]
}
