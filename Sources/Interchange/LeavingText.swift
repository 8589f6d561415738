// What a reviewer wrote, as it may leave: personal data is named by its tag and told no further.
import ReviewCore

/// A text whose tagged personal data is cut down to the tags.
enum LeavingText {
    /// `[PII:NAME Ana]` becomes `[PII:NAME]`, whatever the type and whatever is nested in it; a
    /// tag that is never closed takes the rest of the text with it.
    static func withoutPersonalData(_ text: String) -> String {
        guard text.contains("[PII:") else { return text }
        let characters = Array(text)
        var kept = ""
        var copied = 0
        var depth = 0
        for token in Transcript(text).tokens {
            switch token.kind {
            case .personalDataOpen:
                if depth == 0 {
                    kept += String(characters[copied..<token.range.upperBound]) + "]"
                }
                depth += 1
            case .personalDataClose where depth > 0:
                depth -= 1
                copied = token.range.upperBound
            default:
                break
            }
        }
        return depth > 0 ? kept : kept + String(characters[copied...])
    }
}
