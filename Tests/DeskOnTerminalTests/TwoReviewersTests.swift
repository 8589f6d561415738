// Two people at one workspace at the same time: no clip comes to both.

import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct TwoReviewersTests {
    @Test func noClipComesToBoth() throws {
        let workspace = try TestWorkspace(TinyClip.many(24))
        workspace.environment["EARSHOT_PERSON"] = try #require(workspace.status().people.first).name
        for name in ["ana", "ben"] { try workspace.run("person", "add", name) }
        var seen: [String: String] = [:]
        let desks = try ["ana", "ben"].map { name in
            (name, try workspace.desk(with: ["EARSHOT_PERSON": name]))
        }
        var last: [String: String] = [:]
        var turns = 0
        while seen.count < 24 {
            turns += 1
            // One works twice as fast as the other.
            let (name, desk) = desks[turns % 3 == 0 ? 1 : 0]
            try desk.waitUntil("a clip or the end") {
                ($0.machine != nil && $0.machine != last[name] && ($0.heard ?? 0) > 95)
                    || $0.screen.contains("The queue is empty")
            }
            if desk.screen.contains("The queue is empty") { continue }
            let text = try #require(desk.machine)
            try #require(seen[text] == nil, "\(text) came to \(seen[text] ?? "") and to \(name)")
            seen[text] = name
            last[name] = text
            try desk.press(.enter)
        }
        for (_, desk) in desks {
            try desk.waitFor("The queue is empty")
            #expect(try desk.leave() == .exited(0))
        }
        let status = try workspace.status()
        #expect(status.queues.first?.annotated == 24)
        for (name, _) in desks {
            let person = try #require(status.people.first { $0.name == name })
            #expect(person.annotatedToday == seen.values.count { $0 == name })
            #expect(!person.onShift)
        }
    }
}
