// Text laid out for scanning: grapheme clusters by offset, and their ASCII values beside them.

/// A string as an array of grapheme clusters, so that offsets cost nothing.
struct ScannedText: Sendable {
    let characters: [Character]
    /// The ASCII code of each cluster, 0 where it is not one ASCII character.
    let ascii: [UInt8]

    init(_ text: String) {
        var characters: [Character] = []
        characters.reserveCapacity(text.utf8.count)
        var ascii: [UInt8] = []
        ascii.reserveCapacity(text.utf8.count)
        for character in text {
            characters.append(character)
            // "\r\n" is one cluster whose ASCII value is that of a line feed.
            ascii.append(character.asciiValue ?? 0)
        }
        self.characters = characters
        self.ascii = ascii
    }

    var count: Int { characters.count }

    func isSpace(_ index: Int) -> Bool {
        let code = ascii[index]
        if code != 0 { return code == 0x20 || (0x09...0x0D).contains(code) }
        return characters[index].isWhitespace
    }

    func isLetter(_ index: Int) -> Bool {
        let code = ascii[index]
        if code != 0 { return (0x61...0x7A).contains(code | 0x20) }
        return characters[index].isLetter
    }

    /// The value of a decimal digit of any script.
    func digit(_ index: Int) -> Int? {
        let code = ascii[index]
        if code != 0 { return (0x30...0x39).contains(code) ? Int(code) - 0x30 : nil }
        guard let scalar = characters[index].unicodeScalars.first else { return nil }
        guard scalar.value > 0x7F else {
            // An ASCII digit with marks on it still reads as a digit.
            return (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil
        }
        guard scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.map { Int($0) }
    }

    func text(_ range: Range<Int>) -> String { String(characters[range]) }

    /// Whether the ASCII `word` stands at `index`.
    func hasASCII(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= count else { return false }
        return word.withUTF8Buffer { buffer in
            (0..<length).allSatisfy { ascii[index + $0] == buffer[$0] }
        }
    }
}

/// ASCII codes the scanners look for, by name.
enum Code {
    static let space = UInt8(ascii: " ")
    static let newline = UInt8(ascii: "\n")
    static let percent = UInt8(ascii: "%")
    static let at = UInt8(ascii: "@")
    static let tilde = UInt8(ascii: "~")
    static let plus = UInt8(ascii: "+")
    static let star = UInt8(ascii: "*")
    static let hyphen = UInt8(ascii: "-")
    static let dot = UInt8(ascii: ".")
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let underscore = UInt8(ascii: "_")
    static let apostrophe = UInt8(ascii: "'")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
}
