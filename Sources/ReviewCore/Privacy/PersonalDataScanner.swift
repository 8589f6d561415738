// Finds written personal data that has a shape: addresses, numbers, serials. One pass for each.

/// Something that looks like personal data, in grapheme offsets. It never carries the text itself.
public struct PersonalDataMatch: Sendable, Equatable {
    public enum Certainty: Sendable {
        /// May be an ordinary phrase.
        case likely
        case sure
    }

    public let type: PersonalDataType
    public let range: Range<Int>
    public let certainty: Certainty

    public init(type: PersonalDataType, range: Range<Int>, certainty: Certainty = .sure) {
        self.type = type
        self.range = range
        self.certainty = certainty
    }
}

/// Looks for emails, IBANs, card and phone numbers, network addresses and serials, also with
/// spaces, dots or dashes in them, in digits of any script.
///
/// It errs towards finding: the conventions spell numbers out, so a long number in digits is
/// either personal or wrong already. Dates and round numbers are let through.
public enum PersonalDataScanner {
    /// Matches from left to right, not overlapping; tags are not looked at.
    public static func matches(in text: String) -> [PersonalDataMatch] {
        matches(in: ScannedText(text))
    }

    static func matches(in scanned: ScannedText) -> [PersonalDataMatch] {
        var found = EmailScanner.matches(in: scanned)
        guard scanned.characters.indices.contains(where: { scanned.digit($0) != nil }) else {
            return merged(found)
        }
        for scan in [
            AccountScanner.ibans, AccountScanner.colonAddresses, AccountScanner.serials,
            NumberScanner.matches,
        ] {
            found += scan(scanned)
        }
        return merged(found)
    }

    /// Overlapping matches become one that holds them all, of the type of the leftmost (of the
    /// scanner that ran first, where they start alike): a mask must leave no part uncovered.
    private static func merged(_ found: [PersonalDataMatch]) -> [PersonalDataMatch] {
        let ordered = found.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        var result: [PersonalDataMatch] = []
        for (_, match) in ordered {
            if let last = result.last, last.range.overlaps(match.range) {
                let end = max(last.range.upperBound, match.range.upperBound)
                result[result.count - 1] = PersonalDataMatch(
                    type: last.type, range: last.range.lowerBound..<end,
                    certainty: last.certainty)
            } else {
                result.append(match)
            }
        }
        return result
    }
}

/// Finds `local@domain.tld`, a single space around the sign allowed.
enum EmailScanner {
    static func matches(in scanned: ScannedText) -> [PersonalDataMatch] {
        var found: [PersonalDataMatch] = []
        for index in 0..<scanned.count where isAt(index, scanned) {
            let domainStart = skipSpace(from: index + 1, by: 1, scanned)
            let domainEnd = domainEnd(from: domainStart, scanned)
            guard domainEnd > domainStart else { continue }
            let last = skipSpace(from: index - 1, by: -1, scanned)
            var start = last + 1
            while start > 0, isLocal(start - 1, scanned) { start -= 1 }
            found.append(
                PersonalDataMatch(type: .email, range: min(start, index)..<domainEnd))
        }
        return found
    }

    private static func isAt(_ index: Int, _ scanned: ScannedText) -> Bool {
        scanned.ascii[index] == Code.at
            || (scanned.ascii[index] == 0 && "\u{FF20}\u{FE6B}".contains(scanned.characters[index]))
    }

    private static func skipSpace(from index: Int, by step: Int, _ scanned: ScannedText) -> Int {
        let isSpace = scanned.ascii.indices.contains(index) && scanned.ascii[index] == Code.space
        return isSpace ? index + step : index
    }

    private static func isLocal(_ index: Int, _ scanned: ScannedText) -> Bool {
        switch scanned.ascii[index] {
        case Code.dot, Code.underscore, Code.percent, Code.plus, Code.hyphen: true
        default: isLabel(index, scanned)
        }
    }

    private static func isLabel(_ index: Int, _ scanned: ScannedText) -> Bool {
        scanned.isLetter(index) || scanned.digit(index) != nil
    }

    /// The end of at least two dotted labels of which the last is two letters or more; `start`
    /// when there is no such domain.
    private static func domainEnd(from start: Int, _ scanned: ScannedText) -> Int {
        var end = start
        var accepted = start
        var labels = 0
        while end < scanned.count {
            let labelStart = end
            while end < scanned.count,
                isLabel(end, scanned) || scanned.ascii[end] == Code.hyphen
            {
                end += 1
            }
            guard end > labelStart else { break }
            labels += 1
            let isName = (labelStart..<end).allSatisfy { scanned.isLetter($0) }
            if labels > 1, isName, end - labelStart >= 2 { accepted = end }
            guard end < scanned.count, scanned.ascii[end] == Code.dot else { break }
            end += 1
        }
        return accepted
    }
}
