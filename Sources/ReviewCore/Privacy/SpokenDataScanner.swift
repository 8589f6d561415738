// Finds personal data written as it was said: numbers digit by digit, addresses with "at" and "dot".

/// Transcripts spell numbers out, so a phone number is a row of number words.
enum SpokenDataScanner {
    static func matches(
        in transcript: Transcript, language: LanguageRules
    ) -> [PersonalDataMatch] {
        let words = transcript.tokens.filter { token in
            if case .word = token.kind { true } else { false }
        }
        let forms = words.map { $0.text.lowercased() }
        return numbers(words, forms, language) + addresses(words, forms, language)
    }

    private static func numbers(
        _ words: [TranscriptToken], _ forms: [String], _ language: LanguageRules
    ) -> [PersonalDataMatch] {
        var found: [PersonalDataMatch] = []
        var digits: [Int] = []
        func close(before end: Int) {
            defer { digits.removeAll(keepingCapacity: true) }
            guard digits.count >= NumberScanner.fewestDigits, !isCounting(digits) else { return }
            let first = words[end - digits.count].range.lowerBound
            let isCard = (13...19).contains(digits.count) && Checksums.passesLuhn(digits)
            let type: PersonalDataType =
                isCard ? .cardNumber : digits.count > 15 ? .accountID : .phone
            found.append(
                PersonalDataMatch(type: type, range: first..<words[end - 1].range.upperBound))
        }
        for (index, form) in forms.enumerated() {
            if let digit = language.digitWords[form] {
                digits.append(digit)
            } else if !digits.isEmpty {
                close(before: index)
            }
        }
        if !digits.isEmpty { close(before: forms.count) }
        return found
    }

    /// `one two three …` and a countdown are nobody's number.
    private static func isCounting(_ digits: [Int]) -> Bool {
        let steps = Set(zip(digits, digits.dropFirst()).map { ($1 - $0 + 10) % 10 })
        return steps == [1] || steps == [9]
    }

    /// `ana at example dot com`; likely only, for one can also look something up at a site.
    private static func addresses(
        _ words: [TranscriptToken], _ forms: [String], _ language: LanguageRules
    ) -> [PersonalDataMatch] {
        var found: [PersonalDataMatch] = []
        for index in forms.indices.dropFirst() where language.spokenAt.contains(forms[index]) {
            let reach = forms.index(index, offsetBy: 6, limitedBy: forms.count) ?? forms.count
            guard index + 1 < reach else { continue }
            let dot = forms[(index + 1)..<reach].firstIndex { language.spokenDot.contains($0) }
            guard let dot, dot > index + 1, dot + 1 < forms.count else { continue }
            let range = words[index - 1].range.lowerBound..<words[dot + 1].range.upperBound
            found.append(PersonalDataMatch(type: .email, range: range, certainty: .likely))
        }
        return found
    }
}
