// Key chords as text: "ctrl-x", "alt-enter", "f5", "space", "<".

/// Why a key's name was not understood.
public enum KeyNameError: Error, Equatable, CustomStringConvertible {
    case unknown(String)
    /// Terminals send the same bytes for both, so a program cannot tell them apart.
    case sameAs(String, key: String)
    case needlessShift(String)

    public var description: String {
        switch self {
        case .unknown(let name):
            "no key is called \"\(name)\": write a character, or a name such as space, enter, "
                + "tab, esc, up, pageup or f5, with ctrl-, alt- or shift- before it"
        case .sameAs(let name, let key):
            "\"\(name)\" reaches a program as \(key) does: bind \(key) instead"
        case .needlessShift(let name):
            "\"\(name)\": shift goes with keys such as tab and up; "
                + "write a shifted character as itself (G, not shift-g)"
        }
    }
}

extension KeyChord {
    /// Reads a chord's name as `keys.toml` has it.
    public init(parsing name: String) throws(KeyNameError) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        while let (prefix, modifier) = Self.prefixes.first(where: {
            rest.lowercased().hasPrefix($0.0) && rest.count > $0.0.count
        }) {
            modifiers.insert(modifier)
            rest = rest.dropFirst(prefix.count)
        }
        if rest.count == 1, let character = rest.first {
            try self.init(character: character, modifiers: modifiers, name: name)
            return
        }
        let word = rest.lowercased()
        if let key = Self.keysByName[word] {
            self.init(key, modifiers)
        } else if word.hasPrefix("f"), let number = Int(word.dropFirst()),
            (1...24).contains(number), !word.dropFirst().hasPrefix("0")
        {
            // Terminals send the same for F13...F24 and for shift with F1...F12.
            let isShifted = modifiers.contains(.shift) && number <= 12
            self.init(
                .function(isShifted ? number + 12 : number),
                isShifted ? modifiers.subtracting(.shift) : modifiers)
        } else {
            throw .unknown(name)
        }
    }

    private init(character: Character, modifiers: Modifiers, name: String) throws(KeyNameError) {
        let scalar = character.unicodeScalars.first
        if ScalarWidth.of(scalar ?? " ") == .unsafe { throw .unknown(name) }
        if modifiers.contains(.shift) { throw .needlessShift(name) }
        guard modifiers.contains(.control) else {
            self.init(.character(character), modifiers)
            return
        }
        let lower = Character(character.lowercased())
        switch lower {
        case "i": throw .sameAs(name, key: "tab")
        case "m": throw .sameAs(name, key: "enter")
        case "[": throw .sameAs(name, key: "esc")
        default: self.init(.character(lower), modifiers)
        }
    }

    /// The chord's name as `keys.toml` has it; `init(parsing:)` reads it back.
    public var name: String {
        var text = ""
        if modifiers.contains(.control) { text += "ctrl-" }
        if modifiers.contains(.alt) { text += "alt-" }
        if modifiers.contains(.shift) { text += "shift-" }
        return text + key.name
    }

    /// The chord as hints and help show it: `Space`, `^X`, `Alt-x`, `Shift-Tab`.
    public var label: String {
        var text = ""
        if modifiers.contains(.alt) { text += "Alt-" }
        if modifiers.contains(.shift) { text += "Shift-" }
        if modifiers.contains(.control) {
            if case .character(let character) = key, character != " " {
                return text + "^" + character.uppercased()
            }
            text += "Ctrl-"
        }
        return text + key.label
    }

    private static let prefixes: [(String, Modifiers)] = [
        ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
    ]

    private static let keysByName: [String: Key] = [
        "space": .character(" "), "enter": .enter, "return": .enter, "tab": .tab,
        "esc": .escape, "escape": .escape, "backspace": .backspace, "delete": .delete,
        "del": .delete, "insert": .insert, "ins": .insert, "up": .up, "down": .down,
        "left": .left, "right": .right, "home": .home, "end": .end, "pageup": .pageUp,
        "pgup": .pageUp, "pagedown": .pageDown, "pgdn": .pageDown,
    ]
}

extension Key {
    /// The key's name as `keys.toml` has it.
    var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .enter: "enter"
        case .tab: "tab"
        case .escape: "esc"
        case .backspace: "backspace"
        case .delete: "delete"
        case .insert: "insert"
        case .up: "up"
        case .down: "down"
        case .left: "left"
        case .right: "right"
        case .home: "home"
        case .end: "end"
        case .pageUp: "pageup"
        case .pageDown: "pagedown"
        case .function(let number): "f\(number)"
        }
    }

    /// The key's name as a person reads it.
    var label: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .delete: "Del"
        case .insert: "Ins"
        default: name.prefix(1).uppercased() + name.dropFirst()
        }
    }
}
