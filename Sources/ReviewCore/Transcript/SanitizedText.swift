// Text from outside, made harmless: nothing in it can steer a terminal or hide from a reader.
import Foundation

/// Outside text after cleaning; what people see is what is there.
///
/// Removed: terminal escape sequences with their payload, control characters, bidirectional
/// overrides and isolates, invisible format characters, noncharacters, and combining marks past
/// the 30th in a row (the stream-safe limit of UAX #15). Kept: combining marks, the joiners that
/// Indic scripts and emoji need, and line breaks, which all become `\n`. Tabs become spaces. The
/// result is NFC, and cleaning it again changes nothing.
public struct SanitizedText: Sendable, Equatable {
    public let text: String
    /// Scalars left out; zero for text that was clean.
    public let removedCount: Int

    public static let longestMarkRun = 30

    public init(_ outside: String) {
        if outside.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) {
            text = outside
            removedCount = 0
            return
        }
        var cleaner = Cleaner(Array(outside.unicodeScalars))
        cleaner.run()
        text = String(cleaner.kept).precomposedStringWithCanonicalMapping
        removedCount = cleaner.removed
    }
}

private struct Cleaner {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var marks = 0
    private(set) var kept = String.UnicodeScalarView()
    private(set) var removed = 0

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    mutating func run() {
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar.value {
            case 0x1B: skip(to: escapeEnd(from: index + 1))
            case 0x9B: skip(to: controlSequenceEnd(from: index + 1))
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: skip(to: stringEnd(from: index + 1))
            case 0x0D: carriageReturn()
            case 0x0A, 0x85, 0x2028, 0x2029: keep("\n")
            case 0x09: keep(" ")
            default: isHarmless(scalar) ? keep(scalar) : skip(to: index + 1)
            }
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        if scalar.properties.canonicalCombiningClass != .notReordered {
            marks += 1
            if marks > SanitizedText.longestMarkRun {
                skip(to: index + 1)
                return
            }
        } else if scalar.value != 0x200D && scalar.value != 0x200C {
            marks = 0
        }
        kept.append(scalar)
        index += 1
    }

    private mutating func skip(to end: Int) {
        removed += end - index
        index = end
    }

    private mutating func carriageReturn() {
        let isPair = index + 1 < scalars.count && scalars[index + 1].value == 0x0A
        isPair ? skip(to: index + 1) : keep("\n")
    }

    /// After ESC: a control sequence, a string, or one more character.
    private func escapeEnd(from start: Int) -> Int {
        guard start < scalars.count else { return start }
        switch scalars[start].value {
        case 0x5B: return controlSequenceEnd(from: start + 1)
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: return stringEnd(from: start + 1)
        case 0x20...0x2F:
            var end = start
            while end < scalars.count, (0x20...0x2F).contains(scalars[end].value) { end += 1 }
            return end < scalars.count && (0x30...0x7E).contains(scalars[end].value) ? end + 1 : end
        case 0x30...0x7E: return start + 1
        default: return start
        }
    }

    /// Parameters, then one final byte.
    private func controlSequenceEnd(from start: Int) -> Int {
        var end = start
        while end < scalars.count, (0x20...0x3F).contains(scalars[end].value) { end += 1 }
        return end < scalars.count && (0x40...0x7E).contains(scalars[end].value) ? end + 1 : end
    }

    /// To BEL or ST; a string that never ends is not let swallow the rest of the text.
    private func stringEnd(from start: Int) -> Int {
        var end = start
        while end < scalars.count {
            switch scalars[end].value {
            case 0x07, 0x9C: return end + 1
            case 0x1B:
                let isTerminator = end + 1 < scalars.count && scalars[end + 1].value == 0x5C
                return isTerminator ? end + 2 : end
            default: end += 1
            }
        }
        return start
    }

    private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse: false
        case .unassigned: !scalar.properties.isNoncharacterCodePoint
        case .format: Self.visibleFormats.contains(scalar.value)
        default: true
        }
    }

    /// Joiners, and the format characters that are drawn (signs over Arabic and Indic numbers).
    private static let visibleFormats: Set<UInt32> = [
        0x200C, 0x200D, 0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890,
        0x0891, 0x08E2, 0x110BD, 0x110CD,
    ]
}
