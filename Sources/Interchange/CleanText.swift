// Makes text from outside harmless on a screen: no controls, no escapes, no hidden direction.

/// Removes what a terminal would obey or a reader could not see.
enum CleanText {
    /// `text` without terminal escape sequences, control characters (a tab or line break becomes
    /// a space), bidirectional controls and byte-order marks. Joiners stay: Hindi needs them.
    static func clean(_ text: String) -> String {
        guard text.utf8.contains(where: isSuspect) else { return text }
        var kept = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        while let scalar = pending {
            pending = scalars.next()
            switch scalar.value {
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
                kept.append(" ")
            case 0x1B:
                skipEscape(&pending, &scalars)
            case 0x9B:
                skipControlSequence(&pending, &scalars)
            case 0..<0x20, 0x7F..<0xA0:
                break
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB:
                break
            default:
                kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// Whether any part would be removed or replaced; for names that must be taken as they are.
    static func isClean(_ text: String) -> Bool {
        guard text.utf8.contains(where: isSuspect) else { return true }
        return clean(text) == text
    }

    /// Bytes that can begin something to remove; most text has none and is passed on whole.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF
    }

    private typealias Scalars = String.UnicodeScalarView.Iterator

    /// What follows an ESC: a control sequence, a string up to its terminator, or one character.
    private static func skipEscape(_ pending: inout Unicode.Scalar?, _ scalars: inout Scalars) {
        switch pending {
        case "[":
            pending = scalars.next()
            skipControlSequence(&pending, &scalars)
        case "]", "P", "X", "^", "_":
            while let scalar = pending, scalar != "\u{07}", scalar != "\u{9C}" {
                pending = scalars.next()
                if scalar == "\u{1B}", pending == "\\" { break }
            }
            pending = scalars.next()
        default:
            break
        }
    }

    /// Parameters, then one final character.
    private static func skipControlSequence(
        _ pending: inout Unicode.Scalar?, _ scalars: inout Scalars
    ) {
        while let scalar = pending, (0x20..<0x40).contains(scalar.value) {
            pending = scalars.next()
        }
        if let scalar = pending, (0x40..<0x7F).contains(scalar.value) { pending = scalars.next() }
    }
}
