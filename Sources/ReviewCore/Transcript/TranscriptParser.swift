// Reads a transcript into its pieces in one pass; nothing is refused, faults are reported beside.

/// Walks the text once. Every text parses: what fits no convention is a word or a stray mark.
struct TranscriptParser {
    private let scanned: ScannedText
    private var position = 0
    private(set) var tokens: [TranscriptToken] = []
    private(set) var faults: [TranscriptFault] = []
    private var open: [Opening] = []
    /// How many of each span are open, so that hostile nesting costs no search.
    private var openCounts: [String: Int] = [:]

    private struct Opening {
        /// What must close it: two openings of one kind close alike.
        let span: String
        let range: Range<Int>
    }

    init(_ scanned: ScannedText) {
        self.scanned = scanned
    }

    mutating func parse() {
        while position < scanned.count {
            if scanned.isSpace(position) {
                position += 1
                continue
            }
            switch scanned.ascii[position] {
            case Code.openBracket: readBracket()
            case Code.openBrace: readBrace()
            case Code.less: readAngle()
            case Code.openParenthesis where isDoubled(Code.openParenthesis):
                openSpan(.guessOpen, "((", position..<position + 2)
            case Code.closeParenthesis where isDoubled(Code.closeParenthesis):
                closeSpan(.guessClose, "((", position..<position + 2)
            case Code.closeBracket: closeSpan(.personalDataClose, "PII", position..<position + 1)
            case Code.greater: closeSpan(.languageClose, "language", position..<position + 1)
            case Code.closeBrace: add(.stray, "}", position..<position + 1)
            default: readRun()
            }
        }
        for opening in open {
            faults.append(
                TranscriptFault(
                    kind: .unbalanced(isPersonalData: opening.span == "PII"), range: opening.range))
        }
        faults.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: Tags

    private mutating func readBracket() {
        let start = position
        if scanned.hasASCII("[PII:", at: start) {
            readPersonalData(from: start)
            return
        }
        let closes = start + 1 < scanned.count && scanned.ascii[start + 1] == Code.slash
        let nameStart = closes ? start + 2 : start + 1
        var end = nameEnd(from: nameStart)
        let name = scanned.text(nameStart..<end)
        let opens = !closes && end < scanned.count && scanned.ascii[end] == Code.slash
        if opens { end += 1 }
        guard !name.isEmpty, end < scanned.count, scanned.ascii[end] == Code.closeBracket else {
            add(.stray, "[", start..<start + 1)
            return
        }
        let range = start..<end + 1
        if opens {
            openSpan(.noiseOpen, name, range, span: "[\(name)")
        } else if closes {
            closeSpan(.noiseClose, name, range, span: "[\(name)")
        } else {
            add(.noise, name, range)
        }
    }

    private mutating func readPersonalData(from start: Int) {
        let typeStart = start + 5
        let end = nameEnd(from: typeStart)
        let type = scanned.text(typeStart..<end)
        if openCounts["PII", default: 0] > 0 {
            faults.append(
                TranscriptFault(kind: .nestedPersonalData, range: start..<max(end, start + 5)))
        }
        if end < scanned.count, scanned.ascii[end] == Code.closeBracket {
            add(.personalData, type, start..<end + 1)
            return
        }
        push("PII", start..<end)
        add(.personalDataOpen, type, start..<end)
    }

    private mutating func readBrace() {
        let end = nameEnd(from: position + 1)
        guard end > position + 1, end < scanned.count, scanned.ascii[end] == Code.closeBrace else {
            add(.stray, "{", position..<position + 1)
            return
        }
        add(.speakerNoise, scanned.text(position + 1..<end), position..<end + 1)
    }

    private mutating func readAngle() {
        if scanned.hasASCII("<ov>", at: position) {
            openSpan(.overlapOpen, "ov", position..<position + 4)
            return
        }
        if scanned.hasASCII("</ov>", at: position) {
            closeSpan(.overlapClose, "ov", position..<position + 5)
            return
        }
        let end = languageEnd(from: position + 1)
        guard (2...3).contains(end - position - 1), end < scanned.count, scanned.isSpace(end) else {
            add(.stray, "<", position..<position + 1)
            return
        }
        let code = scanned.text(position + 1..<end).lowercased()
        push("language", position..<end)
        add(.languageOpen, code, position..<end)
    }

    private mutating func openSpan(
        _ kind: TranscriptToken.Kind, _ name: String, _ range: Range<Int>, span: String? = nil
    ) {
        push(span ?? name, range)
        add(kind, name, range)
    }

    private mutating func push(_ span: String, _ range: Range<Int>) {
        open.append(Opening(span: span, range: range))
        openCounts[span, default: 0] += 1
    }

    /// Closes the innermost span of that name; spans left open inside it are faults.
    private mutating func closeSpan(
        _ kind: TranscriptToken.Kind, _ name: String, _ range: Range<Int>, span: String? = nil
    ) {
        let span = span ?? name
        guard openCounts[span, default: 0] > 0,
            let index = open.lastIndex(where: { $0.span == span })
        else {
            let isBracket = kind == .personalDataClose || kind == .languageClose
            faults.append(
                TranscriptFault(kind: .unbalanced(isPersonalData: false), range: range))
            add(isBracket ? .stray : kind, name, range)
            return
        }
        for opening in open[(index + 1)...] {
            faults.append(
                TranscriptFault(
                    kind: .unbalanced(isPersonalData: opening.span == "PII"), range: opening.range))
        }
        for opening in open[index...] { openCounts[opening.span, default: 0] -= 1 }
        open.removeSubrange(index...)
        add(kind, name, range)
    }

    // MARK: Words

    /// A stretch up to a space or a bracket: edge punctuation, then a word with its mark.
    private mutating func readRun() {
        let end = runEnd(from: position)
        var start = position
        while start < end, !isCore(start), !startsMark(start, before: end) {
            add(.punctuation, scanned.text(start..<start + 1), start..<start + 1)
            start += 1
        }
        var last = end
        while last > start, !isCore(last - 1), !endsPartial(last - 1, from: start) { last -= 1 }
        if start < last { addWord(start..<last) }
        for index in last..<end where index >= start {
            add(.punctuation, scanned.text(index..<index + 1), index..<index + 1)
        }
        position = end
    }

    private mutating func addWord(_ range: Range<Int>) {
        let core = range.lowerBound + 1..<range.upperBound
        switch scanned.ascii[range.lowerBound] {
        case Code.percent: add(.filler, scanned.text(core).lowercased(), range)
        case Code.at: add(.word(.acronym), scanned.text(core), range)
        case Code.tilde: add(.word(.letter), scanned.text(core), range)
        case Code.plus: add(.word(.mispronounced), scanned.text(core), range)
        case Code.star: add(.word(.coined), scanned.text(core), range)
        default:
            if scanned.ascii[range.upperBound - 1] == Code.hyphen {
                let whole = range.lowerBound..<range.upperBound - 1
                add(.word(.partial), scanned.text(whole), range)
            } else {
                add(.word(.plain), scanned.text(range), range)
            }
        }
    }

    /// One of the marks before a letter or digit.
    private func startsMark(_ index: Int, before end: Int) -> Bool {
        switch scanned.ascii[index] {
        case Code.percent, Code.at, Code.tilde, Code.plus, Code.star:
            index + 1 < end && isCore(index + 1)
        default: false
        }
    }

    private func endsPartial(_ index: Int, from start: Int) -> Bool {
        scanned.ascii[index] == Code.hyphen && index > start && isCore(index - 1)
    }

    /// A letter, a digit, a symbol of another script, an emoji: anything but punctuation.
    private func isCore(_ index: Int) -> Bool {
        let code = scanned.ascii[index]
        if code != 0 {
            return (0x61...0x7A).contains(code | 0x20) || (0x30...0x39).contains(code)
        }
        let character = scanned.characters[index]
        return !character.isPunctuation && !character.isWhitespace
    }

    private func runEnd(from start: Int) -> Int {
        var index = start
        while index < scanned.count, !scanned.isSpace(index) {
            switch scanned.ascii[index] {
            case Code.openBracket, Code.closeBracket, Code.openBrace, Code.closeBrace, Code.less,
                Code.greater:
                return index
            case Code.openParenthesis, Code.closeParenthesis:
                let next = index + 1
                if next < scanned.count, scanned.ascii[next] == scanned.ascii[index] {
                    return index
                }
            default: break
            }
            index += 1
        }
        return index
    }

    /// The end of a tag's name: ASCII letters, digits and underscores.
    private func nameEnd(from start: Int) -> Int {
        var index = start
        while index < scanned.count {
            let code = scanned.ascii[index]
            let isName =
                (0x61...0x7A).contains(code | 0x20) || (0x30...0x39).contains(code)
                || code == Code.underscore
            guard isName else { break }
            index += 1
        }
        return index
    }

    private func languageEnd(from start: Int) -> Int {
        var index = start
        while index < scanned.count, (0x61...0x7A).contains(scanned.ascii[index] | 0x20) {
            index += 1
        }
        return index
    }

    private func isDoubled(_ code: UInt8) -> Bool {
        position + 1 < scanned.count && scanned.ascii[position + 1] == code
    }

    private mutating func add(_ kind: TranscriptToken.Kind, _ text: String, _ range: Range<Int>) {
        tokens.append(TranscriptToken(kind: kind, text: text, range: range))
        position = max(position, range.upperBound)
    }
}
