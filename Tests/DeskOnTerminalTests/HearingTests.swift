// The ears at the desk: devices chosen and lost, the picture, and a ledger that outlives a kill.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct HearingTests {
    @Test func aKilledDeskLeavesTheLedger() throws {
        let workspace = try TestWorkspace([TinyClip("a long clip", number: 0, seconds: 8)])
        let desk = try workspace.desk()
        try desk.waitForClip(heard: 85)
        desk.terminal.process.kill()
        _ = try desk.terminal.wait(timeout: TestWorkspace.patience)
        // Nothing sounds in the next sitting: what it tells of was counted by the killed one.
        try workspace.configure("[review]\nautoplay = false\n")
        let again = try workspace.desk()
        try again.waitFor("heard   0 %")
        try again.press("E")
        try again.waitUntil("most of the seconds") { desk in
            let line = desk.screen.lines.first { $0.contains("of sound in this shift") } ?? ""
            return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) >= 4
        }
        try again.press(.escape)
        try again.waitUntil("the panel closed") { !$0.screen.contains("of sound in this shift") }
        #expect(try again.leave() == .exited(0))
    }

    @Test func thePictureTurnsAndComesCloser() throws {
        let workspace = try TestWorkspace([TinyClip("a tone", number: 3, seconds: 1)])
        let desk = try workspace.desk()
        try desk.waitForClip()
        try desk.press("d")
        try desk.waitFor("to 8 kHz")
        try desk.press(.up, .up)
        try desk.waitFor("4x")
        try desk.waitUntilRepaintIsSame()
        try desk.press("*", "d")
        try desk.waitUntil("the waveform, whole") {
            !$0.screen.contains("kHz") && !$0.screen.contains("4x")
        }
        #expect(try desk.leave() == .exited(0))
    }
}

@Suite(.manyAtOnce, .serialized) struct HeadsetTests {
    private static func desk(
        on server: PrivateSoundServer, _ workspace: TestWorkspace
    ) throws -> Desk {
        try workspace.desk(with: place(server))
    }

    /// An empty choice is none: what was remembered counts.
    private static func place(_ server: PrivateSoundServer) -> [String: String] {
        ["PULSE_SERVER": server.environment["PULSE_SERVER"] ?? ""]
    }

    private static func plugIn(_ name: String, _ server: PrivateSoundServer) throws -> String {
        try server.run(
            "pactl",
            [
                "load-module", "module-null-sink", "sink_name=\(name)", "norewinds=1",
                "sink_properties=device.description=\(name)",
            ]
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func aChosenHeadsetIsRememberedAndComesBack() throws {
        let server = try PrivateSoundServer()
        let module = try Self.plugIn("cans", server)
        let workspace = try TestWorkspace([TinyClip("a long clip", number: 0, seconds: 60)])
        workspace.environment["EARSHOT_AUDIO"] = nil
        let desk = try Self.desk(on: server, workspace)
        try desk.waitForClip(heard: 1)
        try desk.press("D")
        try desk.waitFor("cans")
        try desk.press(.down, .down, .enter)
        try desk.waitFor("Sound goes to")
        try desk.waitUntil("sound on it") { _ in
            (try? server.run("pactl", ["list", "short", "sink-inputs"]).isEmpty) == false
        }
        // Unplugged mid-clip it pauses and says so; plugged in again it goes on where it was.
        try desk.waitUntil("it sounds") { $0.isPlaying }
        _ = try server.run("pactl", ["unload-module", module])
        try desk.waitFor("gone")
        let before = desk.heard ?? 0
        _ = try Self.plugIn("cans", server)
        try desk.waitUntil("it goes on") { ($0.heard ?? 0) > before && $0.isPlaying }
        #expect(!desk.screen.contains("gone"))
        _ = try desk.leave()

        let list = try workspace.attempt("audio", "list", "--json", with: Self.place(server))
        #expect(list.output.contains("cans"), "\(list.errors)")
        let again = try Self.desk(on: server, workspace)
        try again.waitForClip(heard: 1)
        let inputs = try server.run("pactl", ["list", "short", "sink-inputs"])
        let sinks = try server.run("pactl", ["list", "short", "sinks"])
        let cans = sinks.split(separator: "\n").first { $0.contains("cans") }
        let number = try #require(cans?.split(separator: "\t").first)
        #expect(inputs.split(separator: "\t").dropFirst().first == number)
        _ = try again.leave()
    }
}
