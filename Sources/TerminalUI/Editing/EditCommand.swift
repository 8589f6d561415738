// What a person can ask of a text: the words keymaps bind.

/// A way for the caret, from where it stands.
public enum TextMotion: String, Hashable, Sendable, CaseIterable {
    case left, right
    /// To the start of a word, or behind its end: letters, digits, marks and apostrophes.
    case wordLeft, wordRight
    /// To the start of a run without blanks, tags and punctuation included.
    case blankWordLeft
    /// Within the logical line.
    case lineStart, lineEnd
    /// By screen rows, keeping the column; needs a layout.
    case up, down
    case textStart, textEnd
}

/// One change of a text, its caret or its selection.
public enum EditCommand: Hashable, Sendable {
    /// Text as typed; runs of it undo word by word. Replaces the selection.
    case insert(String)
    /// Text that came as a whole, one undo step. Replaces the selection.
    case paste(String)
    /// A new line (never a submit).
    case lineBreak

    /// Moves the caret and drops the selection.
    case move(TextMotion)
    /// Moves the caret and leaves the selection's other end where it is.
    case select(TextMotion)
    case selectAll
    case deselect

    /// Erases the selection, else from the caret along the motion. Backspace is
    /// `.delete(.left)`, delete is `.delete(.right)`.
    case delete(TextMotion)
    /// The same, and keeps what went for `yank`; kills in a row make one entry.
    case kill(TextMotion)
    /// Keeps the selection for `yank` and leaves it.
    case copy
    /// Inserts what was killed last.
    case yank
    /// Right after a yank: puts the kill before that one in its place.
    case yankPop

    /// Swaps the clusters around the caret and steps over them.
    case transpose
    /// Empties the text to type it anew; one undo step.
    case clear
    /// Puts `text` in place of everything, as when a reading of the n-best is taken.
    case replaceAll(String)
    /// Replaces the word of that index (words are what stands between blanks, from 0). An
    /// index past the last word adds one at the end; an empty text removes the word.
    case replaceWord(at: Int, with: String)

    case undo, redo
}
