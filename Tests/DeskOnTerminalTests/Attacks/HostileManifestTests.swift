// Attempts by whoever writes a manifest on the terminal of whoever imports and reviews it.
import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct HostileManifestTests {
    /// Sets the window's title, colours the rest, and turns the direction of reading around.
    private static let poison = "\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\u{2066}\u{1B}[2J"
    /// Bytes that must not reach a terminal from outside.
    private static let harmful = [
        "owned", "\u{202E}", "\u{2066}", "\u{9B}", "\u{1B}]0;", "\u{1B}]2;",
    ]

    /// Every text of a record, poisoned one at a time and all at once.
    @Test func noTextSteersATerminal() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init")
        let records = try (0...Self.fields.count).map { try record($0) }
        try workspace.folder.write(
            "sound.wav", WaveBytes.tone(hertz: 400, seconds: 0.3, rate: 16_000))
        let manifest = try workspace.folder.write(
            "poison.jsonl", records.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) })
        let imported = try workspace.attempt("import", manifest, "--queue", "english")
        var said = [Data(imported.output.utf8), Data(imported.errors.utf8)]
        for command in [
            ["status"], ["status", "--json"], ["audit", "list"], ["person", "list"], ["doctor"],
        ] {
            let process = try PipedProcess(workspace.call(command))
            _ = try process.wait(timeout: TestWorkspace.patience)
            said.append(Data(process.outputText.utf8) + Data(process.errorText.utf8))
        }
        try #require(try workspace.counts().waiting > 0)
        let desk = try workspace.desk()
        for _ in 0..<(try workspace.counts().waiting + 3) {
            try desk.waitUntil("a clip, heard, or the end") {
                ($0.heard ?? 0) >= 95 || $0.screen.contains("The queue is empty")
            }
            if desk.screen.contains("The queue is empty") { break }
            // What is masked is shown, and the machine's other reading is taken for the text.
            try desk.press("z", "b", .enter, "s")
            let before = desk.clip
            try desk.press("l")
            try desk.waitUntil("another clip or the end") {
                $0.clip != before || $0.screen.contains("The queue is empty")
            }
        }
        _ = try? desk.leave()
        said.append(Data(desk.terminal.output))
        for harmful in Self.harmful {
            for text in said { #expect(text.range(of: Data(harmful.utf8)) == nil, "\(harmful)") }
        }
    }

    private static let fields = [
        "id", "locale", "device", "account", "consent", "text", "word", "reading", "domain",
        "intent", "slot type", "slot value", "response", "action", "contact", "phone", "relation",
        "unknown field", "audio",
    ]

    /// A record with the poison in one field; in all of them behind the last.
    private func record(_ number: Int) throws -> Data {
        func text(_ name: String, _ text: String) -> String {
            let isLast = number == Self.fields.count
            let hit = isLast ? name != "audio" : Self.fields[number] == name
            return hit ? Self.poison + text + Self.poison : text
        }
        var record: [String: Any] = [
            "id": text("id", "clip-\(number)"), "audio": text("audio", "sound.wav"),
            "locale": text("locale", "en-US"), "device_id": text("device", "d"),
            "account_id": text("account", "a"),
            "consent": ["id": text("consent", "c"), "granted": true],
            "hypothesis": [
                "text": text("text", "words number \(number)"), "confidence": 0.9,
                "words": [["text": text("word", "words"), "confidence": 0.2]],
                "nbest": [["text": text("reading", "other words"), "confidence": 0.4]],
            ],
            "interpretation": [
                "domain": text("domain", "call"), "intent": text("intent", "call_place"),
                "confidence": 0.9,
                "slots": [["type": text("slot type", "person"), "value": text("slot value", "x")]],
            ],
            "response": [
                "text": text("response", "Done."), "action": text("action", "call_place"),
            ],
            "context": [
                "contacts": [
                    [
                        "name": text("contact", "n"), "phone": text("phone", "1"),
                        "relation": text("relation", "r"),
                    ]
                ]
            ],
        ]
        if number < Self.fields.count, Self.fields[number] == "unknown field" {
            record["x" + Self.poison] = 1
        }
        return try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
    }
}
