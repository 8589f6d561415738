// Language tags such as es-CR: their shape and their customary letter case (BCP 47, RFC 5646).

/// A well-formed language tag in its customary case. Shape only: whether the language exists is
/// not looked up.
///
/// Extensions and private parts (`-u-…`, `-x-…`) are refused: locales are stored readable, and
/// those can hold any word.
struct LocaleTag: Equatable {
    let text: String
    /// The primary language subtag, in lower case.
    let language: String

    /// `nil` when `text` has not the shape language[-Script][-REGION][-variant…].
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 35, let first = parts.first, (2...3).contains(first.count),
            parts.allSatisfy(Self.isSubtag), Self.isLetters(first)
        else { return nil }
        var rest = parts.dropFirst()
        var tag = [first.lowercased()]
        if let script = rest.first, script.count == 4, Self.isLetters(script) {
            tag.append(script.prefix(1).uppercased() + script.dropFirst().lowercased())
            rest = rest.dropFirst()
        }
        if let region = rest.first, Self.isRegion(region) {
            tag.append(region.uppercased())
            rest = rest.dropFirst()
        }
        for part in rest {
            guard Self.isVariant(part) else { return nil }
            tag.append(part.lowercased())
        }
        self.text = tag.joined(separator: "-")
        language = tag[0]
    }

    private static func isLetters(_ part: String) -> Bool {
        part.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }

    private static func isSubtag(_ part: String) -> Bool {
        (1...8).contains(part.utf8.count)
            && part.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
            }
    }

    /// Five to eight letters or digits, or four of which the first is a digit.
    private static func isVariant(_ part: String) -> Bool {
        part.utf8.count >= 5
            || part.utf8.count == 4 && part.utf8.first.map { (0x30...0x39).contains($0) } == true
    }

    private static func isRegion(_ part: String) -> Bool {
        part.count == 2 && isLetters(part)
            || part.count == 3 && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
