// Turns the bytes a terminal sends into events; the same ones however the bytes are cut.

import TerminalUI

/// Reads keys, pastes and the mouse out of a stream of bytes.
///
/// Pure: time is the caller's. When `pending` says so, the caller waits that long for more bytes
/// and, when none come, calls `timeout()`.
public struct InputDecoder: Sendable {
    /// What an unfinished sequence at the end of the bytes may become.
    public enum Pending: Sendable, Equatable {
        /// Esc, alone or before one character: a key by itself unless more follows at once.
        case escape
        /// A sequence or character that is certainly not whole yet.
        case incomplete
    }

    /// A paste longer than this many bytes is handed over in parts.
    static let pasteLimit = 4 << 20

    private var buffer: [UInt8] = []
    private var paste: [UInt8]?
    /// Whether the byte 0x08 is Backspace on this terminal, rather than Ctrl-H.
    private let backspaceIsControlH: Bool

    public init(backspaceIsControlH: Bool = false) {
        self.backspaceIsControlH = backspaceIsControlH
    }

    public private(set) var pending: Pending?

    /// Takes bytes and returns the events they complete.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        buffer.append(contentsOf: bytes)
        var events = EventList()
        var position = 0
        pending = nil
        while position < buffer.count {
            if paste != nil {
                guard continuePaste(&position, into: &events) else { break }
                continue
            }
            switch SequenceParser.parse(
                buffer[position...], backspaceIsControlH: backspaceIsControlH)
            {
            case .event(let event, let length):
                if let event { events.append(event) }
                position += length
            case .beginPaste(let length):
                paste = []
                position += length
            case .needMore(let kind):
                pending = kind
            }
            if pending != nil { break }
        }
        buffer.removeFirst(position)
        return events.events
    }

    /// Nothing more came in time: what is pending is taken for what it is.
    public mutating func timeout() -> [InputEvent] {
        guard let kind = pending else { return [] }
        pending = nil
        let left = buffer
        buffer = []
        if paste != nil {
            // Esc by itself, a second without more: the end of the paste was lost, or a person
            // wants out of it.
            if left == [0x1B] { return endPaste() }
            paste?.append(contentsOf: left)
            return []
        }
        switch kind {
        case .escape:
            guard left.count > 1, let character = Unicode.Scalar(UInt32(left[1])) else {
                return [.key(KeyChord(.escape))]
            }
            return [.key(KeyChord(.character(Character(character)), .alt))]
        case .incomplete:
            // Half a character is shown as such; half a sequence is nothing a person typed.
            let isSequence = left.first == 0x1B && left.count > 1 && left[1] < 0x80
            return isSequence ? [] : [.key(KeyChord(.character("\u{FFFD}")))]
        }
    }

    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// Moves bytes into the paste; false when the rest may be the beginning of its end.
    private mutating func continuePaste(_ position: inout Int, into events: inout EventList) -> Bool
    {
        let end = Self.pasteEnd
        let next = buffer[position...].firstIndex(of: 0x1B) ?? buffer.count
        paste?.append(contentsOf: buffer[position..<next])
        position = next
        if let count = paste?.count, count > Self.pasteLimit { flushPaste(into: &events) }
        guard position < buffer.count else { return true }
        let rest = buffer[position...]
        if rest.starts(with: end) {
            position += end.count
            for event in endPaste() { events.append(event) }
            return true
        }
        if end.starts(with: rest) {
            pending = .incomplete
            return false
        }
        // An Esc inside the paste is a control character like any other: dropped.
        position += 1
        return true
    }

    private mutating func endPaste() -> [InputEvent] {
        let text = PastedText.clean(paste ?? [])
        paste = nil
        return [.paste(text)]
    }

    /// Hands over all of a huge paste but the bytes of a character that may not be whole.
    private mutating func flushPaste(into events: inout EventList) {
        guard var bytes = paste else { return }
        var tail: [UInt8] = []
        while let last = bytes.last, last >= 0x80 || last == 0x0D, tail.count < 4 {
            tail.insert(bytes.removeLast(), at: 0)
        }
        events.append(.paste(PastedText.clean(bytes)))
        paste = tail
    }
}

/// Events being gathered; characters that came together and form one cluster become one key.
private struct EventList {
    private(set) var events: [InputEvent] = []
    private static let scalarsPerCluster = 32

    mutating func append(_ event: InputEvent) {
        if let joined = joined(event) {
            events[events.count - 1] = joined
        } else {
            events.append(event)
        }
    }

    private func joined(_ event: InputEvent) -> InputEvent? {
        guard case .key(let chord) = event, case .character(let next) = chord.key,
            chord.modifiers.isEmpty, !next.isASCII,
            case .key(let before) = events.last, case .character(let last) = before.key,
            before.modifiers.isEmpty,
            last.unicodeScalars.count < Self.scalarsPerCluster
        else { return nil }
        let both = String(last) + String(next)
        guard both.count == 1, let cluster = both.first else { return nil }
        return .key(KeyChord(.character(cluster)))
    }
}

/// What a paste brings into a text.
enum PastedText {
    /// Line ends become `\n`, tabs spaces; other control characters and invalid bytes go.
    static func clean(_ bytes: [UInt8]) -> String {
        var text = ""
        text.reserveCapacity(bytes.count)
        var previousWasReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x0A where previousWasReturn: break
            case 0x0A, 0x0D, 0x2028, 0x2029: text.unicodeScalars.append("\n")
            case 0x09: text.unicodeScalars.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            default: text.unicodeScalars.append(scalar)
            }
            previousWasReturn = scalar.value == 0x0D
        }
        return text
    }
}
