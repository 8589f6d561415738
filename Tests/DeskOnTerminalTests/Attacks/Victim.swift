// Somebody to be attacked: made up, and full of what must never be read.
import Foundation
import TerminalHarness

/// A person's clips with everything about them that a record can hold, each word found nowhere else.
struct Victim {
    /// What only a person's own record has, by the name of the field it came in.
    static let secrets = [
        "source id": "src-quillfeather-0091", "device id": "DSN-KX7741-QUARRY",
        "account id": "acct-brambleton-5520", "consent id": "consent-thistlewick-83",
        "file name": "birchgrove-kitchen.wav", "name": "Quintessa Marrowby",
        "street": "Larkspur Terrace", "hypothesis": "remind quintessa about the vermilion kettle",
        "n-best": "remind quintessa about a vermillion cattle", "response": "I told Marrowby so",
        "slot value": "vermilion kettle", "contact": "Ottoline Peverell",
        "contact's phone": "+40 721 555 0143", "relation": "godmother-in-law",
        "latitude": "44.439663", "longitude": "26.096306",
    ]

    /// What a reviewer writes about the clips, submitted and not.
    static let (submitted, drafted, noted) = ("juniper anvil", "saffron compass", "marzipan ledger")

    let workspace: TestWorkspace
    private let sound = WaveBytes.tone(hertz: 440, seconds: 0.3, rate: 16_000)

    /// A stretch of the sound as it lies in the file that was imported.
    var soundBytes: Data { Data(sound[1000..<1064]) }

    /// Three clips, imported into the queue `english`.
    init() throws {
        workspace = try TestWorkspace()
        try workspace.run("init")
        try FileManager.default.createDirectory(
            atPath: workspace.folder.file("outside"), withIntermediateDirectories: true)
        try workspace.folder.write("outside/\(Self.secret("file name"))", sound)
        let lines = try (1...3).reduce(into: Data()) { $0 += try line($1) }
        let manifest = try workspace.folder.write("outside/manifest.jsonl", lines)
        try workspace.run("import", manifest, "--queue", TestWorkspace.queue)
    }

    static func secret(_ name: String) -> String { secrets[name] ?? "no such secret" }

    private func line(_ number: Int) throws -> Data {
        let secret = Self.secret
        let hypothesis = secret("hypothesis") + " \(number)"
        let record: [String: Any] = [
            "id": secret("source id") + "-\(number)", "audio": secret("file name"),
            "locale": "en-US", "device_id": secret("device id"),
            "account_id": secret("account id"),
            "consent": ["id": secret("consent id"), "granted": true],
            "hypothesis": [
                "text": hypothesis, "confidence": 0.9,
                "nbest": [["text": secret("n-best"), "confidence": 0.4]],
            ],
            "interpretation": [
                "domain": "call", "intent": "call_place", "confidence": 0.9,
                "slots": [
                    ["type": "person", "value": secret("name")],
                    ["type": "place_name", "value": secret("street")],
                    ["type": "event_name", "value": secret("slot value")],
                ],
            ],
            "response": ["text": secret("response"), "action": "call_place"],
            "context": [
                "location": ["lat": 44.439663, "lon": 26.096306],
                "contacts": [
                    [
                        "name": secret("contact"), "phone": secret("contact's phone"),
                        "relation": secret("relation"),
                    ]
                ],
            ],
        ]
        return try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
            + Data("\n".utf8)
    }
}
