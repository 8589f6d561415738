// Typing: where letters, pastes and edits go, and what they do to the work.
import ReviewCore
import TerminalUI

extension DeskState {
    mutating func takeText(_ action: DeskAction) {
        switch action {
        case .startTyping: startTyping()
        case .startListening: writing = .listening
        case .edit(let command): edit(command)
        case .typed(let character): typed(character)
        case .pasted(let text): pasted(text)
        case .clearAndRetype: clearAndRetype()
        case .cycleWord(let step): cycleWord(step)
        case .togglePersonal: work?.personalShown.toggle()
        default: break
        }
    }

    /// How the reference wraps on the screen; up, down and the mouse follow it.
    var referenceLayout: TextLayout {
        DeskLayout(size).referenceWrapping
    }

    private mutating func startTyping() {
        guard work != nil else { return }
        writing = .typing
    }

    private mutating func clearAndRetype() {
        startTyping()
        editReference(.clear)
    }

    private mutating func typed(_ character: Character) {
        switch curtain {
        case .hidden(let flag):
            guard flag.note == nil else { return editFlagNote(.insert(String(character))) }
            return chooseFlag(by: character)
        case .resting, .idle, .locked: return
        case .open: break
        }
        if overlay != nil { return typedInOverlay(character) }
        guard writing == .typing else { return }
        if character == " ", expandSnippet() { return }
        editReference(.insert(String(character)))
    }

    private mutating func pasted(_ text: String) {
        if case .hidden = curtain { return editFlagNote(.paste(text)) }
        guard curtain == .open, !text.isEmpty else { return }
        if overlay != nil { return editOverlay(.paste(text)) }
        guard writing == .typing else {
            return toast("Press e to type; then paste")
        }
        editReference(.paste(text))
    }

    private mutating func edit(_ command: EditCommand) {
        if case .hidden = curtain { return editFlagNote(command) }
        guard curtain == .open else { return }
        if overlay != nil { return editOverlay(command) }
        guard writing == .typing else { return }
        editReference(command)
    }

    mutating func editReference(_ command: EditCommand) {
        guard let before = work?.reference.revision else { return }
        let marks = work?.personal.marks
        let layout = referenceLayout
        work?.reference.apply(command, layout: layout)
        guard work?.reference.revision != before else { return }
        changed()
        // What was said of a tag holds no longer than the tag.
        if work?.personal.marks != marks { toasts.removeAll { $0.subject == .tag } }
    }

    private mutating func expandSnippet() -> Bool {
        let book = setting.snippets
        let grown = work?.reference.expandSnippet { word in
            book.expansion(before: word).map { String($0.inserting.dropLast()) }
        }
        guard grown == true else { return false }
        editReference(.insert(" "))
        return true
    }

    /// Notes that the work changed: what was objected to may be mended, and a draft is due.
    mutating func changed() {
        reviewText()
        markDirty()
    }

    // MARK: - Words of the n-best

    private mutating func cycleWord(_ step: Int) {
        guard let work else { return }
        let index = WordPlace(work.reference).index
        let readings = WordReadings(of: work.clip.hypothesis, reference: work.reference.text)
        guard let next = readings.next(after: index, step: step) else {
            return toast("The machine has no other reading of this word")
        }
        editReference(.replaceWord(at: index, with: next))
    }
}

/// Which word, between blanks, the caret stands in or behind.
struct WordPlace {
    let index: Int

    init(_ editor: TextEditor) {
        let before = editor.buffer.characters(in: 0..<editor.caret)
        var words = 0
        var inside = false
        for character in before {
            if character.isWhitespace {
                inside = false
            } else if !inside {
                inside = true
                words += 1
            }
        }
        let next =
            editor.caret < editor.buffer.count ? editor.buffer[editor.caret] : " " as Character
        // Between two words the caret belongs to the one that begins there.
        index = inside || next.isWhitespace ? max(0, words - 1) : words
    }
}
