// The documents as the tests read them: prose, code and links apart.
import Foundation
import Testing

/// One Markdown page of the repository.
struct Document: Sendable, CustomTestStringConvertible {
    /// From the repository's folder.
    let path: String
    let lines: [String]
    let blocks: [CodeBlock]

    struct CodeBlock: Sendable {
        /// What stands behind the opening fence.
        let language: String
        var lines: [String]
        var text: String { lines.joined(separator: "\n") }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    var testDescription: String { path }

    init(_ path: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        var lines: [String] = []
        var blocks: [CodeBlock] = []
        var open: CodeBlock?
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? CodeBlock(language: String(line.dropFirst(3)), lines: []) : nil
            } else if open != nil {
                open?.lines.append(line)
            } else {
                lines.append(line)
            }
        }
        self.path = path
        self.lines = lines
        self.blocks = blocks
    }

    /// Every page there is, at the top, in `docs` and beside the sample clips.
    static let all: [Document] = {
        let files = FileManager.default
        let pages = ["", "docs/", "sample-audio/"].flatMap { folder in
            let names = (try? files.contentsOfDirectory(atPath: root.path + "/" + folder)) ?? []
            return names.filter { $0.hasSuffix(".md") }.map { folder + $0 }
        }
        return pages.sorted().compactMap { try? Document($0) }
    }()

    static func named(_ path: String) throws -> Document { try Document(path) }

    /// Targets of links and pictures.
    var links: [String] {
        lines.flatMap { line in
            line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        }
    }

    /// Code within prose.
    var spans: [String] {
        lines.flatMap { line in line.matches(of: /`([^`]+)`/).map { String($0.1) } }
    }

    /// What a reader is told to type: lines of `sh`, what follows the prompt in `console`, and
    /// code within prose.
    var typed: [String] {
        let commands = blocks.flatMap { block -> [String] in
            switch block.language {
            case "sh": block.lines
            case "console":
                block.lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
            default: []
            }
        }
        return commands + spans
    }

    /// The names headings can be linked to by, as GitHub makes them.
    var anchors: Set<String> {
        Set(
            lines.filter { $0.hasPrefix("#") }.map { line in
                let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                let kept = title.lowercased().filter {
                    $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
                }
                return kept.replacingOccurrences(of: " ", with: "-")
            })
    }

    /// The cells of the tables' rows, without headings and rules.
    var rows: [[String]] {
        lines.filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
