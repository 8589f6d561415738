// L09 to L11: spaces and invisible characters, punctuation, encoding and scripts.
import Foundation

enum SurfaceRules {
    static func findings(in text: LintText) -> [LintFinding] {
        spaces(text.scanned) + punctuation(text) + composition(text) + scripts(text)
    }

    // MARK: L09

    private static func spaces(_ scanned: ScannedText) -> [LintFinding] {
        var findings: [LintFinding] = []
        var index = 0
        while index < scanned.count {
            let start = index
            while index < scanned.count, scanned.ascii[index] == Code.space { index += 1 }
            if index - start > 1 {
                findings.append(
                    LintFinding(
                        .whitespace, .warning, at: start..<index,
                        "Several spaces; leave one."))
            }
            if index == start {
                if isUnwanted(scanned, index) {
                    findings.append(
                        LintFinding(
                            .whitespace, .warning, at: index..<index + 1,
                            "A tab, control or invisible character; remove it."))
                }
                index += 1
            }
        }
        return findings
    }

    private static func isUnwanted(_ scanned: ScannedText, _ index: Int) -> Bool {
        let code = scanned.ascii[index]
        if code != 0 {
            if code == Code.newline { return scanned.characters[index] != "\n" }
            return code < 0x20 || code == 0x7F
        }
        // NUL also reads as 0 here, so every scalar of the cluster is looked at.
        return scanned.characters[index].unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control: true
            case .format: scalar.value != 0x200C && scalar.value != 0x200D
            case .lineSeparator, .paragraphSeparator: true
            case .spaceSeparator: true
            default: false
            }
        }
    }

    // MARK: L10

    private static func punctuation(_ text: LintText) -> [LintFinding] {
        text.transcript.tokens.compactMap { token in
            guard token.kind == .punctuation, let mark = token.text.first,
                !text.input.style.allowedPunctuation.contains(mark),
                // Stray marks are L08's, invisible characters L09's.
                mark != "~", !isUnwanted(text.scanned, token.range.lowerBound)
            else { return nil }
            return LintFinding(
                .punctuation, .note, at: token.range,
                "This queue's style does not use this mark; remove it, or write it as said.")
        }
    }

    // MARK: L11

    private static func composition(_ text: LintText) -> [LintFinding] {
        let reference = text.input.reference
        if reference.utf8.allSatisfy({ $0 < 0x80 }) { return [] }
        let composed = reference.precomposedStringWithCanonicalMapping
        if composed.utf8.elementsEqual(reference.utf8) { return [] }
        let first = text.scanned.characters.firstIndex { character in
            let cluster = String(character)
            return !cluster.precomposedStringWithCanonicalMapping.utf8.elementsEqual(cluster.utf8)
        }
        let range = first.map { $0..<$0 + 1 } ?? text.whole
        return [
            LintFinding(
                .encoding, .warning, at: range,
                "Letters and accents are stored apart; type the word again.")
        ]
    }

    private static func scripts(_ text: LintText) -> [LintFinding] {
        var findings: [LintFinding] = []
        var otherLanguages = 0
        let expected = text.input.language.scripts
        for token in text.transcript.tokens {
            switch token.kind {
            case .languageOpen: otherLanguages += 1
            case .languageClose: otherLanguages = max(0, otherLanguages - 1)
            case .word:
                let scripts = Self.scripts(of: token.text)
                if scripts.count > 1 {
                    findings.append(
                        LintFinding(
                            .encoding, .warning, at: token.range,
                            "Letters of two scripts in one word; type it in one."))
                } else if let script = scripts.first, otherLanguages == 0, !expected.isEmpty,
                    !expected.contains(script)
                {
                    findings.append(
                        LintFinding(
                            .encoding, .note, at: token.range,
                            "Another script than the language's; "
                                + "write words of another language as <fr bonjour>."))
                }
            default: break
            }
        }
        return findings
    }

    /// Japanese and Korean mix theirs; they count as one.
    private static func scripts(of word: String) -> Set<Script> {
        if word.utf8.allSatisfy({ $0 < 0x80 }) {
            return word.contains(where: \.isLetter) ? [.latin] : []
        }
        var scripts: Set<Script> = []
        for character in word {
            guard let script = Script(character) else { continue }
            switch script {
            case .han, .kana, .hangul: scripts.insert(.han)
            default: scripts.insert(script)
            }
        }
        return scripts
    }
}
