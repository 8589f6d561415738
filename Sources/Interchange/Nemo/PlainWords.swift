// The spoken words of a tagged transcript, without its conventions.
import ReviewCore

/// What a recogniser should have written, from a reference written by our rules: marks, noises and
/// brackets go, words inside guesses, overlaps and other languages stay, fillers are words too.
struct PlainWords: Equatable {
    let text: String
    /// Something was said that the words do not hold: unintelligible speech, or personal data.
    let hasGaps: Bool

    init(_ reference: String) {
        let transcript = Transcript(reference)
        var words: [String] = []
        var hasPersonalData = false
        var personalDepth = 0
        for token in transcript.tokens {
            switch token.kind {
            case .personalData: hasPersonalData = true
            case .personalDataOpen:
                hasPersonalData = true
                personalDepth += 1
            case .personalDataClose: personalDepth -= 1
            case .word where personalDepth <= 0: words.append(token.text)
            case .filler where personalDepth <= 0: words.append(token.text)
            default: break
            }
        }
        text = words.joined(separator: " ")
        hasGaps = hasPersonalData || transcript.hasUnintelligible
    }
}
