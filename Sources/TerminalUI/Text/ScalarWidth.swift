// Columns one scalar takes on a terminal whose wcwidth is glibc's.

/// How one Unicode scalar behaves on a terminal.
public enum ScalarWidth: Sendable, Equatable {
    /// Takes this many columns, one or two.
    case columns(Int)
    /// Draws over the column before it.
    case combining
    /// Terminals disagree about it, or it is invisible; it must not reach the screen as it is.
    case unsafe

    /// The behaviour of `scalar`: Unicode's general categories and East Asian widths, held to the
    /// version of Unicode that every supported system's C library knows.
    public static func of(_ scalar: Unicode.Scalar) -> ScalarWidth {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? .unsafe : .columns(1) }
        if value < 0x300 {
            return value < 0xA0 || value == 0xAD ? .unsafe : .columns(1)
        }
        return ofRare(scalar)
    }

    /// Scalars assigned later have no agreed width yet: C libraries in use do not know them.
    private static let newestUnicode = 14

    private static func ofRare(_ scalar: Unicode.Scalar) -> ScalarWidth {
        let value = scalar.value
        let properties = scalar.properties
        guard let age = properties.age, age.major <= newestUnicode else { return .unsafe }
        // The joiners shape Indic and Arabic words and take no room; beside emoji they are
        // removed with the cluster's tail.
        if value == 0x200C || value == 0x200D { return .combining }
        // An Ahom vowel that became a spacing mark after Unicode 14: libraries disagree.
        if value == 0x1171E { return .unsafe }
        // Vowels and finals of conjoining Hangul draw into the leading consonant's two columns.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) {
            return .combining
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            return properties.isDefaultIgnorableCodePoint ? .unsafe : .combining
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return .unsafe
        default:
            if properties.isDefaultIgnorableCodePoint { return .unsafe }
            return .columns(WideRanges.contains(value) ? 2 : 1)
        }
    }
}
