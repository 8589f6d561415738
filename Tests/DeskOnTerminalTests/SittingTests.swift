// A whole sitting by keys on the real program: what was done is what status and export hold.

import TerminalHarness
import Testing

/// One way to deal with a clip.
private enum Deed: CaseIterable {
    case agree, append, retype, devanagari, wrongIntent, accidental, flag, hide, skip, undo, tag
    case note
}

/// What the export must hold of a clip.
private struct Expectation {
    var outcome = "annotated"
    var reference: String
    var intent: String?
    var flag: ExportedClip.Flag?
    var tags: [String] = []
    var note = ""
    var activation = ["intended"]
}

/// Does one deed with the clip on the desk, from the first key to the next clip.
private struct Hand {
    let desk: Desk

    func perform(_ deed: Deed, on text: String) throws -> Expectation {
        var wanted = Expectation(reference: text)
        switch deed {
        case .agree: try desk.press(.enter)
        case .append:
            try desk.press("e", .end, " please", .enter)
            wanted.reference = text + " please"
        case .retype:
            try desk.press("c")
            try desk.typeByteByByte("un café, s'il vous plaît")
            try desk.press(.enter)
            wanted.reference = "un café, s'il vous plaît"
        case .devanagari:
            try desk.press("e", .end, " ")
            try desk.typeByteByByte("नमस्ते")
            try desk.press(.enter)
            wanted.reference = text + " नमस्ते"
        case .wrongIntent:
            try desk.press("w", "weather", .enter, .enter)
            wanted.intent = "weather_query"
        case .accidental:
            try desk.press("a")
            wanted.reference = ""
            wanted.activation = ["false_wake"]
        case .flag:
            try desk.press("f", "h", "3", .enter)
            wanted.flag = .init(category: "hate_harassment", severity: "P3")
        case .hide:
            try desk.press("x", "g", "3", .enter)
            wanted.reference = ""
            // Nobody judged what was hidden.
            wanted.activation = []
            wanted.flag = .init(category: "grief_distress", severity: "P3")
        case .skip:
            try desk.press("s", "l")
            wanted.outcome = "skipped"
        case .undo: wanted.reference = try takeBack(text)
        case .tag:
            try desk.press("t", "n", .enter, .enter)
            wanted.tags = ["noisy"]
        case .note:
            try desk.press("n", "spoken softly", .enter, .enter)
            wanted.note = "spoken softly"
        }
        return wanted
    }

    /// Submits, thinks better of it, and submits something else.
    private func takeBack(_ text: String) throws -> String {
        try desk.press(.enter)
        try desk.waitForClip(after: text)
        try desk.press("u")
        try desk.waitUntil("the clip taken back") { $0.machine == text }
        try desk.hearAgain()
        try desk.press("e", .end, " again", .enter)
        return text + " again"
    }
}

@Suite(.manyAtOnce) struct SittingTests {
    @Test func sixtyClipsAreKeptAsTheyWereWorked() throws {
        let workspace = try TestWorkspace(TinyClip.many(60))
        let desk = try workspace.desk()
        var wanted: [String: Expectation] = [:]
        var last: String?
        for index in 0..<60 {
            let text = try desk.waitForClip(after: last)
            try #require(wanted[text] == nil, "\(text) was handed out twice")
            // Nothing follows the last clip, so there is no other to go to and come back from.
            let deed = Deed.allCases[index % Deed.allCases.count]
            wanted[text] = try Hand(desk: desk).perform(index == 59 ? .agree : deed, on: text)
            last = text
        }
        try desk.submitLast()
        try desk.waitForDone(60)
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)

        let counts = try workspace.counts()
        let skips = wanted.values.count { $0.outcome == "skipped" }
        let flags = wanted.values.count { $0.flag != nil }
        #expect(
            counts
                == .init(
                    name: TestWorkspace.queue, waiting: 0, leased: 0, annotated: 60 - skips,
                    skipped: skips, broken: 0, flagged: flags))
        // What is distressing only opens no incident.
        #expect(try workspace.status().incidents.bySeverity.values.allSatisfy { $0 == 0 })
        try compare(wanted, with: workspace.exported())
    }

    private func compare(
        _ wanted: [String: Expectation], with exported: [String: ExportedClip]
    ) throws {
        // There is nothing to train on in what was skipped or should never have been recorded.
        let wanted = wanted.filter {
            $0.value.outcome == "annotated" && $0.value.activation != ["false_wake"]
        }
        #expect(exported.count == wanted.count)
        for (text, wanted) in wanted {
            let annotation = try #require(exported[text], "\(text) is not exported").annotation
            #expect(annotation.outcome == "annotated", "\(text)")
            #expect(annotation.reference == wanted.reference, "\(text)")
            #expect(annotation.interpretation?.intent == wanted.intent, "\(text)")
            #expect(annotation.flag == wanted.flag, "\(text)")
            #expect(annotation.tags == wanted.tags, "\(text)")
            #expect(annotation.note == wanted.note, "\(text)")
            #expect((annotation.judgments["activation"] ?? []) == wanted.activation, "\(text)")
            let error = annotation.judgments["error"] ?? []
            #expect(error.contains("intent") == (wanted.intent != nil), "\(text): \(error)")
        }
    }

    @Test func anEarlierClipIsAmendedAndBothVersionsCount() throws {
        let workspace = try TestWorkspace(TinyClip.many(3))
        let desk = try workspace.desk()
        let first = try desk.waitForClip()
        try desk.press(.enter)
        let second = try desk.waitForClip(after: first)
        try desk.press("p")
        try desk.waitFor(first)
        try desk.press(.enter)
        try desk.waitFor("Amending revision 1")
        try desk.hearAgain()
        try desk.press("e", .end, " indeed", .enter)
        try desk.waitUntil("the clip at hand again") { $0.machine == second }
        #expect(try desk.leave() == .exited(0))
        let annotation = try #require(workspace.exported()[first]).annotation
        #expect(annotation.reference == first + " indeed")
        #expect(annotation.revision == 2)
        #expect(try workspace.counts().annotated == 1)
    }

    @Test func aClipThatDoesNotOpenSaysWhyAndIsSetAside() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        try workspace.damageOneSealedSound()
        let desk = try workspace.desk()
        var last: String?
        for _ in 0..<2 {
            try desk.waitUntil("a clip, heard or broken") {
                $0.machine != nil && $0.machine != last
                    && (($0.heard ?? 0) > 95 || $0.screen.contains("sound cannot be opened"))
            }
            last = desk.machine
            try desk.press(.enter)
        }
        try desk.waitFor("The queue is empty")
        try desk.waitForDone(2)
        #expect(try desk.leave() == .exited(0))
        let counts = try workspace.counts()
        #expect(counts.annotated == 1)
        #expect(counts.broken == 1)
    }
}
