// Pastes: one event, one step back, never a submit.

import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct PasteTests {
    @Test func twoHundredKilobytesAreOneStepAndKept() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let desk = try workspace.desk()
        let text = try desk.waitForClip()
        // Lines, accents and a control character that must not reach the text.
        let line = "la canción número uno · पहला गाना \u{7}and so on\n"
        let pasted = String(repeating: line, count: 200_000 / line.utf8.count + 1)
        #expect(pasted.utf8.count >= 200_000)
        try desk.press("c", .paste(pasted))
        try desk.waitUntil("the end of the paste") {
            $0.isTyping
                && ($0.reference?.contains("and so on") == true || $0.screen.contains("and so on"))
        }
        #expect(desk.done == 0, "a pasted line end submits nothing")
        // One step takes all of it away, one brings it back.
        try desk.press(.control("_"))
        try desk.waitUntil("no trace of the paste") { !$0.screen.contains("and so on") }
        try desk.press(.alt("_"))
        try desk.waitUntil("the paste again") { $0.screen.contains("and so on") }
        // The desk still answers to single keys.
        try desk.press(.control("e"))
        try desk.type("the very end")
        try desk.waitFor("the very end")
        try desk.waitUntil("the draft on disk") { $0.isDraftSaved }
        try desk.press(.escape)
        try desk.waitUntil("listening") { $0.isListening }
        #expect(try desk.leave() == .exited(0))

        let again = try workspace.desk()
        try again.waitUntil("the clip, heard") { ($0.heard ?? 0) > 95 }
        // A text too long to be looked through is masked whole until it is worked on.
        #expect(!again.screen.contains("the very end"))
        try again.press("e")
        try again.waitFor("the very end")
        try again.press(.enter)
        try again.waitForDone(1)
        #expect(try again.leave() == .exited(0))
        let kept = try #require(workspace.exported()[text]).annotation.reference
        let wanted = pasted.filter { $0 != "\u{7}" } + "the very end"
        #expect(kept == wanted, "\(kept.utf8.count) of \(wanted.utf8.count) bytes")
    }
}
