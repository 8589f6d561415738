// A multi-line text with a caret, a selection, undo and a kill ring: a plain value.

/// An editor's whole state. Offsets count grapheme clusters.
public struct TextEditor: Sendable, Equatable {
    public private(set) var buffer: TextBuffer
    /// In `0...buffer.count`; it stands before the cluster of that offset.
    public private(set) var caret: Int
    /// The selection's other end; never equal to the caret.
    public private(set) var anchor: Int?
    /// Grows with each change of the text: two equal revisions of one editor hold one text.
    public private(set) var revision = 0

    private var history = UndoHistory()
    private var kills = KillRing()
    private var streak = Streak.none
    /// The column that up and down aim for.
    private var aimedColumn: Int?

    /// What the last command was, as far as the next one joins it.
    private enum Streak: Sendable, Equatable {
        case none
        case typing, erasing, killing
        /// What was yanked, still in place.
        case yanking(Range<Int>)
    }

    /// An editor of `text` with nothing to undo; the caret stands at the end by default.
    public init(_ text: String = "", caret: Int? = nil) {
        buffer = TextBuffer(text)
        self.caret = buffer.clamped(caret ?? buffer.count)
    }

    public var text: String { buffer.text }
    public var isEmpty: Bool { buffer.isEmpty }
    public var canUndo: Bool { !history.done.isEmpty }
    public var canRedo: Bool { !history.undone.isEmpty }

    /// What is selected; `nil` when nothing is.
    public var selection: Range<Int>? {
        anchor.map { min($0, caret)..<max($0, caret) }
    }

    public var selectedText: String? { selection.map(buffer.text(in:)) }

    /// Puts the caret at `offset` (clamped), extending the selection if asked.
    public mutating func setCaret(_ offset: Int, selecting: Bool = false) {
        moveCaret(to: offset, selecting: selecting)
        aimedColumn = nil
        streak = .none
    }

    /// Does what `command` says. `layout` tells up and down how lines wrap on the screen.
    public mutating func apply(_ command: EditCommand, layout: TextLayout = .unwrapped) {
        switch command {
        case .insert(let typed): type(typed)
        case .paste(let pasted): change(selection ?? caret..<caret, to: pasted)
        case .lineBreak: change(selection ?? caret..<caret, to: "\n")
        case .move(let motion): move(motion, selecting: false, layout)
        case .select(let motion): move(motion, selecting: true, layout)
        case .selectAll: selectAll()
        case .deselect: setCaret(caret)
        case .delete(let motion): erase(motion, layout)
        case .kill(let motion): kill(motion, layout)
        case .copy: copy()
        case .yank: yank()
        case .yankPop: yankPop()
        case .transpose: transpose()
        case .clear: change(0..<buffer.count, to: "")
        case .replaceAll(let text): change(0..<buffer.count, to: text)
        case .replaceWord(let index, let text): replaceWord(index, with: text)
        case .undo: undo()
        case .redo: redo()
        }
    }

    /// Replaces the last word before the caret by its long form, as one undo step. Answers
    /// whether there was one; call it when a blank is typed, before inserting the blank.
    public mutating func expandSnippet(_ longForm: (String) -> String?) -> Bool {
        guard selection == nil else { return false }
        let start = buffer.destination(of: .blankWordLeft, from: caret)
        guard start < caret, !buffer[caret - 1].isWhitespace,
            let text = longForm(buffer.text(in: start..<caret))
        else { return false }
        change(start..<caret, to: text)
        return true
    }
}

// MARK: - Changing text

extension TextEditor {
    /// The one place where the text changes.
    private mutating func change(
        _ range: Range<Int>, to text: String, joining: Bool = false, then next: Streak = .none
    ) {
        let before = TextCursor(caret: caret, anchor: anchor)
        let edit = buffer.replace(range, with: text)
        anchor = nil
        caret = edit.caret
        aimedColumn = nil
        // What changed nothing has no step that the next command could join.
        streak = edit.changesNothing ? .none : next
        guard !edit.changesNothing else { return }
        revision += 1
        let after = TextCursor(caret: caret, anchor: nil)
        history.note(edit, before: before, after: after, joining: joining)
    }

    private mutating func type(_ typed: String) {
        guard !typed.isEmpty else { return }
        let opensWord =
            caret > 0 && buffer[caret - 1].isWhitespace && typed.first?.isWhitespace != true
        let breaksLine = typed.contains(where: \.isNewline)
        let joins = streak == .typing && selection == nil && !opensWord && !breaksLine
        change(
            selection ?? caret..<caret, to: typed, joining: joins,
            then: breaksLine ? .none : .typing)
    }

    private mutating func erase(_ motion: TextMotion, _ layout: TextLayout) {
        let range = selection ?? reach(motion, layout)
        guard !range.isEmpty else { return setCaret(caret) }
        let single = selection == nil && (motion == .left || motion == .right)
        // A run of backspaces undoes word by word, as typing does.
        let joins = single && streak == .erasing && !buffer[range.lowerBound].isWhitespace
        change(range, to: "", joining: joins, then: single ? .erasing : .none)
    }

    private mutating func replaceWord(_ index: Int, with text: String) {
        guard let word = buffer.word(at: index) else {
            let apart = buffer.isEmpty || buffer[buffer.count - 1].isWhitespace || text.isEmpty
            return change(buffer.count..<buffer.count, to: (apart ? "" : " ") + text)
        }
        guard text.isEmpty else { return change(word, to: text) }
        // One neighbouring blank goes with the word.
        var range = word
        if range.upperBound < buffer.count, buffer[range.upperBound] == " " {
            range = range.lowerBound..<range.upperBound + 1
        } else if range.lowerBound > 0, buffer[range.lowerBound - 1] == " " {
            range = range.lowerBound - 1..<range.upperBound
        }
        change(range, to: "")
    }

    private mutating func transpose() {
        let line = buffer.line(at: caret)
        // At a line's end the last two change places, as in a shell.
        let middle = caret == line.upperBound ? caret - 1 : caret
        guard middle > line.lowerBound, middle < line.upperBound else { return setCaret(caret) }
        let swapped = [buffer[middle], buffer[middle - 1]]
        change(middle - 1..<middle + 1, to: String(swapped))
    }
}

// MARK: - Kill and yank

extension TextEditor {
    private mutating func kill(_ motion: TextMotion, _ layout: TextLayout) {
        var range = selection ?? reach(motion, layout)
        // At a line's end, killing to the end takes the line end itself.
        if range.isEmpty, motion == .lineEnd, caret < buffer.count { range = caret..<caret + 1 }
        guard !range.isEmpty else { return setCaret(caret) }
        let side: KillRing.Side = range.lowerBound < caret ? .before : .after
        let joins = streak == .killing && selection == nil
        kills.keep(buffer.text(in: range), joining: joins ? side : nil)
        change(range, to: "", then: .killing)
    }

    private mutating func copy() {
        if let selectedText { kills.keep(selectedText, joining: nil) }
        setCaret(caret)
    }

    private mutating func yank() {
        kills.rewind()
        guard let text = kills.current else { return setCaret(caret) }
        insertYanked(text, over: selection ?? caret..<caret)
    }

    private mutating func yankPop() {
        guard case .yanking(let range) = streak else { return setCaret(caret) }
        kills.rotate()
        guard let text = kills.current else { return }
        insertYanked(text, over: range)
    }

    private mutating func insertYanked(_ text: String, over range: Range<Int>) {
        change(range, to: text)
        // A yanked mark may have joined the cluster before it.
        streak = .yanking(min(range.lowerBound, caret)..<caret)
    }
}

// MARK: - Caret

extension TextEditor {
    private mutating func moveCaret(to offset: Int, selecting: Bool) {
        let start = anchor ?? caret
        caret = buffer.clamped(offset)
        anchor = selecting && start != caret ? start : nil
    }

    private mutating func move(_ motion: TextMotion, selecting: Bool, _ layout: TextLayout) {
        streak = .none
        guard motion == .up || motion == .down else {
            var target = buffer.destination(of: motion, from: caret)
            // Left and right step out of a selection to its edge.
            if !selecting, let selection {
                if motion == .left { target = selection.lowerBound }
                if motion == .right { target = selection.upperBound }
            }
            moveCaret(to: target, selecting: selecting)
            aimedColumn = nil
            return
        }
        let step = VerticalStep(buffer, caret, layout)
        let column = aimedColumn ?? step.column
        moveCaret(to: step.offset(motion, column: column) ?? caret, selecting: selecting)
        aimedColumn = column
    }

    private mutating func selectAll() {
        streak = .none
        aimedColumn = nil
        caret = buffer.count
        anchor = buffer.isEmpty ? nil : 0
    }

    /// From the caret to where the motion would take it.
    private func reach(_ motion: TextMotion, _ layout: TextLayout) -> Range<Int> {
        var target = buffer.destination(of: motion, from: caret)
        if motion == .up || motion == .down {
            let step = VerticalStep(buffer, caret, layout)
            target = step.offset(motion, column: step.column) ?? caret
        }
        return min(caret, target)..<max(caret, target)
    }
}

// MARK: - Undo

extension TextEditor {
    private mutating func undo() {
        guard let step = history.takeBack() else { return setCaret(caret) }
        for edit in step.edits.reversed() { buffer.undo(edit) }
        restore(step.before)
    }

    private mutating func redo() {
        guard let step = history.takeAgain() else { return setCaret(caret) }
        for edit in step.edits { buffer.redo(edit) }
        restore(step.after)
    }

    private mutating func restore(_ cursor: TextCursor) {
        caret = cursor.caret
        anchor = cursor.anchor
        aimedColumn = nil
        streak = .none
        revision += 1
    }
}
