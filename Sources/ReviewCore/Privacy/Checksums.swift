// The check digits by which card numbers and IBANs are told from other numbers.

enum Checksums {
    /// ISO/IEC 7812: every second digit from the right doubled, the sum a multiple of ten.
    static func passesLuhn(_ digits: some BidirectionalCollection<Int>) -> Bool {
        var sum = 0
        var doubles = false
        for digit in digits.reversed() {
            let value = doubles ? digit * 2 : digit
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        // A row of zeros passes and is nobody's number.
        return sum > 0 && sum % 10 == 0
    }

    /// ISO 7064 mod 97-10, as IBANs use it: the first four characters moved to the end, letters
    /// as 10...35, the remainder 1. `characters` are ASCII digits and capital letters.
    static func passesMod97(_ characters: [UInt8]) -> Bool {
        guard characters.count > 4 else { return false }
        var remainder = 0
        for code in characters[4...] + characters[..<4] {
            let value = code >= 0x41 ? Int(code) - 0x41 + 10 : Int(code) - 0x30
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1
    }
}
