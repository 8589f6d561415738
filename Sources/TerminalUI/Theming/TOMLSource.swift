// Finds the line a key of a TOML text stands on, for messages about its value.

/// The lines of a TOML text. Knows plain `[table]` headings and `key =` lines, which is what
/// themes and keys are made of; for anything else it finds no line, and messages name none.
struct TOMLSource {
    private var tables: [String: Int] = [:]
    private var keys: [String: Int] = [:]

    init(_ text: String) {
        var table = ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, raw) in lines.enumerated() {
            let line = raw.drop { $0 == " " || $0 == "\t" }
            if line.first == "[", line.dropFirst().first != "[",
                let end = line.firstIndex(of: "]")
            {
                table = Self.unquoted(line[line.index(after: line.startIndex)..<end])
                tables[table] = tables[table] ?? index + 1
            } else if line.first != "#", let equals = line.firstIndex(of: "=") {
                let key = table + "\n" + Self.unquoted(line[..<equals])
                keys[key] = keys[key] ?? index + 1
            }
        }
    }

    /// The line, from 1, of `key` under the heading `table`, or before all headings.
    func line(of key: String, in table: String?) -> Int? {
        keys[(table ?? "") + "\n" + key]
    }

    func line(ofTable table: String) -> Int? { tables[table] }

    private static func unquoted(_ text: Substring) -> String {
        let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\t" }
        let word = String(String(trimmed).reversed())
        let isQuoted = word.count >= 2 && word.first == word.last
        return isQuoted && (word.first == "\"" || word.first == "'")
            ? String(word.dropFirst().dropLast()) : word
    }
}
