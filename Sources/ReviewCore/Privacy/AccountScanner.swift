// Finds codes of letters and digits that belong to someone: IBANs, serials, hardware addresses.

enum AccountScanner {
    // MARK: IBAN

    /// Two letters, two check digits, 11 to 30 more, in groups or not, that pass mod 97.
    static func ibans(in scanned: ScannedText) -> [PersonalDataMatch] {
        var found: [PersonalDataMatch] = []
        var index = 0
        while index + 14 < scanned.count {
            if startsIBAN(index, scanned), let end = ibanEnd(from: index, scanned) {
                found.append(PersonalDataMatch(type: .bankAccountNumber, range: index..<end))
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    private static func startsIBAN(_ index: Int, _ scanned: ScannedText) -> Bool {
        isASCIILetter(scanned.ascii[index]) && isASCIILetter(scanned.ascii[index + 1])
            && (index == 0 || !isAlphanumeric(scanned.ascii[index - 1]))
    }

    /// The end of the longest valid IBAN that starts at `start` and ends with a word.
    private static func ibanEnd(from start: Int, _ scanned: ScannedText) -> Int? {
        var characters: [UInt8] = []
        var best: Int?
        var index = start
        while index < scanned.count, characters.count <= 34 {
            let code = scanned.ascii[index]
            if isAlphanumeric(code) {
                let capital = isASCIILetter(code) ? code & ~0x20 : code
                if (2...3).contains(characters.count), !isDigit(code) { return nil }
                characters.append(capital)
                let isWordEnd =
                    index + 1 >= scanned.count || !isAlphanumeric(scanned.ascii[index + 1])
                if isWordEnd, (15...34).contains(characters.count),
                    Checksums.passesMod97(characters)
                {
                    best = index + 1
                }
            } else if !isGroupSeparator(index, scanned) {
                break
            }
            index += 1
        }
        return best
    }

    /// A single space, dash or dot with a letter or digit after it.
    private static func isGroupSeparator(_ index: Int, _ scanned: ScannedText) -> Bool {
        switch scanned.ascii[index] {
        case Code.space, Code.hyphen, Code.dot: break
        case 0 where scanned.characters[index].isWhitespace: break
        default: return false
        }
        return index + 1 < scanned.count && isAlphanumeric(scanned.ascii[index + 1])
    }

    // MARK: Hardware and network addresses with colons

    /// `a0:b1:c2:d3:e4:f5` and IPv6: five colons or more among hexadecimal digits.
    static func colonAddresses(in scanned: ScannedText) -> [PersonalDataMatch] {
        runs(in: scanned) { isHexadecimal($0) || $0 == Code.colon }.compactMap { range in
            let groups = scanned.ascii[range].split(
                separator: Code.colon, omittingEmptySubsequences: false)
            let hasGap = groups.dropFirst().dropLast().contains(where: \.isEmpty)
            guard groups.count >= 6 || (groups.count >= 4 && hasGap) else { return nil }
            guard groups.allSatisfy({ $0.count <= 4 }) else { return nil }
            let isHardware = groups.count == 6 && groups.allSatisfy { $0.count == 2 }
            return PersonalDataMatch(type: isHardware ? .deviceSerial : .ipAddress, range: range)
        }
    }

    // MARK: Serials

    /// Eight letters and digits or more, at least four of them digits and one a letter, written
    /// together or with dashes: device serials, UUIDs, account references.
    static func serials(in scanned: ScannedText) -> [PersonalDataMatch] {
        runs(in: scanned) { isAlphanumeric($0) || $0 == Code.hyphen }.compactMap { range in
            var letters = 0
            var digits = 0
            for code in scanned.ascii[range] {
                if isDigit(code) { digits += 1 } else if isASCIILetter(code) { letters += 1 }
            }
            guard letters >= 1, digits >= 4, letters + digits >= 8 else { return nil }
            return PersonalDataMatch(type: .deviceSerial, range: range)
        }
    }

    // MARK: Characters

    private static func runs(
        in scanned: ScannedText, of belongs: (UInt8) -> Bool
    ) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for index in scanned.ascii.indices {
            if belongs(scanned.ascii[index]) {
                if start == nil { start = index }
            } else if let first = start {
                found.append(first..<index)
                start = nil
            }
        }
        if let start { found.append(start..<scanned.count) }
        return found
    }

    private static func isASCIILetter(_ code: UInt8) -> Bool { (0x61...0x7A).contains(code | 0x20) }

    private static func isDigit(_ code: UInt8) -> Bool { (0x30...0x39).contains(code) }

    private static func isAlphanumeric(_ code: UInt8) -> Bool {
        isASCIILetter(code) || isDigit(code)
    }

    private static func isHexadecimal(_ code: UInt8) -> Bool {
        isDigit(code) || (0x61...0x66).contains(code | 0x20)
    }
}
