// One line of text for prompts, filters and search fields.

/// A `TextEditor` that never holds a line end: those that come in become blanks.
public struct LineEditor: Sendable, Equatable {
    public private(set) var editor: TextEditor

    public init(_ text: String = "", caret: Int? = nil) {
        editor = TextEditor(Self.oneLine(text), caret: caret)
    }

    public var text: String { editor.text }
    public var isEmpty: Bool { editor.isEmpty }
    public var caret: Int { editor.caret }
    public var selection: Range<Int>? { editor.selection }
    public var revision: Int { editor.revision }

    public mutating func setCaret(_ offset: Int, selecting: Bool = false) {
        editor.setCaret(offset, selecting: selecting)
    }

    /// Does what `command` says; line breaks and moves between rows do nothing.
    public mutating func apply(_ command: EditCommand) {
        switch command {
        case .lineBreak, .move(.up), .move(.down), .select(.up), .select(.down),
            .delete(.up), .delete(.down), .kill(.up), .kill(.down):
            return
        case .insert(let text): editor.apply(.insert(Self.oneLine(text)))
        case .paste(let text): editor.apply(.paste(Self.oneLine(text)))
        case .replaceAll(let text): editor.apply(.replaceAll(Self.oneLine(text)))
        case .replaceWord(let index, let text):
            editor.apply(.replaceWord(at: index, with: Self.oneLine(text)))
        default: editor.apply(command)
        }
    }

    /// The clusters to show in `width` columns and the caret's column among them. The caret
    /// always fits; as much as possible stands before it.
    public func visible(
        width: Int, cellWidth: (Character) -> Int
    ) -> (range: Range<Int>, caretColumn: Int) {
        guard width > 0 else { return (caret..<caret, 0) }
        var start = caret
        var column = 0
        while start > 0 {
            let cells = max(0, cellWidth(editor.buffer[start - 1]))
            // One column is the caret's own.
            guard column + cells < width else { break }
            column += cells
            start -= 1
        }
        var end = caret
        var used = column
        while end < editor.buffer.count {
            used += max(0, cellWidth(editor.buffer[end]))
            guard used <= width else { break }
            end += 1
        }
        return (start..<end, column)
    }

    private static func oneLine(_ text: String) -> String {
        guard text.contains(where: \.isNewline) else { return text }
        return String(text.map { $0.isNewline ? " " : $0 })
    }
}
