// Strength as colour, derived from the theme; where colours do not mix, as characters.

/// How cells tell strength, from nothing to the strongest.
enum IntensityRamp: Sendable, Equatable {
    /// A colour for each step: two steps fit into one cell, one above the other.
    case colors([Color])
    /// A character for each step, in the look of the signal.
    case marks([Character], Style)

    /// More steps than eyes tell apart on a screen.
    private static let steps = 24
    private static let shades = Array(" ░▒▓█")
    private static let ascii = Array(" .:-=+*#%@")

    /// The theme's ground, then its two signal colours, then its emphasis: a ramp that is calm
    /// where little sounds and lies within the theme, dark or light. Terminals whose colours are
    /// names (sixteen or none) get shades, those without Unicode get ASCII.
    init(_ theme: Theme) {
        if theme.glyphs == .ascii {
            self = .marks(Self.ascii, theme[.signal])
            return
        }
        let roles: [StyleRole] = [.signal, .signalHeard, .emphasis]
        let stops = [theme[.text].background] + roles.map { theme[$0].foreground }
        guard let colors = Self.mixed(stops) else {
            self = .marks(Self.shades, theme[.signal])
            return
        }
        self = .colors(colors)
    }

    /// The number of steps.
    var count: Int {
        switch self {
        case .colors(let colors): colors.count
        case .marks(let marks, _): marks.count
        }
    }

    /// The step for a level of 0...255.
    func step(_ level: UInt8) -> Int { Int(level) * (count - 1) / 255 }

    /// Steps from stop to stop; `nil` where a colour is only a name.
    ///
    /// Steps that a palette of 256 could not tell apart are left out everywhere: a cell of two
    /// such halves would be given a contrast there that the sound does not have.
    private static func mixed(_ stops: [Color]) -> [Color]? {
        var parts: [[Double]] = []
        for stop in stops {
            guard case .rgb(let red, let green, let blue) = stop else { return nil }
            parts.append([Double(red), Double(green), Double(blue)])
        }
        var seen: Set<UInt8> = []
        return (0..<steps).compactMap { step in
            let at = Double(step) / Double(steps - 1) * Double(parts.count - 1)
            let first = min(Int(at), parts.count - 2)
            let share = at - Double(first)
            let mix = zip(parts[first], parts[first + 1]).map { low, high in
                UInt8((low + (high - low) * share).rounded())
            }
            let isNew = seen.insert(ColorPalette.nearestIndex(mix[0], mix[1], mix[2])).inserted
            return isNew ? .rgb(mix[0], mix[1], mix[2]) : nil
        }
    }
}
