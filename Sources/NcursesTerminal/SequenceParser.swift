// Reads one key, character or escape sequence from the front of some bytes.

import TerminalUI

/// The grammar of what terminals send: UTF-8, control characters, ECMA-48 sequences, and the
/// forms of xterm, VT220, rxvt and the Linux console.
enum SequenceParser {
    enum Result: Equatable {
        /// An event of this many bytes; `nil` where the bytes mean nothing here.
        case event(InputEvent?, length: Int)
        case beginPaste(length: Int)
        case needMore(InputDecoder.Pending)
    }

    /// Sequences longer than this are given up, so that noise cannot fill the memory.
    static let sequenceLimit = 256

    static func parse(_ bytes: ArraySlice<UInt8>, backspaceIsControlH: Bool) -> Result {
        guard let first = bytes.first else { return .needMore(.incomplete) }
        if first == 0x1B { return escape(bytes, backspaceIsControlH: backspaceIsControlH) }
        if let chord = control(first, backspaceIsControlH: backspaceIsControlH) {
            return .event(.key(chord), length: 1)
        }
        return character(bytes)
    }

    private static func escape(_ bytes: ArraySlice<UInt8>, backspaceIsControlH: Bool) -> Result {
        guard bytes.count > 1 else { return .needMore(.escape) }
        let rest = bytes.dropFirst()
        switch rest[rest.startIndex] {
        case 0x1B:
            return .event(.key(KeyChord(.escape)), length: 1)
        case UInt8(ascii: "["):
            return ControlSequence.parse(bytes)
        case UInt8(ascii: "O"):
            return ControlSequence.parseSingleShift(bytes)
        case UInt8(ascii: "]"), UInt8(ascii: "P"):
            if let result = controlString(bytes) { return result }
        default:
            break
        }
        switch parse(rest, backspaceIsControlH: backspaceIsControlH) {
        case .event(.key(var chord)?, let length):
            chord.modifiers.insert(.alt)
            return .event(.key(chord), length: length + 1)
        case .event(_, let length): return .event(nil, length: length + 1)
        case .beginPaste, .needMore: return .needMore(.incomplete)
        }
    }

    /// A terminal's answer to a question we did not ask (OSC, DCS): read over. `nil` for Alt-] and
    /// Alt-P. Such answers begin with a digit or a sign that nobody types right after those.
    private static func controlString(_ bytes: ArraySlice<UInt8>) -> Result? {
        guard bytes.count > 2 else { return .needMore(.escape) }
        let third = bytes[bytes.startIndex + 2]
        let isDigit = (0x30...0x39).contains(third)
        let isDeviceString = bytes[bytes.startIndex + 1] == UInt8(ascii: "P")
        guard isDigit || (isDeviceString && (third == 0x3E || third == 0x21)) else { return nil }
        for (offset, byte) in bytes.prefix(sequenceLimit).enumerated().dropFirst(2) {
            if byte == 0x07 { return .event(nil, length: offset + 1) }
            if byte == 0x1B {
                let after = bytes.startIndex + offset + 1
                guard after < bytes.endIndex else { return .needMore(.incomplete) }
                // Esc \ ends the string; any other Esc breaks it off and is read for itself.
                return .event(nil, length: offset + (bytes[after] == 0x5C ? 2 : 0))
            }
        }
        return bytes.count >= sequenceLimit
            ? .event(nil, length: sequenceLimit) : .needMore(.incomplete)
    }

    /// Keys that are single control bytes.
    private static func control(_ byte: UInt8, backspaceIsControlH: Bool) -> KeyChord? {
        switch byte {
        case 0x00: KeyChord(.character(" "), .control)
        case 0x08 where backspaceIsControlH: KeyChord(.backspace)
        case 0x09: KeyChord(.tab)
        case 0x0D: KeyChord(.enter)
        case 0x01...0x1A: KeyChord(.character(letter(byte + 0x60)), .control)
        case 0x1C...0x1F: KeyChord(.character(letter(byte + 0x40)), .control)
        case 0x7F: KeyChord(.backspace)
        default: nil
        }
    }

    private static func letter(_ byte: UInt8) -> Character {
        Character(Unicode.Scalar(byte))
    }

    /// One scalar of UTF-8. Invalid bytes become U+FFFD, one for each part that could have begun
    /// a character (Unicode, chapter 3.9); control characters of the upper half are dropped.
    private static func character(_ bytes: ArraySlice<UInt8>) -> Result {
        let first = bytes[bytes.startIndex]
        let replacement = InputEvent.key(KeyChord(.character("\u{FFFD}")))
        let length: Int
        switch first {
        case 0..<0x80: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return .event(replacement, length: 1)
        }
        var value = UInt32(first) & (length == 1 ? 0x7F : 0x7F >> UInt32(length))
        for offset in 1..<max(1, length) {
            let index = bytes.startIndex + offset
            guard index < bytes.endIndex else { return .needMore(.incomplete) }
            let byte = bytes[index]
            let allowed = offset == 1 ? secondByte(after: first) : 0x80...0xBF
            guard allowed.contains(byte) else { return .event(replacement, length: offset) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value), !(0x80..<0xA0).contains(value) else {
            return .event(nil, length: length)
        }
        return .event(.key(KeyChord(.character(Character(scalar)))), length: length)
    }

    private static func secondByte(after first: UInt8) -> ClosedRange<UInt8> {
        switch first {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
