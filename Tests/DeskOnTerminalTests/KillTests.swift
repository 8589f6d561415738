// kill -9 at any moment of a sitting: what was acknowledged is there, what was typed is there,
// and no clip comes twice.

import Glibc
import TerminalHarness
import Testing

/// A sitting that is killed again and again, and what must have survived.
private struct StubbornSitting {
    let workspace: TestWorkspace
    var random: SeededNumbers
    /// Clips whose submission the screen acknowledged, and what was submitted.
    var acknowledged: [String: String] = [:]
    /// Clips whose submission was under way when the program died.
    var doubtful: [String: String] = [:]
    /// The draft that was on disk, and all that was typed, by clip.
    var drafts: [String: (saved: String, typed: String)] = [:]

    init(clips: Int, seed: UInt64) throws {
        workspace = try TestWorkspace(TinyClip.many(clips))
        random = SeededNumbers(seed: seed)
    }

    /// Sits down, does some clips, and is killed at a moment of chance.
    mutating func sitAndDie() throws {
        let desk = try workspace.desk()
        if Int.random(in: 0..<6, using: &random) == 0 {
            // While it starts: before, at or after its first frame.
            return try die(desk, within: 120_000)
        }
        var text = try arrive(desk)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let submitted = try work(text, desk)
            try desk.waitForDone((desk.done ?? 0) + 1)
            acknowledged[text] = submitted
            text = try arrive(desk, after: text)
        }
        try die(at: Int.random(in: 0..<3, using: &random), with: text, desk)
    }

    /// Takes the next clip and checks that it may come, and comes as it was left.
    private mutating func arrive(_ desk: Desk, after last: String? = nil) throws -> String {
        let text = try desk.waitForClip(after: last)
        #expect(acknowledged[text] == nil, "\(text) was handed out twice")
        doubtful[text] = nil
        // The figures of the shift come a moment after the clip; lost ones never do.
        let count = acknowledged.count
        try desk.waitUntil("\(count) submitted clips or more") { ($0.done ?? -1) >= count }
        if let draft = drafts.removeValue(forKey: text) {
            let reference = desk.reference ?? ""
            #expect(reference.hasPrefix(draft.saved), "\(text): a saved draft is lost")
            #expect(draft.typed.hasPrefix(reference), "\(text): the draft is not what was typed")
        }
        return text
    }

    /// Agrees, or retypes the clip; answers what was submitted.
    private mutating func work(_ text: String, _ desk: Desk) throws -> String {
        let reference = desk.reference ?? ""
        if Bool.random(using: &random) {
            try desk.press(.enter)
            return reference
        }
        try desk.press("c")
        try desk.type("heard \(text) clearly")
        try desk.press(.enter)
        return "heard \(text) clearly"
    }

    private mutating func die(at moment: Int, with text: String, _ desk: Desk) throws {
        switch moment {
        case 0:
            // Between Enter and the acknowledgement: either is right, half is not.
            doubtful[text] = try work(text, desk)
            try die(desk, within: 30_000)
        case 1:
            try desk.press("c")
            try desk.type("kept \(text)")
            try desk.waitUntil("the draft on disk") {
                $0.reference == "kept \(text)" && $0.isDraftSaved
            }
            try desk.press(" and more that may be lost")
            drafts[text] = ("kept \(text)", "kept \(text) and more that may be lost")
            try die(desk, within: 300_000)
        default:
            drafts[text] = ("", (desk.reference ?? "") + " in the middle of a word")
            try desk.press("e", .end, " in the middle of a word")
            try die(desk, within: 300_000)
        }
    }

    /// Kills it after at most so many microseconds.
    private mutating func die(_ desk: Desk, within microseconds: UInt32) throws {
        usleep(UInt32.random(in: 0...microseconds, using: &random))
        desk.terminal.process.kill(SIGKILL)
        #expect(try desk.terminal.wait(timeout: TestWorkspace.patience) == .signaled(SIGKILL))
    }

    /// Works the rest in peace.
    mutating func finish(of count: Int) throws {
        let desk = try workspace.desk()
        var last: String?
        while true {
            try desk.waitUntil("a clip or the end") {
                ($0.machine != nil && $0.machine != last && ($0.heard ?? 0) > 95)
                    || $0.screen.contains("The queue is empty")
            }
            if desk.screen.contains("The queue is empty") { break }
            let text = try arrive(desk, after: last)
            acknowledged[text] = try work(text, desk)
            last = text
        }
        try desk.waitForDone(count)
        #expect(try desk.leave() == .exited(0))
    }
}

@Suite(.manyAtOnce) struct KillTests {
    @Test(arguments: [1, 2] as [UInt64]) func nothingIsLost(seed: UInt64) throws {
        let count = 30
        var sitting = try StubbornSitting(clips: count, seed: seed)
        for _ in 0..<10 { try sitting.sitAndDie() }
        try sitting.finish(of: count)

        #expect(sitting.drafts.isEmpty, "a clip with a draft never came back")
        let exported = try sitting.workspace.exported()
        #expect(exported.count == count)
        for (text, reference) in sitting.acknowledged {
            #expect(exported[text]?.annotation.reference == reference, "\(text)")
            #expect(exported[text]?.annotation.revision == 1, "\(text)")
        }
        for (text, reference) in sitting.doubtful {
            #expect(exported[text]?.annotation.reference == reference, "\(text)")
        }
        let counts = try sitting.workspace.counts()
        #expect(counts.annotated == count)
        #expect(counts.leased == 0)
        #expect(counts.waiting == 0)
        #expect(try sitting.workspace.storeIsSound())
    }
}
