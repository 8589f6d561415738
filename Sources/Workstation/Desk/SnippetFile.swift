// A person's own snippets, read from the text of snippets.toml.
import TOMLKit

/// Short forms and phrases as a person wrote them, one a line: `ty = "thank you"`.
///
/// A mistake never costs more than its own line where TOML allows it: it is named, and the rest
/// holds.
struct SnippetFile {
    private(set) var snippets: [String: String] = [:]
    private(set) var complaints: [String] = []

    /// The longest short form that is looked up as a person types (see `SnippetBook`).
    private static let longestForm = 32

    init(toml: String) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            complain("line \(place.line), column \(place.column): not valid TOML")
            return
        } catch {
            complain("not valid TOML")
            return
        }
        for form in table.keys.sorted() { take(form, table[form]?.string) }
    }

    private mutating func take(_ form: String, _ phrase: String?) {
        guard let phrase, !phrase.isEmpty else {
            return complain("'\(form)' needs a phrase in quotes, such as ty = \"thank you\"")
        }
        guard (1...Self.longestForm).contains(form.count), !form.contains(where: \.isWhitespace)
        else {
            return complain("a short form is one word of at most \(Self.longestForm) characters")
        }
        guard !phrase.contains(where: \.isNewline) else {
            return complain("the phrase of '\(form)' must be one line")
        }
        snippets[form] = phrase
    }

    private mutating func complain(_ what: String) {
        complaints.append("snippets.toml: \(what); it is passed over")
    }
}
