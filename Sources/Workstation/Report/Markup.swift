// Pieces of HTML and SVG that cannot be broken by what is put into them.
import ReviewCore

/// Markup that is written as it stands. Text becomes markup only by `text`, which makes every
/// character of it harmless; there is no other way in for a name out of the store.
struct Markup: Sendable, Equatable {
    private(set) var source: String

    static let none = Markup(source: "")

    private init(source: String) {
        self.source = source
    }

    /// Words to be read.
    static func text(_ text: String) -> Markup {
        var source = ""
        for scalar in SanitizedText(text).text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            default: source.unicodeScalars.append(scalar)
            }
        }
        return Markup(source: source)
    }

    /// An element; names of elements and attributes are ours, values may be anybody's.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ content: [Markup] = []
    ) -> Markup {
        let written = attributes.map { " \($0.key)=\"\(text($0.value).source)\"" }.joined()
        let inside = content.map(\.source).joined()
        return Markup(source: "<\(name)\(written)>\(inside)</\(name)>")
    }

    /// An element that holds nothing, such as `meta`.
    static func lone(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>)
        -> Markup
    {
        let written = attributes.map { " \($0.key)=\"\(text($0.value).source)\"" }.joined()
        return Markup(source: "<\(name)\(written)>")
    }

    /// What we wrote ourselves: a style sheet, the document's first line.
    static func verbatim(_ source: StaticString) -> Markup { Markup(source: "\(source)") }

    static func + (left: Markup, right: Markup) -> Markup {
        Markup(source: left.source + right.source)
    }
}

extension [Markup] {
    /// All of them, a line each.
    var joined: Markup { reduce(.none) { $0 + $1 + .verbatim("\n") } }
}
