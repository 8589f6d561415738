// A page in roff's man macros, built up piece by piece.

/// Text for `man`. Everything handed in is text: nothing of it is taken for a macro.
struct Roff {
    private(set) var source = ""

    /// The page's title line.
    mutating func title(_ name: String, section: Int, origin: String, manual: String) {
        macro(
            ".TH \(quoted(name.uppercased())) \(section) \"\" \(quoted(origin)) \(quoted(manual))")
        // Ragged right and no hyphens: commands must be copied as they stand.
        macro(".ad l")
        macro(".nh")
    }

    mutating func section(_ title: String) {
        macro(".SH \(quoted(title.uppercased()))")
    }

    mutating func subsection(_ title: String) {
        macro(".SS \(quoted(title))")
    }

    mutating func paragraph(_ text: String) {
        macro(".PP")
        line(text)
    }

    /// A term in bold, and what is said of it, indented.
    mutating func entry(_ term: String, _ text: String) {
        macro(".TP")
        source += "\\fB\(Self.escaped(term))\\fR\n"
        line(text)
    }

    /// Lines to be shown as they stand.
    mutating func example(_ lines: [String]) {
        macro(".PP")
        macro(".RS 4")
        macro(".nf")
        for text in lines { line(text) }
        macro(".fi")
        macro(".RE")
    }

    /// Help text: paragraphs, and examples where lines are indented.
    mutating func prose(_ text: String) {
        for block in text.split(separator: "\n\n") {
            var plain: [String] = []
            var indented: [String] = []
            for line in block.split(separator: "\n").map(String.init) {
                if line.hasPrefix("  ") { indented.append(line) } else { plain.append(line) }
            }
            if !plain.isEmpty { paragraph(plain.joined(separator: " ")) }
            if !indented.isEmpty { example(indented.map { String($0.dropFirst(2)) }) }
        }
    }

    private mutating func line(_ text: String) {
        let escaped = Self.escaped(text)
        // A leading dot or quote would be a macro.
        let guarded = escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
        source += guarded + "\n"
    }

    private mutating func macro(_ text: String) {
        source += text + "\n"
    }

    private func quoted(_ text: String) -> String {
        "\"\(Self.escaped(text).replacing("\"", with: "\\(dq"))\""
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
            .replacing("`", with: "\\(ga").replacing("\n", with: " ")
    }
}
