// What the real program writes to a terminal, a pipe and the disk while it discloses: no more than it shows.

import Foundation
import TerminalHarness
import Testing

@Suite struct DisclosureOnTerminalTests {
    /// In the manifest, and nowhere else ever.
    private static let secrets = [
        "Marigold", "Testerson", "Samplewood", "555 01", "5550117", "45.7538", "21.2257", "u2ph",
        "account-secret",
    ]

    private func workplace() throws -> TestWorkspace {
        let place = try TestWorkspace()
        try place.run("init", "--person", "ana")
        let clip = TinyClip("call my aunt")
        try FileManager.default.createDirectory(
            atPath: place.folder.file("clips"), withIntermediateDirectories: true)
        try place.folder.write("clips/\(clip.file)", clip.sound)
        let line = """
            {"id":"one","audio":"\(clip.file)","locale":"en-US","account_id":"account-secret",\
            "consent":{"id":"c","granted":true},\
            "hypothesis":{"text":"call my aunt","confidence":0.9},\
            "interpretation":{"domain":"call","intent":"call_place",\
            "slots":[{"type":"relation","value":"aunt"}]},\
            "context":{"location":{"lat":45.7538,"lon":21.2257},"contacts":[\
            {"name":"Otto Samplewood","phone":"+1 202 555 0142","relation":"friend"},\
            {"name":"Marigold Testerson","phone":"+1 202 555 0117","relation":"aunt"}]}}

            """
        let manifest = try place.folder.write("clips/manifest.jsonl", line.utf8)
        let environment = place.environment
        place.environment["EARSHOT_PERSON"] = "ana"
        try place.run("import", manifest, "--queue", TestWorkspace.queue)
        try place.run(
            "person", "add", "cleared", "--role", "reviewer", "--clearance", "contacts")
        try place.run("person", "add", "uncleared", "--role", "reviewer")
        try FileManager.default.removeItem(atPath: place.folder.file("clips"))
        place.environment = environment
        return place
    }

    private func expectNoSecret(in output: some Sequence<UInt8>, _ what: String) {
        let bytes = Data(output)
        for secret in Self.secrets {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) \(what)")
        }
    }

    @Test func theTerminalGetsTheMaskAndNeverTheBook() throws {
        let place = try workplace()
        let desk = try place.desk(with: ["EARSHOT_PERSON": "cleared"])
        try desk.waitForClip()
        try desk.press("y")
        try desk.waitFor("Number 2 of 2 contacts: M······ T·········, its number ends in 17.")
        // The plain letter, as over the clip: one key silences and hides, always.
        try desk.press("x")
        // The whole frame: its first row may come before the last.
        try desk.waitUntil("the hidden desk, with nothing of it") {
            $0.screen.contains("Stopped and hidden") && !$0.screen.contains("Number 2")
        }
        try desk.press(.control("o"))
        try desk.waitForClip()
        #expect(!desk.screen.contains("Number 2"))
        #expect(try desk.leave() == .exited(0))
        expectNoSecret(in: desk.terminal.output, "on the terminal")
        try expectNothingOnDisk(place)
        place.environment["EARSHOT_PERSON"] = "ana"
        let log = try place.run("audit", "list", "--last", "9")
        #expect(log.contains("disclosure.granted") && log.contains("disclosure.closed"))
    }

    @Test func whoIsNotClearedIsToldWhomToAskAndThatIsLogged() throws {
        let place = try workplace()
        let desk = try place.desk(with: ["EARSHOT_PERSON": "uncleared"])
        try desk.waitForClip()
        try desk.press("y")
        try desk.waitFor("You are not cleared to see contacts.")
        #expect(desk.screen.contains("contacts: ana."))
        try desk.press(.escape)
        try desk.waitUntil("the desk") { !$0.screen.contains("You are not cleared") }
        #expect(try desk.leave() == .exited(0))
        expectNoSecret(in: desk.terminal.output, "on the terminal")
        place.environment["EARSHOT_PERSON"] = "ana"
        let log = try place.run("audit", "list", "--action", "disclosure.refused")
        #expect(log.contains("noClearance"))
    }

    /// Every file below the home: database, log of the desk, state, whatever there is.
    private func expectNothingOnDisk(_ place: TestWorkspace) throws {
        let files = FileManager.default.enumerator(atPath: place.folder.path)
        for case let name as String in try #require(files) {
            guard let bytes = FileManager.default.contents(atPath: place.folder.file(name)) else {
                continue
            }
            expectNoSecret(in: bytes, "in \(name)")
        }
    }
}
