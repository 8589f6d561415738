// The editor as fingers know it: typing, words, kills, undo.

import Testing

@testable import TerminalUI

/// Runs commands on a text in which `|` marks the caret, and shows the result the same way.
private func edit(_ text: String, _ commands: EditCommand...) -> String {
    var editor = opened(text)
    for command in commands { editor.apply(command) }
    return shown(editor)
}

private func opened(_ marked: String) -> TextEditor {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    return TextEditor(parts.joined(), caret: parts.first?.count)
}

private func shown(_ editor: TextEditor) -> String {
    editor.buffer.text(in: 0..<editor.caret) + "|"
        + editor.buffer.text(in: editor.caret..<editor.buffer.count)
}

extension TextEditor {
    fileprivate mutating func type(_ text: String) {
        for letter in text { apply(.insert(String(letter))) }
    }
}

@Suite struct EditingTests {
    @Test func backspaceTakesAWholeCluster() {
        #expect(edit("xe\u{301}|", .delete(.left)) == "x|")
        #expect(edit("\u{915}\u{94D}\u{937}\u{93F}|", .delete(.left)) == "|")
        #expect(edit("a👩‍🚀|b", .delete(.left)) == "a|b")
        #expect(edit("a|🇷🇴🇫🇷", .delete(.right)) == "a|🇫🇷")
        #expect(edit("|a", .delete(.left)) == "|a")
        #expect(edit("a|", .delete(.right)) == "a|")
    }

    @Test func typedMarksJoinTheClusterBefore() {
        var editor = TextEditor("e")
        editor.apply(.insert("\u{301}"))
        #expect(editor.caret == 1)
        #expect(editor.buffer.count == 1)
        // Scalar by scalar, as a slow line delivers it.
        var slow = TextEditor()
        for scalar in "नमस्ते 👩‍🚀 🇷🇴".unicodeScalars { slow.apply(.insert(String(scalar))) }
        #expect(slow.text == "नमस्ते 👩‍🚀 🇷🇴")
        #expect(slow.caret == "नमस्ते 👩‍🚀 🇷🇴".count)
    }

    @Test func wordMotionsStopWhereReadersExpect() {
        #expect(edit("turn don't| go", .move(.wordLeft)) == "turn |don't go")
        #expect(edit("turn |don't go", .move(.wordRight)) == "turn don't| go")
        #expect(edit("|  [noise] ok", .move(.wordRight)) == "  [noise|] ok")
        #expect(edit("मुझे गाना| ", .move(.wordLeft)) == "मुझे |गाना ")
        #expect(edit("a [noise/] |", .kill(.blankWordLeft)) == "a |")
        #expect(edit("a [noise/]|", .kill(.wordLeft)) == "a [|")
        #expect(edit("|", .move(.wordLeft), .move(.wordRight)) == "|")
        #expect(edit("...|", .move(.wordLeft)) == "|...")
        #expect(edit("a|  b\nc", .delete(.wordRight)) == "a|\nc")
    }

    @Test func linesAndTextHaveEnds() {
        #expect(edit("ab\nc|d\nef", .move(.lineStart)) == "ab\n|cd\nef")
        #expect(edit("ab\nc|d\nef", .move(.lineEnd)) == "ab\ncd|\nef")
        #expect(edit("ab\n|\nef", .move(.lineEnd), .move(.lineStart)) == "ab\n|\nef")
        #expect(edit("ab\nc|d\nef", .move(.textEnd)) == "ab\ncd\nef|")
        #expect(edit("ab\nc|d\nef", .kill(.lineStart)) == "ab\n|d\nef")
        #expect(edit("ab|\ncd", .kill(.lineEnd)) == "ab|cd")
        #expect(edit("ab|", .kill(.lineEnd)) == "ab|")
    }

    @Test func killsInARowYankAsOne() {
        #expect(
            edit("one two three|", .kill(.blankWordLeft), .kill(.blankWordLeft), .yank)
                == "one two three|")
        #expect(edit("|one\ntwo", .kill(.lineEnd), .kill(.lineEnd), .yank) == "one\n|two")
        // A move between them makes two entries; yank pop walks back.
        #expect(
            edit(
                "one two|", .kill(.blankWordLeft), .move(.left), .kill(.textStart), .yank, .yankPop)
                == "two| ")
        #expect(edit("x|", .yank, .yankPop) == "x|")
        #expect(edit("a b|", .kill(.blankWordLeft), .yank, .move(.left), .yankPop) == "a |b")
    }

    @Test func transposeSwapsClusters() {
        #expect(edit("teh|", .transpose) == "the|")
        #expect(edit("a|b", .transpose) == "ba|")
        #expect(edit("|ab", .transpose) == "|ab")
        #expect(edit("a\n|", .transpose) == "a\n|")
        #expect(edit("x🇷🇴e\u{301}|", .transpose) == "xe\u{301}🇷🇴|")
    }

    @Test func selectionsAreReplacedErasedAndLeft() {
        #expect(edit("a word|", .select(.wordLeft), .insert("x")) == "a x|")
        #expect(edit("a word|", .select(.wordLeft), .delete(.left)) == "a |")
        #expect(edit("a word|", .select(.wordLeft), .move(.right)) == "a word|")
        #expect(edit("a word|", .select(.wordLeft), .move(.left)) == "a |word")
        #expect(
            edit("a word|", .select(.wordLeft), .copy, .yank)
                == "a word|word")
        #expect(edit("all|", .selectAll, .paste("new")) == "new|")
        var editor = opened("ab|")
        editor.apply(.select(.left))
        editor.apply(.select(.right))
        #expect(editor.selection == nil)
    }

    @Test func wordsAreReplacedByIndex() {
        #expect(
            edit("turn of the light|", .replaceWord(at: 1, with: "off")) == "turn off| the light")
        #expect(edit("turn of|", .replaceWord(at: 9, with: "x")) == "turn of x|")
        #expect(edit("|", .replaceWord(at: 0, with: "x")) == "x|")
        #expect(edit("a b c|", .replaceWord(at: 1, with: "")) == "a |c")
        #expect(edit("a b|", .replaceWord(at: 1, with: "")) == "a|")
        #expect(edit("a|", .replaceWord(at: -1, with: "b")) == "a b|")
        #expect(TextBuffer("turn  of\nthe").wordIndex(at: 0) == 0)
        #expect(TextBuffer("turn  of\nthe").wordIndex(at: 5) == 1)
        #expect(TextBuffer("turn  of\nthe").wordIndex(at: 99) == 2)
        #expect(TextBuffer("turn ").wordIndex(at: 5) == 1)
    }

    @Test func snippetsExpandTheWordBeforeTheCaret() {
        let snippets = ["ty": "thank you"]
        var editor = opened("oh ty|")
        #expect(editor.expandSnippet { snippets[$0] })
        editor.apply(.insert(" "))
        #expect(shown(editor) == "oh thank you |")
        editor.apply(.undo)
        editor.apply(.undo)
        #expect(shown(editor) == "oh ty|")
        var none = TextEditor("party")
        #expect(!none.expandSnippet { snippets[$0] })
        #expect(none.revision == 0)
    }
}

@Suite struct UndoTests {
    @Test func typingUndoesWordByWord() {
        var editor = TextEditor()
        editor.type("turn the light")
        var seen: [String] = []
        while editor.canUndo {
            editor.apply(.undo)
            seen.append(editor.text)
        }
        #expect(seen == ["turn the ", "turn ", ""])
        while editor.canRedo { editor.apply(.redo) }
        #expect(shown(editor) == "turn the light|")
    }

    @Test func aMoveBreaksTheRun() {
        var editor = TextEditor()
        editor.type("ab")
        editor.apply(.move(.left))
        editor.type("c")
        editor.apply(.undo)
        #expect(shown(editor) == "a|b")
    }

    @Test func pasteClearAndRetypeAreOneStepEach() {
        var editor = opened("keep| this")
        editor.apply(.paste("one two\nthree"))
        editor.apply(.undo)
        #expect(shown(editor) == "keep| this")
        editor.apply(.clear)
        #expect(editor.isEmpty)
        editor.type("new")
        editor.apply(.undo)
        #expect(editor.isEmpty)
        editor.apply(.undo)
        #expect(shown(editor) == "keep| this")
    }

    @Test func undoBringsTheSelectionBack() {
        var editor = opened("a word|")
        editor.apply(.select(.wordLeft))
        editor.type("x")
        editor.apply(.undo)
        #expect(editor.selection == 2..<6)
        #expect(editor.text == "a word")
    }

    @Test func anEditAfterUndoDropsTheRedo() {
        var editor = TextEditor("a")
        editor.type("b")
        editor.apply(.undo)
        editor.type("c")
        #expect(!editor.canRedo)
        editor.apply(.redo)
        #expect(editor.text == "ac")
    }

    @Test func revisionsTellDirtyFromClean() {
        var editor = TextEditor("a b")
        let harmless: [EditCommand] = [
            .move(.left), .select(.wordLeft), .deselect, .copy, .undo, .redo, .insert(""),
            .paste(""), .yank, .yankPop, .selectAll, .move(.textEnd), .delete(.right),
            .kill(.right), .replaceAll("a b"),
        ]
        for command in harmless { editor.apply(command) }
        #expect(editor.revision == 0)
        editor.apply(.insert("x"))
        #expect(editor.revision == 1)
        editor.apply(.undo)
        #expect(editor.revision == 2)
    }

    /// Any sequence of commands can be taken back to the start and again to the end.
    @Test(arguments: 0..<30) func everythingCanBeTakenBack(seed: Int) throws {
        var random = SteadyGenerator(UInt64(seed) + 500)
        let start = "one e\u{301} [noise] दो\nthree 🇷🇴🇫🇷 four"
        var editor = TextEditor(start, caret: 5)
        let layout = TextLayout(width: 9) { $0.isASCII ? 1 : 2 }
        for _ in 0..<200 {
            editor.apply(randomCommand(&random), layout: layout)
            try #require((0...editor.buffer.count).contains(editor.caret))
            try #require(editor.buffer.count == editor.text.count)
            try #require(editor.anchor != editor.caret)
            if let selection = editor.selection {
                try #require(editor.buffer.clamped(selection) == selection)
            }
        }
        let end = editor.text
        while editor.canRedo { editor.apply(.redo) }
        let last = editor.text
        while editor.canUndo { editor.apply(.undo) }
        #expect(editor.text == start)
        #expect(editor.caret <= editor.buffer.count)
        while editor.canRedo { editor.apply(.redo) }
        #expect(editor.text == last || editor.text == end)
    }

    private func randomCommand(_ random: inout SteadyGenerator) -> EditCommand {
        let motion = TextMotion.allCases.randomElement(using: &random) ?? .left
        let piece =
            ["a", " ", "\u{301}", "🇷", "of the", "\n", "\u{200D}", "क्"]
            .randomElement(using: &random) ?? ""
        let commands: [EditCommand] = [
            .insert(piece), .insert(piece), .paste(piece + piece), .lineBreak, .move(motion),
            .select(motion), .delete(motion), .kill(motion), .yank, .yankPop, .transpose, .undo,
            .redo, .replaceWord(at: Int.random(in: -1...6, using: &random), with: piece),
            .selectAll, .copy, .deselect,
        ]
        return commands.randomElement(using: &random) ?? .yank
    }
}
