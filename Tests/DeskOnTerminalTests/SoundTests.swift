// What the desk plays, as a private sound server and the recording output hear it.

import Foundation
import TerminalHarness
import Testing

/// Sounds of known shape, as samples at 48 kHz.
private enum Sounds {
    static let rate = 48_000

    /// White noise, the same every time.
    static func noise(seconds: Double, amplitude: Double = 0.3) -> [Double] {
        var random = SeededNumbers(seed: 11)
        return (0..<Int(seconds * Double(rate))).map { _ in
            Double.random(in: -amplitude...amplitude, using: &random)
        }
    }

    static func tone(seconds: Double, amplitude: Double, hertz: Double = 1_000) -> [Double] {
        (0..<Int(seconds * Double(rate))).map {
            sin(2 * .pi * hertz * Double($0) / Double(rate)) * amplitude
        }
    }

    static func clip(_ text: String, number: Int = 0, _ samples: [Double]) -> TinyClip {
        TinyClip(text, number: number, sound: WaveBytes.pcm16(samples, rate: rate))
    }

    static func energy(_ samples: some Sequence<Double>) -> Double {
        samples.reduce(0) { $0 + $1 * $1 }
    }

    /// Root mean square in decibels of full scale.
    static func level(_ samples: ArraySlice<Double>) -> Double {
        10 * log10(energy(samples) / Double(max(1, samples.count)))
    }
}

/// The samples of a 16-bit mono WAV file.
private func recorded(at path: String) throws -> [Int16] {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))).dropFirst(44)
    return stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
        Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
}

@Suite(.manyAtOnce) struct RecordingOutputTests {
    private func workspace(_ clips: [TinyClip], _ toml: String) throws -> TestWorkspace {
        let workspace = try TestWorkspace(clips)
        workspace.environment["EARSHOT_AUDIO"] = "file:\(workspace.folder.file("heard.wav"))"
        try workspace.configure(toml)
        return workspace
    }

    @Test func unlevelledTheRecordingIsTheSource() throws {
        let source = Sounds.noise(seconds: 0.8)
        let workspace = try workspace(
            [Sounds.clip("some noise", source)], "[audio]\nlevelling = false\n")
        let desk = try workspace.desk()
        try desk.waitForClip(heard: 100)
        #expect(try desk.leave() == .exited(0))
        let heard = try recorded(at: workspace.folder.file("heard.wav"))
        #expect(heard.count == source.count)
        let wanted = source.map { Int16($0 * 32_767) }
        let furthest = zip(heard, wanted).map { abs(Int($0) - Int($1)) }.max() ?? .max
        #expect(furthest <= 1, "off by \(furthest) steps of 16 bits")
    }

    @Test(arguments: [(">", "2.0x", 2.0), (">", "3.0x", 3.0), ("<", "0.5x", 0.5)])
    func otherSpeedsKeepTheirLength(key: String, shown: String, speed: Double) throws {
        let seconds = 0.8 * max(1, speed)
        let source = Sounds.tone(seconds: seconds, amplitude: 0.25, hertz: 220)
        let workspace = try workspace(
            [Sounds.clip("a long tone", source)],
            "[audio]\nlevelling = false\n\n[review]\nautoplay = false\n")
        let desk = try workspace.desk()
        try desk.waitFor("heard   0 %")
        while let now = desk.speed, now != shown {
            try desk.press(KeyBytes(stringLiteral: key))
            try desk.waitUntil("another speed") { $0.speed != nil && $0.speed != now }
        }
        try desk.press(.space)
        try desk.waitUntil("all of it") { ($0.heard ?? 0) == 100 && !$0.isPlaying }
        #expect(try desk.leave() == .exited(0))
        let heard = try recorded(at: workspace.folder.file("heard.wav"))
        let wanted = Double(source.count) / speed
        #expect(abs(Double(heard.count) / wanted - 1) < 0.01, "\(heard.count) for \(wanted)")
    }

    /// A tone of 1 kHz is as loud in LUFS as its level in decibels (BS.1770), so no measuring
    /// library has to be believed.
    @Test(arguments: [0.02, 0.9]) func levelledEveryClipIsAsLoud(amplitude: Double) throws {
        let source = Sounds.tone(seconds: 1.2, amplitude: amplitude)
        let workspace = try workspace([Sounds.clip("a tone", source)], "")
        let desk = try workspace.desk()
        try desk.waitForClip(heard: 100)
        #expect(try desk.leave() == .exited(0))
        let heard = try recorded(at: workspace.folder.file("heard.wav")).map { Double($0) / 32_768 }
        #expect(abs(heard.count - source.count) <= Sounds.rate / 100)
        let middle = heard[heard.count / 4..<heard.count * 3 / 4]
        #expect(abs(Sounds.level(middle) + 23) < 0.5, "\(Sounds.level(middle)) dB")
        // It sets in over 20 ms and not at once.
        let first = heard.prefix(96).map(abs).max() ?? 1
        let later = heard[2_000..<4_000].map(abs).max() ?? 0
        #expect(first < later / 10)
    }
}

@Suite(.manyAtOnce, .serialized) struct SoundServerTests {
    private func desk(
        on server: PrivateSoundServer, _ workspace: TestWorkspace
    ) throws -> Desk {
        let place = ["PULSE_SERVER": server.environment["PULSE_SERVER"] ?? "", "EARSHOT_AUDIO": ""]
        return try workspace.desk(with: place)
    }

    @Test func theSinkHearsTheClip() throws {
        let server = try PrivateSoundServer()
        let parts = [
            Sounds.noise(seconds: 0.4), Sounds.tone(seconds: 0.2, amplitude: 0),
            Sounds.tone(seconds: 0.4, amplitude: 0.5),
        ]
        let source = parts.flatMap { $0 }
        let workspace = try TestWorkspace([Sounds.clip("noise and a tone", source)])
        try workspace.configure("[audio]\nlevelling = false\n")
        let recording = try server.record()
        let desk = try desk(on: server, workspace)
        try desk.waitForClip(heard: 100)
        let wanted = Sounds.energy(source)
        try recording.waitUntil("all of the clip", timeout: TestWorkspace.patience) {
            // Two channels hold it twice.
            $0.reduce(0) { $0 + Double($1) * Double($1) } > 2 * wanted * 0.97
        }
        #expect(try desk.leave() == .exited(0))
        _ = try recording.stop()
        let heard = recording.channel(0).map(Double.init)
        let start = try #require(heard.firstIndex { abs($0) > 0.001 })
        // Where no underrun tore it apart, each part stands where it stood in the clip.
        var place = start
        for part in parts {
            let end = min(heard.count, place + part.count)
            let got = Sounds.energy(heard[place..<end])
            #expect(abs(got - Sounds.energy(part)) < wanted * 0.05)
            place = end
        }
    }

    @Test func thePanicKeySilencesAndHides() throws {
        let server = try PrivateSoundServer()
        let source = Sounds.tone(seconds: 12, amplitude: 0.3)
        let workspace = try TestWorkspace([Sounds.clip("something awful", source)])
        let recording = try server.record()
        let desk = try desk(on: server, workspace)
        try recording.waitUntil("the clip", timeout: TestWorkspace.patience) {
            $0.last.map { abs($0) > 0.01 } ?? false
        }
        try desk.waitFor("something awful")
        try desk.press("x")
        try desk.waitUntil("nothing of the clip") {
            $0.screen.contains("HIDDEN") && !$0.screen.contains("awful")
        }
        let pressed = recording.samples.count
        let second = 2 * Sounds.rate
        // A second of silence and nothing but silence after it.
        try recording.waitUntil("silence", timeout: TestWorkspace.patience) {
            $0.count > pressed + second && $0.suffix(second).allSatisfy { abs($0) < 0.0005 }
        }
        #expect(desk.screen.contains("HIDDEN"))
        // Set aside without a flag; skipping has no penalty.
        try desk.press(".")
        try desk.waitFor("PAUSE")
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
        #expect(try workspace.counts().skipped == 1)
    }

    @Test func withoutADeviceTheDeskWorksAndSaysSo() throws {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let nowhere = ["PULSE_SERVER": "unix:/nonexistent/socket", "EARSHOT_AUDIO": ""]
        let desk = try workspace.desk(with: nowhere)
        try desk.waitFor("No sound:")
        try desk.waitUntil("a clip") { $0.machine != nil && $0.clip != nil }
        try desk.press(.enter)
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
    }

    @Test func aServerThatVanishesStopsNobody() throws {
        let server = try PrivateSoundServer()
        let workspace = try TestWorkspace([
            TinyClip("a long clip", number: 0, seconds: 20),
            TinyClip("the next clip", number: 1),
        ])
        let desk = try desk(on: server, workspace)
        try desk.waitForClip(heard: 4)
        try server.stop()
        try desk.waitFor("gone")
        try desk.press(.enter)
        try desk.waitForDone(1)
        #expect(try desk.leave() == .exited(0))
        #expect(try desk.terminalIsSane)
    }
}
