// What the machine might have meant by a word: its other readings, lined up with the reference.
import ReviewCore

/// The machine's readings, word by word, against the reference.
struct WordReadings {
    /// Words between blanks, as the reviewer has them.
    private let words: [String]
    private let readings: [[String]]

    init(of hypothesis: Hypothesis?, reference: String) {
        words = Self.words(of: reference)
        guard let hypothesis else {
            readings = []
            return
        }
        readings = ([hypothesis.text] + hypothesis.nbest.map(\.text)).map(Self.words)
    }

    /// The reading after (+1) or before (-1) the word at `index`, round; `nil` when all agree.
    func next(after index: Int, step: Int) -> String? {
        guard words.indices.contains(index) else { return nil }
        var choices: [String] = []
        for reading in readings {
            guard let word = counterpart(of: index, in: reading), !choices.contains(word) else {
                continue
            }
            choices.append(word)
        }
        let current = choices.firstIndex(of: words[index])
        if current == nil { choices.insert(words[index], at: 0) }
        guard choices.count > 1 else { return nil }
        let place = (current ?? 0) + step
        return choices[(place % choices.count + choices.count) % choices.count]
    }

    /// The words of `reading` that stand where the word at `index` stands.
    private func counterpart(of index: Int, in reading: [String]) -> String? {
        let alignment = ReviewCore.Alignment(
            hypothesis: reading.map { $0.lowercased() }, reference: words.map { $0.lowercased() })
        guard let step = alignment.steps.first(where: { $0.reference.contains(index) }),
            !step.hypothesis.isEmpty
        else { return nil }
        if step.reference.count == 1 { return reading[step.hypothesis].joined(separator: " ") }
        let place = step.hypothesis.lowerBound + index - step.reference.lowerBound
        return step.hypothesis.contains(place) ? reading[place] : nil
    }

    private static func words(of text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
