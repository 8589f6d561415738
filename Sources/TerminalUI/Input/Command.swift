// Commands, declared once: from the table come keymaps, help, palette, hints, manual and tests.

/// One thing a person can ask of a screen.
public struct Command<Mode: Hashable & Sendable, Action: Sendable, State>: Sendable {
    /// Stable name for `keys.toml` and the manual, such as `play-pause`.
    public let id: String
    /// What menus and hints call it, such as "play / pause".
    public let title: String
    /// One sentence for the help screen.
    public let help: String
    /// Heading it is listed under.
    public let group: String
    /// Keys by mode; a mode without an entry reaches the command through the palette only.
    public let keys: [Mode: [KeyChord]]
    public let action: Action
    /// Why the command cannot run now, in words for the person; `nil` when it can.
    public let disabled: @Sendable (State) -> String?

    public init(
        id: String, title: String, help: String, group: String, keys: [Mode: [KeyChord]],
        action: Action, disabled: @escaping @Sendable (State) -> String? = { _ in nil }
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.group = group
        self.keys = keys
        self.action = action
        self.disabled = disabled
    }
}
