// Finds numbers that belong to someone: phones, cards, accounts, network addresses.

/// Digits in groups, as people write them: `+506 8888-7777`, `4111 1111 1111 1111`.
struct DigitRun: Equatable {
    var digits: [Int] = []
    /// Lengths of the groups.
    var groups: [Int] = []
    /// The separators between groups, each as its ASCII code; 0 for one of another kind or several.
    var separators: [UInt8] = []
    var hasPlus = false
    var range = 0..<0

    var allSeparators: UInt8? {
        guard let first = separators.first, first != 0 else { return nil }
        return separators.allSatisfy { $0 == first } ? first : nil
    }

    /// The number each group spells; only short groups have one.
    var values: [Int] {
        var start = 0
        return groups.map { length in
            defer { start += length }
            return digits[start..<start + min(length, 9)].reduce(0) { $0 * 10 + $1 }
        }
    }
}

enum NumberScanner {
    /// Fewer digits than this are times, house numbers, quantities.
    static let fewestDigits = 7

    static func matches(in scanned: ScannedText) -> [PersonalDataMatch] {
        var found: [PersonalDataMatch] = []
        var index = 0
        while index < scanned.count {
            guard scanned.digit(index) != nil else {
                index += 1
                continue
            }
            let run = readRun(from: index, scanned)
            if let type = type(of: run) {
                found.append(PersonalDataMatch(type: type, range: run.range))
            }
            index = run.range.upperBound
        }
        return found
    }

    /// What the run is taken for; `nil` for what identifies nobody.
    static func type(of run: DigitRun) -> PersonalDataType? {
        let count = run.digits.count
        guard count >= fewestDigits else { return nil }
        if isNetworkAddress(run) { return .ipAddress }
        if holdsCard(run) { return .cardNumber }
        if run.groups == [3, 2, 4], run.allSeparators == Code.hyphen { return .socialSecurity }
        if !run.hasPlus, isDate(run) || isRoundNumber(run) { return nil }
        let longest = run.groups.max() ?? 0
        let shortest = run.groups.min() ?? 0
        // `7 30 8 30` is two times; `5 5 5 1 2 3 4` is a number read digit by digit.
        guard run.hasPlus || longest >= 3 || shortest == 2 || longest == 1 else { return nil }
        return count > 15 ? .accountID : .phone
    }

    private static func isNetworkAddress(_ run: DigitRun) -> Bool {
        run.groups.count == 4 && run.groups.allSatisfy { $0 <= 3 }
            && run.allSeparators == Code.dot && run.values.allSatisfy { $0 <= 255 }
    }

    /// Whether whole groups in a row make 13 to 19 digits that pass the card check.
    private static func holdsCard(_ run: DigitRun) -> Bool {
        var start = 0
        for first in run.groups.indices {
            var end = start
            for group in run.groups[first...] {
                end += group
                if end - start > 19 { break }
                if end - start >= 13, Checksums.passesLuhn(run.digits[start..<end]) { return true }
            }
            start += run.groups[first]
        }
        return false
    }

    private static func isDate(_ run: DigitRun) -> Bool {
        guard run.groups.count == 3, let separator = run.allSeparators,
            [Code.hyphen, Code.slash, Code.dot, Code.space].contains(separator)
        else { return false }
        let values = run.values
        func isYear(_ index: Int) -> Bool {
            run.groups[index] == 4 && (1800...2199).contains(values[index])
        }
        func isDay(_ left: Int, _ right: Int) -> Bool {
            run.groups[left] <= 2 && run.groups[right] <= 2 && min(values[left], values[right]) >= 1
                && min(values[left], values[right]) <= 12 && max(values[left], values[right]) <= 31
        }
        return (isYear(0) && isDay(1, 2)) || (isYear(2) && isDay(0, 1))
    }

    /// `1 000 000`, `25.000.000`.
    private static func isRoundNumber(_ run: DigitRun) -> Bool {
        run.groups.count >= 3 && run.groups[0] <= 3 && run.groups.dropFirst().allSatisfy { $0 == 3 }
            && run.allSeparators != nil && run.digits.suffix(3).allSatisfy { $0 == 0 }
    }

    /// Digits from `start`, with up to three separators between groups.
    private static func readRun(from start: Int, _ scanned: ScannedText) -> DigitRun {
        var run = DigitRun()
        var index = start
        var end = start
        var groupStart = 0
        while index < scanned.count {
            if let digit = scanned.digit(index) {
                run.digits.append(digit)
                index += 1
                end = index
                continue
            }
            var next = index
            while next < scanned.count, next - index < 3, isSeparator(next, scanned) { next += 1 }
            guard next > index, next < scanned.count, scanned.digit(next) != nil else { break }
            run.groups.append(run.digits.count - groupStart)
            groupStart = run.digits.count
            run.separators.append(next - index == 1 ? scanned.ascii[index] : 0)
            index = next
        }
        run.groups.append(run.digits.count - groupStart)
        let before = start - 1
        run.hasPlus =
            before >= 0
            && (scanned.ascii[before] == Code.plus || scanned.characters[before] == "\u{FF0B}")
        run.range = (run.hasPlus ? before : start)..<end
        return run
    }

    private static func isSeparator(_ index: Int, _ scanned: ScannedText) -> Bool {
        switch scanned.ascii[index] {
        case Code.space, Code.newline, Code.hyphen, Code.dot, Code.slash, Code.openParenthesis,
            Code.closeParenthesis, Code.underscore, Code.plus:
            return true
        case 0:
            let character = scanned.characters[index]
            if character.isWhitespace { return true }
            guard let scalar = character.unicodeScalars.first else { return false }
            let category = scalar.properties.generalCategory
            // Dashes of any kind, and the invisible characters that would split a number unseen.
            return category == .dashPunctuation || category == .format || scalar.value == 0x2212
                || scalar.value == 0x00B7
        default: return false
        }
    }
}
