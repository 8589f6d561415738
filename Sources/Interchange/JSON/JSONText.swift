// Writes JSON in a fixed order, so that the same record is the same bytes.

/// A line of JSON in the making.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    /// The shortest text that reads back as `number`; a number JSON cannot hold becomes 0.
    static func number(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        if let whole = Int64(exactly: number), abs(whole) < 1 << 53 { return String(whole) }
        return number.description
    }

    /// Opens an object, lets `fill` write its fields, and closes it.
    mutating func object(_ fill: (inout ObjectText) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        var object = ObjectText(text: self)
        fill(&object)
        self = object.text
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func array<Element>(
        _ elements: [Element], _ write: (inout JSONText, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// `literal` as it stands: a number, `true`, `null`, a line end.
    mutating func raw(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

    mutating func string(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20, 0x7F: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// The fields of an object in the making; absent values write nothing.
struct ObjectText {
    fileprivate var text: JSONText
    private var isFirst = true

    fileprivate init(text: JSONText) { self.text = text }

    mutating func field(_ key: String, _ write: (inout JSONText) -> Void) {
        if !isFirst { text.raw(",") }
        isFirst = false
        text.string(key)
        text.raw(":")
        write(&text)
    }

    mutating func field(_ key: String, _ value: String?) {
        guard let value else { return }
        field(key) { $0.string(value) }
    }

    mutating func field(_ key: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        field(key) { $0.raw(JSONText.number(value)) }
    }

    mutating func field(_ key: String, _ value: Int) {
        field(key) { $0.raw(String(value)) }
    }

    mutating func field(_ key: String, _ value: Bool) {
        field(key) { $0.raw(value ? "true" : "false") }
    }

    mutating func object(_ key: String, _ fill: (inout ObjectText) -> Void) {
        field(key) { $0.object(fill) }
    }

    mutating func objects<Element>(
        _ key: String, _ elements: [Element], _ fill: @escaping (inout ObjectText, Element) -> Void
    ) {
        field(key) { text in
            text.array(elements) { text, element in text.object { fill(&$0, element) } }
        }
    }

    mutating func strings(_ key: String, _ values: [String]) {
        field(key) { text in text.array(values) { $0.string($1) } }
    }
}
