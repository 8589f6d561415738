// The canvas as readable text, for golden tests and the recorded demonstration.

extension Canvas {
    /// The screen's lines without trailing blanks; each ends in a newline.
    public var text: String {
        (0..<size.height).map { rowText($0) + "\n" }.joined()
    }

    /// One row without trailing blanks.
    public func rowText(_ y: Int) -> String {
        var line = ""
        for x in 0..<size.width { line += self[x, y].text }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// The lines, below them the same grid with a letter for each look, and what letters mean.
    ///
    /// Draw with `Theme.golden`, whose looks tell every role apart, and the legend names roles;
    /// with other themes it names the first role of that look. `.` stands for `text`.
    public func styledText(theme: Theme = .golden) -> String {
        let plain = theme[.text]
        var letters: [Style: Character] = [plain: "."]
        var legend: [String] = []
        var grid = ""
        for y in 0..<size.height {
            var line = ""
            for x in 0..<size.width {
                let style = self[x, y].style
                if letters[style] == nil {
                    let letter = Self.legendLetter(legend.count)
                    letters[style] = letter
                    legend.append("\(letter) \(theme.describe(style))")
                }
                line.append(letters[style] ?? "?")
            }
            while line.last == "." { line.removeLast() }
            grid += line + "\n"
        }
        return text + "---\n" + grid + "---\n" + legend.map { $0 + "\n" }.joined()
    }

    private static func legendLetter(_ index: Int) -> Character {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return index < letters.count ? letters[index] : "?"
    }
}

extension Theme {
    /// A theme for tests in which no two roles look alike.
    public static let golden: Theme = {
        var looks: [StyleRole: Style] = [:]
        for (index, role) in StyleRole.allCases.enumerated() {
            let value = UInt8(index)
            looks[role] = Style(foreground: .rgb(value, 0, 1), background: .rgb(value, 0, 2))
        }
        return Theme(name: "golden", title: "Golden", appearance: .dark, looks: looks)
    }()

    /// The role a style belongs to; a mixture is told as "a on b", attributes after it.
    func describe(_ style: Style) -> String {
        if let role = StyleRole.allCases.first(where: { self[$0] == style }) {
            return role.rawValue
        }
        let front = StyleRole.allCases.first { self[$0].foreground == style.foreground }
        let back = StyleRole.allCases.first { self[$0].background == style.background }
        var words = "\(front?.rawValue ?? "?") on \(back?.rawValue ?? "?")"
        for (name, attribute) in Style.Attributes.named where style.attributes.contains(attribute) {
            words += " " + name
        }
        return words
    }
}
