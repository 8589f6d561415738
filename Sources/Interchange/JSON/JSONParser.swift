// Reads one line of JSON (RFC 8259) from bytes, strictly and within fixed bounds.

/// A strict parser over one line: bounded in depth and in fields, refusing repeated keys, lone
/// surrogates and invalid UTF-8, so that no two readers can understand a line differently.
struct JSONParser {
    /// Nesting allowed; the native record needs five.
    static let depthLimit = 16
    /// Fields allowed in one object.
    static let fieldLimit = 64

    private var at = 0

    /// The value that `bytes` hold, with nothing but white space around it.
    static func parse(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONValue {
        var parser = JSONParser()
        let value = try parser.value(bytes, depth: 0)
        parser.skipSpace(bytes)
        guard parser.at == bytes.count else { throw parser.unexpected }
        return value
    }

    private var unexpected: JSONFault { .syntax(column: at + 1) }

    private func peek(_ bytes: Span<UInt8>) -> UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while let byte = peek(bytes), byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A {
            at += 1
        }
    }

    private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) -> JSONValue {
        guard depth < Self.depthLimit else { throw .tooDeep }
        skipSpace(bytes)
        switch peek(bytes) {
        case UInt8(ascii: "{"): return .object(try object(bytes, depth: depth))
        case UInt8(ascii: "["): return .array(try array(bytes, depth: depth))
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n"): return try word("null", .null, bytes)
        default: return .number(try number(bytes))
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
    ) throws(JSONFault) -> JSONValue {
        let letters = word.utf8CodeUnitCount
        guard at + letters <= bytes.count else { throw unexpected }
        for index in 0..<letters where bytes[at + index] != word.utf8Start[index] {
            throw unexpected
        }
        at += letters
        return value
    }

    private mutating func array(
        _ bytes: Span<UInt8>, depth: Int
    ) throws(JSONFault) -> [JSONValue] {
        var values: [JSONValue] = []
        at += 1
        skipSpace(bytes)
        if peek(bytes) == UInt8(ascii: "]") {
            at += 1
            return values
        }
        while true {
            values.append(try value(bytes, depth: depth + 1))
            skipSpace(bytes)
            let next = peek(bytes)
            guard next == UInt8(ascii: ",") || next == UInt8(ascii: "]") else { throw unexpected }
            at += 1
            if next == UInt8(ascii: "]") { return values }
        }
    }

    private mutating func object(
        _ bytes: Span<UInt8>, depth: Int
    ) throws(JSONFault) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        at += 1
        skipSpace(bytes)
        if peek(bytes) == UInt8(ascii: "}") {
            at += 1
            return members
        }
        while true {
            skipSpace(bytes)
            guard peek(bytes) == UInt8(ascii: "\"") else { throw unexpected }
            let key = try string(bytes)
            for member in members where member.key == key { throw .repeatedKey(key) }
            guard members.count < Self.fieldLimit else { throw .tooManyFields }
            skipSpace(bytes)
            guard peek(bytes) == UInt8(ascii: ":") else { throw unexpected }
            at += 1
            members.append(.init(key: key, value: try value(bytes, depth: depth + 1)))
            skipSpace(bytes)
            let next = peek(bytes)
            guard next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else { throw unexpected }
            at += 1
            if next == UInt8(ascii: "}") { return members }
        }
    }
}

// MARK: - Strings

extension JSONParser {
    private mutating func string(_ bytes: Span<UInt8>) throws(JSONFault) -> String {
        at += 1
        let start = at
        while let byte = peek(bytes) {
            switch byte {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return try text(bytes.extracting(start..<at), from: start)
            case UInt8(ascii: "\\"):
                return try escapedString(bytes, from: start)
            case 0..<0x20:
                throw unexpected
            default:
                at += 1
            }
        }
        throw unexpected
    }

    /// The slow path, for strings with escapes: what was plain so far, then piece by piece.
    private mutating func escapedString(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(JSONFault) -> String {
        var plain: [UInt8] = []
        for index in start..<at { plain.append(bytes[index]) }
        while let byte = peek(bytes) {
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return try text(plain.span, from: start)
            case UInt8(ascii: "\\"):
                try escape(bytes, into: &plain)
            case 0..<0x20:
                throw unexpected
            default:
                plain.append(byte)
                at += 1
            }
        }
        throw unexpected
    }

    private func text(_ bytes: Span<UInt8>, from start: Int) throws(JSONFault) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw .notUTF8(column: start + 1)
        }
    }

    private mutating func escape(
        _ bytes: Span<UInt8>, into plain: inout [UInt8]
    ) throws(JSONFault) {
        at += 1
        guard let byte = peek(bytes) else { throw unexpected }
        let meant: UInt8? =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
            case UInt8(ascii: "b"): 0x08
            case UInt8(ascii: "f"): 0x0C
            case UInt8(ascii: "n"): 0x0A
            case UInt8(ascii: "r"): 0x0D
            case UInt8(ascii: "t"): 0x09
            default: nil
            }
        if let meant {
            at += 1
            plain.append(meant)
            return
        }
        guard byte == UInt8(ascii: "u") else { throw unexpected }
        plain.append(contentsOf: String(Character(try scalar(bytes))).utf8)
    }

    /// `u` and four hexadecimal digits, or the two halves of a surrogate pair; a half alone is refused.
    private mutating func scalar(_ bytes: Span<UInt8>) throws(JSONFault) -> Unicode.Scalar {
        let first = try hexUnit(bytes)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), peek(bytes) == UInt8(ascii: "\\") else {
            throw unexpected
        }
        at += 1
        guard peek(bytes) == UInt8(ascii: "u") else { throw unexpected }
        let second = try hexUnit(bytes)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw unexpected }
        return scalar
    }

    /// The four digits after the `u` that `at` stands on.
    private mutating func hexUnit(_ bytes: Span<UInt8>) throws(JSONFault) -> UInt32 {
        at += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(bytes), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw unexpected }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }
}

// MARK: - Numbers

extension JSONParser {
    private mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) -> Double {
        let start = at
        if peek(bytes) == UInt8(ascii: "-") { at += 1 }
        let negative = at > start
        var digits: UInt64 = 0
        let whole = try digitRun(bytes, &digits)
        guard whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else { throw unexpected }
        var decimals = 0
        if peek(bytes) == UInt8(ascii: ".") {
            at += 1
            decimals = try digitRun(bytes, &digits)
        }
        let exponent = peek(bytes) == UInt8(ascii: "e") || peek(bytes) == UInt8(ascii: "E")
        // Up to 15 digits and 10^22 both sides are exact doubles, so one division rounds right.
        if !exponent, whole + decimals <= 15 {
            let value = Double(digits) / Self.powersOfTen[decimals]
            return negative ? -value : value
        }
        if exponent { try skipExponent(bytes) }
        let text = try text(bytes.extracting(start..<at), from: start)
        guard let value = Double(text), value.isFinite else { throw .syntax(column: start + 1) }
        return value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Reads at least one digit into `digits`; says how many. Wraps past 19, where it is not used.
    private mutating func digitRun(
        _ bytes: Span<UInt8>, _ digits: inout UInt64
    ) throws(JSONFault) -> Int {
        let start = at
        while let byte = peek(bytes), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            digits = digits &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
            at += 1
        }
        guard at > start else { throw unexpected }
        return at - start
    }

    private mutating func skipExponent(_ bytes: Span<UInt8>) throws(JSONFault) {
        at += 1
        if peek(bytes) == UInt8(ascii: "+") || peek(bytes) == UInt8(ascii: "-") { at += 1 }
        var ignored: UInt64 = 0
        _ = try digitRun(bytes, &ignored)
    }
}
