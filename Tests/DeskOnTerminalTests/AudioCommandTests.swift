// `earshot audio` and `earshot doctor --calibrate` against a real sound server.

import Foundation
import Glibc
import TerminalHarness
import Testing

/// A home whose sound goes to a server of its own.
private struct SoundDesk {
    let server: PrivateSoundServer
    let workspace: TestWorkspace

    init(withSink: Bool = true) throws {
        server = try PrivateSoundServer(format: .init(channels: 2), withSink: withSink)
        workspace = try TestWorkspace(audio: "")
        workspace.environment["PULSE_SERVER"] = server.environment["PULSE_SERVER"]
    }

    func addSink(_ name: String, _ description: String) throws {
        try server.run(
            "pactl",
            [
                "load-module", "module-null-sink", "sink_name=\(name)",
                "sink_properties='device.description=\"\(description)\"'", "norewinds=1",
            ])
    }

    struct Outputs: Decodable {
        struct Row: Decodable {
            let name: String
            let `default`: Bool
            let chosen: Bool
            let levelAtFullScale: Double?
            let measured: String?

            enum CodingKeys: String, CodingKey {
                case name, chosen, measured
                case `default`
                case levelAtFullScale = "level_at_full_scale"
            }
        }
        let outputs: [Row]
        let choice: String

        var chosen: String? { outputs.first(where: \.chosen)?.name }
    }

    func outputs(with changes: [String: String] = [:]) throws -> Outputs {
        let outcome = try workspace.attempt("audio", "list", "--json", with: changes)
        guard outcome.status == .exited(0) else { throw HarnessFailure(outcome.errors) }
        return try JSONDecoder().decode(Outputs.self, from: Data(outcome.output.utf8))
    }

    /// What the doctor finds of one thing: its condition and its words.
    func finding(_ area: String) throws -> (condition: String, words: String)? {
        struct Report: Decodable {
            struct Finding: Decodable {
                let area: String
                let condition: String
                let detail: String
                let remedy: String?
            }
            let findings: [Finding]
        }
        let answer = try workspace.attempt("doctor", "--json").output
        return try JSONDecoder().decode(Report.self, from: Data(answer.utf8)).findings
            .first { $0.area == area }
            .map { ($0.condition, "\($0.detail) \($0.remedy ?? "")") }
    }

    var headsets: String? {
        try? String(
            contentsOfFile: workspace.folder.file("config/earshot/headsets.toml"), encoding: .utf8)
    }
}

@Suite(.manyAtOnce) struct AudioCommandTests {
    private func expectRefusal(_ outcome: CommandOutcome, _ words: String...) {
        #expect(outcome.status == .exited(1), "\(outcome.status): \(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    }

    @Test func outputsAreListedChosenAndRemembered() throws {
        let desk = try SoundDesk()
        try desk.addSink("usb.one", "USB Headset One")
        try desk.addSink("usb.two", "USB Headset Two")
        let first = try desk.outputs()
        #expect(first.outputs.map(\.name) == ["earshot", "usb.one", "usb.two"])
        #expect(first.choice == "default" && first.chosen == "earshot")
        let lines = try desk.workspace.run("audio").split(separator: "\n")
        #expect(lines.count == 3 && lines[0].hasPrefix("*"))
        #expect(lines[0].contains("default, uncalibrated"))
        #expect(lines[2].contains("USB Headset Two"))

        #expect(try desk.workspace.run("audio", "use", "usb headset t").contains("usb.two"))
        #expect(try desk.outputs().chosen == "usb.two")
        let audio = try #require(try desk.finding("audio"))
        #expect(audio.words.contains("USB Headset Two (usb.two), chosen"), "\(audio)")
        expectRefusal(
            try desk.workspace.attempt("audio", "use", "usb"), "usb.one or usb.two")
        expectRefusal(
            try desk.workspace.attempt("audio", "use", "gramophone"), "gramophone", "usb.one")
        #expect(try desk.outputs().chosen == "usb.two")
        try desk.workspace.run("audio", "use", "--default")
        #expect(try desk.outputs().choice == "default")
        for usage in [["audio", "use"], ["audio", "use", "x", "--default"]] {
            let process = try PipedProcess(desk.workspace.call(usage))
            #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(2))
        }
    }

    @Test func theEnvironmentWinsAndItIsSaid() throws {
        let desk = try SoundDesk()
        try desk.addSink("usb", "USB Headset")
        let there = ["EARSHOT_AUDIO": "earshot"]
        let outcome = try desk.workspace.attempt("audio", "use", "usb", with: there)
        #expect(outcome.status == .exited(0) && outcome.errors.contains("EARSHOT_AUDIO=earshot"))
        #expect(try desk.outputs(with: there).chosen == "earshot")
        #expect(try desk.outputs(with: ["EARSHOT_AUDIO": "null"]).chosen == nil)
        #expect(try desk.outputs().chosen == "usb")
    }

    @Test func aServerOverTheNetworkServesAndIsNamed() throws {
        let desk = try SoundDesk()
        let port = try Self.freePort()
        try desk.server.run(
            "pactl",
            [
                "load-module", "module-native-protocol-tcp", "auth-anonymous=1",
                "listen=127.0.0.1", "port=\(port)",
            ])
        let place = "tcp:127.0.0.1:\(port)"
        desk.workspace.environment["PULSE_SERVER"] = place
        #expect(try desk.outputs().chosen == "earshot")
        let audio = try #require(try desk.finding("audio"))
        #expect(audio.condition == "works")
        #expect(audio.words.contains("over the network, PULSE_SERVER=\(place)"), "\(audio)")
    }

    /// A port of this machine that nobody listens on.
    private static func freePort() throws -> UInt16 {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, length) == 0 && getsockname(handle, $0, &length) == 0
            }
        }
        guard found else { throw HarnessFailure("no free port") }
        return UInt16(bigEndian: address.sin_port)
    }

    @Test func aHeadsetThatIsUnpluggedIsNamed() throws {
        let desk = try SoundDesk()
        try desk.addSink("usb", "USB Headset")
        try desk.workspace.run("audio", "use", "usb")
        try desk.server.run("pactl", ["unload-module", "module-null-sink"])
        try desk.addSink("other", "Other")
        let outputs = try desk.outputs()
        #expect(outputs.choice == "usb" && outputs.chosen == nil)
        #expect(try desk.workspace.run("audio").contains("'usb' is not there"))
        expectRefusal(
            try desk.workspace.attempt("doctor", "--calibrate", "--reading", "74"),
            "'usb' is not there", "earshot audio use")
        let audio = try #require(try desk.finding("audio"))
        #expect(audio.condition == "limited" && audio.words.contains("earshot audio use"))
    }

    @Test func withoutASoundServerEachSaysSo() throws {
        let workspace = try TestWorkspace(audio: "")
        workspace.environment["PULSE_SERVER"] = "unix:\(workspace.folder.file("nothing"))"
        for arguments in [
            ["audio", "list"], ["audio", "use", "usb"], ["doctor", "--calibrate", "--tone"],
            ["doctor", "--calibrate", "--reading", "74.5"],
        ] {
            let process = try PipedProcess(workspace.call(arguments))
            let status = try process.wait(timeout: TestWorkspace.patience)
            expectRefusal(
                CommandOutcome(
                    status: status, output: process.outputText, errors: process.errorText),
                "sound server")
            #expect(process.outputText.isEmpty)
        }
        try workspace.run("audio", "use", "--default")
        let doctor = try workspace.attempt("doctor").output
        #expect(doctor.contains("the server PULSE_SERVER names"), "\(doctor)")
    }
}

@Suite(.manyAtOnce) struct CalibrationTests {
    /// Decibels of the effective value of a second of the recording's left channel.
    private func level(_ samples: [Float]) -> Double {
        let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
        return 10 * log10(power / Double(max(1, samples.count)))
    }

    /// Waits until the sink has played `frames` of sound, then for as many as one second more.
    private func steadySecond(_ recording: SoundRecording) throws -> [Float] {
        try recording.waitUntil("two seconds of tone", timeout: TestWorkspace.patience) { heard in
            heard.count { $0 != 0 } > 2 * 96_000
        }
        let both = recording.samples
        let frames = stride(from: 0, to: both.count - 1, by: 2)
        let areAlike = frames.allSatisfy { both[$0] == both[$0 + 1] }
        #expect(areAlike, "the channels differ")
        return Array(frames).suffix(48_000).map { both[$0] }
    }

    @Test func theToneIsAsLoudAsItSaysAndStopsAtOnce() throws {
        let desk = try SoundDesk()
        let recording = try desk.server.record()
        let process = try PipedProcess(desk.workspace.call(["doctor", "--calibrate", "--tone"]))
        let second = try steadySecond(recording)
        // Said before anything sounds, with time to do it.
        #expect(process.errorText.contains("Take the headset off."))
        #expect(abs(level(second) + 20) < 0.1, "\(level(second)) dB")
        let peak = second.map(abs).max() ?? 1
        #expect(peak < 0.1415)
        process.process.kill(SIGINT)
        #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(130))
        try recording.waitUntil("silence", timeout: TestWorkspace.patience) {
            $0.suffix(9_600).allSatisfy { $0 == 0 }
        }
        #expect(desk.headsets == nil)
    }

    @Test func theTalkMeasuresChecksStoresAndExplains() throws {
        let desk = try SoundDesk()
        #expect(try desk.finding("hearing")?.condition == "limited")
        let talk = try PseudoTerminal(
            desk.workspace.call(["doctor", "--calibrate"]),
            size: TerminalSize(columns: 110, rows: 60))
        try talk.waitFor("Do not wear it")
        try talk.waitFor("Enter starts the tone.")
        let recording = try desk.server.record()
        try talk.send(.enter)
        try talk.waitFor("What does the meter read")
        #expect(abs(level(try steadySecond(recording)) + 20) < 0.1)
        try talk.send(text: "loud\r")
        try talk.waitFor("That is no number")
        try talk.send(text: "12\r")
        try talk.waitFor("12.0 dB(A) cannot be")
        try talk.send(text: "74,5 dB(A)\r")
        try talk.waitFor("A second, softer tone")
        let softer = try desk.server.record()
        try talk.send(.enter)
        #expect(abs(level(try steadySecond(softer)) + 30) < 0.1)
        try talk.send(text: "66\r")
        try talk.waitFor("The two agree.")
        try talk.waitFor("full scale is 94.5 dB(A)")
        try talk.waitFor("system's volume as it is now")
        #expect(try talk.wait() == .exited(0))

        #expect(desk.headsets?.contains("level_at_full_scale = 94.5") == true)
        let row = try #require(try desk.outputs().outputs.first)
        #expect(row.levelAtFullScale == 94.5 && row.measured?.hasPrefix("20") == true)
        let hearing = try #require(try desk.finding("hearing"))
        #expect(hearing.condition == "works" && hearing.words.contains("94.5 dB(A)"))
        #expect(try desk.workspace.run("doctor", "--calibrate", "--show").contains("94.5 dB(A)"))
        try desk.workspace.run("doctor", "--calibrate", "--forget")
        #expect(try desk.finding("hearing")?.words.contains("uncalibrated") == true)
        let again = try desk.workspace.attempt("doctor", "--calibrate", "--forget")
        #expect(again.status == .exited(1) && again.errorLines.count == 1)
    }

    @Test func whatIsNotProportionalIsNotStored() throws {
        let desk = try SoundDesk()
        let talk = try PseudoTerminal(
            desk.workspace.call(["doctor", "--calibrate"]),
            size: TerminalSize(columns: 110, rows: 60))
        try talk.waitFor("Enter starts the tone.")
        try talk.send(.enter)
        try talk.waitFor("What does the meter read")
        try talk.send(text: "74.5\r")
        try talk.waitFor("n leaves it out")
        try talk.send(.enter)
        try talk.waitUntil("the second question") { screen in
            screen.lines.count { $0.contains("What does the meter read") } == 2
        }
        try talk.send(text: "74.5\r")
        try talk.waitFor("changes the level")
        #expect(try talk.wait() == .exited(1))
        #expect(desk.headsets == nil)
    }

    @Test(arguments: ["\u{3}", "\u{4}"]) func leavingSilencesAndStoresNothing(key: String) throws {
        let desk = try SoundDesk()
        let recording = try desk.server.record()
        let talk = try PseudoTerminal(
            desk.workspace.call(["doctor", "--calibrate"]),
            size: TerminalSize(columns: 110, rows: 60))
        try talk.waitFor("Enter starts the tone.")
        try talk.send(.enter)
        _ = try steadySecond(recording)
        try talk.send(text: key)
        try talk.waitFor("nothing was stored")
        #expect(try talk.wait() == .exited(130))
        try recording.waitUntil("silence", timeout: TestWorkspace.patience) {
            $0.suffix(9_600).allSatisfy { $0 == 0 }
        }
        #expect(desk.headsets == nil)
    }

    @Test func scriptsGiveTheReading() throws {
        let desk = try SoundDesk()
        try desk.addSink("usb", "USB Headset")
        let said = try desk.workspace.run(
            "doctor", "--calibrate", "--device", "usb h", "--reading", "74,5")
        #expect(said.contains("USB Headset is calibrated: full scale is 94.5 dB(A)"))
        #expect(try desk.outputs().outputs.map(\.levelAtFullScale) == [nil, 94.5])
        let low = try desk.workspace.attempt("doctor", "--calibrate", "--reading", "12")
        #expect(low.status == .exited(1) && low.errorLines.count == 1, "\(low.errors)")
        let silent = try desk.workspace.attempt(
            "doctor", "--calibrate", "--reading", "74", with: ["EARSHOT_AUDIO": "null"])
        #expect(silent.status == .exited(1) && silent.errors.contains("EARSHOT_AUDIO"))
        let asked = try desk.workspace.attempt("doctor", "--calibrate")
        #expect(asked.status == .exited(1) && asked.errors.contains("--reading"))
        for usage in [
            ["doctor", "--reading", "74"], ["doctor", "--forget"], ["doctor", "--device", "x"],
            ["doctor", "--calibrate", "--tone", "--show"],
        ] {
            let process = try PipedProcess(desk.workspace.call(usage))
            #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(2), "\(usage)")
        }
        // With the headset in a drawer.
        try desk.server.stop()
        try desk.workspace.run("doctor", "--calibrate", "--forget", "--device", "usb")
        #expect(try desk.workspace.run("doctor", "--calibrate", "--show").contains("No headset"))
    }
}
