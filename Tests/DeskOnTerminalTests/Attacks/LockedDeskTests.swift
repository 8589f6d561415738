// The lock and the last screen, tried on the real program: what a colleague who walks by can read.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct LockedDeskTests {
    private static let words = "vermilion kettle"

    private func shows(_ desk: Desk, _ text: String) -> Bool { desk.screen.contains(text) }

    /// Locked, the clip is gone; wrong words do not open, the right ones bring it back as it was.
    @Test func onlyThePassphraseOpensALockedDesk() throws {
        let workspace = try PassphraseTests.workspace([TinyClip(Self.words, number: 1)])
        let desk = try workspace.desk()
        try desk.waitFor("Passphrase of your keys:")
        try desk.type(PassphraseTests.phrase + "\r")
        try desk.waitFor(Self.words)
        try desk.press("e")
        try desk.waitUntil("typing") { $0.isTyping }
        try desk.type(" marzipan")
        try desk.waitUntil("a draft") { $0.isDraftSaved }
        let typed = desk.terminal.output.count
        try desk.press(.control("q"))
        try desk.waitFor("Type your passphrase")
        try desk.waitUntil("an empty desk") { !$0.screen.contains("Saving") }
        #expect(!shows(desk, "vermilion") && !shows(desk, "marzipan"))
        for keys in ["q", "z", "\u{1B}", "not the words at all\r"] { try desk.type(keys) }
        try desk.waitFor("That is not it")
        #expect(!shows(desk, "vermilion"))
        // Enter is not taken before the wait after a wrong try is over; taken, the dots go. One more
        // would be for the clip.
        try desk.type(PassphraseTests.phrase)
        try desk.waitFor("•••••")
        for _ in 0..<30 where shows(desk, "•••••") {
            try desk.press(.enter)
            try? desk.terminal.waitUntil("Enter taken", timeout: .seconds(5)) {
                !$0.contains("•••••")
            }
        }
        try desk.waitFor("marzipan")
        let shown = String(decoding: desk.terminal.output[typed...], as: UTF8.self)
        #expect(!shown.contains("plain words"))
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
    }

    /// A terminal without a second screen is left with nothing of the clip.
    @Test func theLastScreenIsWiped() throws {
        let workspace = try TestWorkspace([TinyClip(Self.words, number: 1)])
        let desk = try workspace.desk(with: ["TERM": "vt220"])
        try desk.waitFor(Self.words)
        #expect(try desk.leave() == .exited(0))
        #expect(!shows(desk, "vermilion"), "\(desk.terminal.picture)")
        #expect(desk.screen.title.isEmpty)
    }

    /// Clips go from a desk within moments of an opt-out in another process, draft and all.
    @Test func anOptOutPullsTheClipFromTheDesk() throws {
        let victim = try Victim()
        let desk = try victim.workspace.desk()
        try desk.waitFor("vermilion")
        try desk.press("e")
        try desk.waitUntil("typing") { $0.isTyping }
        try desk.type(" marzipan")
        try desk.waitUntil("a draft") { $0.isDraftSaved }
        let list = try victim.workspace.folder.write(
            "out.txt", (Victim.secret("device id") + "\n").utf8)
        try victim.workspace.run("consent", "opt-out", list)
        // A heartbeat comes once a minute: what is seen this soon came by the watch.
        try desk.terminal.waitUntil("an empty desk", timeout: .seconds(15)) {
            !$0.contains("vermilion") && $0.contains("The queue is empty")
        }
        #expect(shows(desk, "consent for this clip was withdrawn"))
        #expect(!shows(desk, "marzipan"))
        // Keys that were meant for the text that went away are not taken for a moment.
        for _ in 0..<30 where desk.terminal.process.isRunning {
            try? desk.press("q")
            try? desk.terminal.waitUntil("the end", timeout: .seconds(1)) { _ in
                !desk.terminal.process.isRunning
            }
        }
        #expect(try desk.terminal.wait() == .exited(0))
    }
}
