// Sequences that begin with Esc [ or Esc O: special keys and the mouse.

import TerminalUI

/// The parts of a control sequence: `Esc [ parameters final`.
struct ControlSequence {
    /// `<`, `?`, `=` or `>` before the parameters.
    var marker: UInt8?
    var parameters: [Int]
    /// Whether bytes between parameters and final change its meaning; none of ours have them.
    var hasIntermediates: Bool
    var final: UInt8

    static func parse(_ bytes: ArraySlice<UInt8>) -> SequenceParser.Result {
        let start = bytes.startIndex
        guard bytes.count > 2 else { return .needMore(.escape) }
        if bytes[start + 2] == UInt8(ascii: "[") { return linuxFunctionKey(bytes) }
        var end = start + 2
        while end < bytes.endIndex, (0x20...0x3F).contains(bytes[end]) {
            end += 1
            if end - start > SequenceParser.sequenceLimit {
                return .event(nil, length: end - start)
            }
        }
        guard end < bytes.endIndex else { return .needMore(.incomplete) }
        // A byte that no sequence contains ends it; that byte is read for itself.
        guard (0x40...0x7E).contains(bytes[end]) else { return .event(nil, length: end - start) }
        let length = end - start + 1
        let sequence = ControlSequence(bytes[(start + 2)..<end], final: bytes[end])
        if sequence.final == UInt8(ascii: "M") && length == 3 { return oldMouse(bytes) }
        if sequence.final == UInt8(ascii: "~") && sequence.parameters.first == 200 {
            return .beginPaste(length: length)
        }
        return .event(sequence.event, length: length)
    }

    init(_ body: ArraySlice<UInt8>, final: UInt8) {
        self.final = final
        marker = body.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
        hasIntermediates = body.contains { (0x20...0x2F).contains($0) }
        let digits = body.dropFirst(marker == nil ? 0 : 1)
        parameters = digits.split(separator: 0x3B, omittingEmptySubsequences: false).map { part in
            // What follows a colon refines the parameter; the keys are the same without it.
            let number = part.prefix { (0x30...0x39).contains($0) }.prefix(7)
            return number.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
    }

    /// `Esc O x`, also with a digit of modifiers before the letter.
    static func parseSingleShift(_ bytes: ArraySlice<UInt8>) -> SequenceParser.Result {
        let start = bytes.startIndex
        guard bytes.count > 2 else { return .needMore(.escape) }
        var index = start + 2
        var modifiers: KeyChord.Modifiers = []
        if (0x32...0x38).contains(bytes[index]) {
            modifiers = Self.modifiers(Int(bytes[index] - 0x30))
            index += 1
            guard index < bytes.endIndex else { return .needMore(.incomplete) }
        }
        if let key = shiftedKeys[bytes[index]] {
            return .event(.key(Self.chord(key, modifiers)), length: index - start + 1)
        }
        if let arrow = arrows[bytes[index] & 0xDF], bytes[index] >= 0x61 {
            // rxvt sends Ctrl with arrows as small letters.
            return .event(.key(KeyChord(arrow, .control)), length: index - start + 1)
        }
        // Not such a sequence: Alt-O, and what follows stands for itself.
        return .event(.key(KeyChord(.character("O"), .alt)), length: 2)
    }

    /// What the sequence says; `nil` where it says nothing to us.
    private var event: InputEvent? {
        if hasIntermediates { return nil }
        if marker == UInt8(ascii: "<") { return mouse }
        guard marker == nil else { return nil }
        return chord.map(InputEvent.key)
    }

    private var chord: KeyChord? {
        let modifiers = Self.modifiers(parameters.count > 1 ? parameters[1] : 1)
        switch final {
        case UInt8(ascii: "~"): return tilde(modifiers)
        case UInt8(ascii: "^"): return tilde(.control)
        case UInt8(ascii: "@"): return tilde([.control, .shift])
        case UInt8(ascii: "Z"): return KeyChord(.tab, .shift)
        case UInt8(ascii: "u"): return Self.coded(parameters.first ?? 0, modifiers)
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            return Self.arrows[final & 0xDF].map { KeyChord($0, .shift) }
        case UInt8(ascii: "P")...UInt8(ascii: "S"):
            guard parameters.first == 1 else { return nil }
            return Self.chord(.function(Int(final - UInt8(ascii: "P")) + 1), modifiers)
        default:
            return Self.arrows[final].map { KeyChord($0, modifiers) }
        }
    }

    private func tilde(_ modifiers: KeyChord.Modifiers) -> KeyChord? {
        let number = parameters.first ?? 0
        if number == 27, parameters.count > 2 {
            return Self.coded(parameters[2], Self.modifiers(parameters[1]))
        }
        return Self.tildeKeys[number].map { Self.chord($0, modifiers) }
    }

    /// A key given as a character's number, as terminals do for keys with unusual modifiers.
    private static func coded(_ value: Int, _ modifiers: KeyChord.Modifiers) -> KeyChord? {
        switch value {
        case 9: return KeyChord(.tab, modifiers)
        case 13: return KeyChord(.enter, modifiers)
        case 27: return KeyChord(.escape, modifiers)
        case 8, 127: return KeyChord(.backspace, modifiers)
        default:
            guard let scalar = Unicode.Scalar(UInt32(clamping: value)), value >= 0x20,
                scalar.properties.generalCategory != .privateUse, !(0x7F..<0xA0).contains(value)
            else { return nil }
            let character = Character(scalar)
            let isShifted = modifiers.contains(.shift) && !modifiers.contains(.control)
            let shown = isShifted ? character.uppercased().first ?? character : character
            return KeyChord(.character(shown), modifiers.subtracting(.shift))
        }
    }

    /// Shift with F1...F12 is F13...F24: terminals send the same for both.
    private static func chord(_ key: Key, _ modifiers: KeyChord.Modifiers) -> KeyChord {
        if case .function(let number) = key, number <= 12, modifiers.contains(.shift) {
            return KeyChord(.function(number + 12), modifiers.subtracting(.shift))
        }
        return KeyChord(key, modifiers)
    }

    private static func modifiers(_ parameter: Int) -> KeyChord.Modifiers {
        let bits = max(0, parameter - 1)
        var modifiers: KeyChord.Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & (2 | 8) != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    private static func linuxFunctionKey(_ bytes: ArraySlice<UInt8>) -> SequenceParser.Result {
        guard bytes.count > 3 else { return .needMore(.incomplete) }
        let letter = bytes[bytes.startIndex + 3]
        guard (0x41...0x45).contains(letter) else { return .event(nil, length: 3) }
        return .event(.key(KeyChord(.function(Int(letter) - 0x40))), length: 4)
    }

    private static let arrows: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
        UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    ]

    private static let shiftedKeys: [UInt8: Key] = {
        var keys = arrows
        for number in 1...4 { keys[UInt8(ascii: "P") + UInt8(number - 1)] = .function(number) }
        keys[UInt8(ascii: "M")] = .enter
        keys[UInt8(ascii: "X")] = .character("=")
        // The keypad in application mode: j...y are the keys from * to 9.
        for (offset, character) in "*+,-./0123456789".enumerated() {
            keys[UInt8(ascii: "j") + UInt8(offset)] = .character(character)
        }
        return keys
    }()

    private static let tildeKeys: [Int: Key] = {
        var keys: [Int: Key] = [
            1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        ]
        let functions = [
            11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
        ]
        for (offset, code) in functions.enumerated() { keys[code] = .function(offset + 1) }
        return keys
    }()
}
