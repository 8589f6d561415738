// What is remembered of how a person listens, and whose word wins.
import AudioEngine
import Foundation
import Screens
import Testing

@testable import Workstation

@Suite struct SoundMemoryTests {
    @Test func whatWasKeptIsRemembered() throws {
        let den = Den()
        #expect(SoundMemory(den.surroundings) == SoundMemory())
        let memory = SoundMemory(device: "usb", profile: .gentle, volume: -7.5)
        try memory.keep(den.surroundings)
        #expect(SoundMemory(den.surroundings) == memory)
        let file = den.surroundings.state.appending(path: "sound.json")
        #expect(mode(of: file.path) == 0o600)
        try SoundMemory().keep(den.surroundings)
        #expect(SoundMemory(den.surroundings) == SoundMemory())
    }

    @Test func theEnvironmentWins() throws {
        let den = Den()
        #expect(SoundMemory().output(den.surroundings) == .default)
        let memory = SoundMemory(device: "usb")
        #expect(memory.output(den.surroundings) == .device(name: "usb"))
        var there = den.surroundings
        for (value, choice) in [
            ("null", AudioOutputChoice.null), ("default", .default), ("", .device(name: "usb")),
            ("other", .device(name: "other")), ("file:/x.wav", .file(path: "/x.wav")),
        ] {
            there.environment["EARSHOT_AUDIO"] = value
            #expect(memory.output(there) == choice)
        }
    }

    @Test func eachPersonOfAnAccountHasTheirOwn() throws {
        let den = Den()
        try SoundMemory(device: "shared").keep(den.surroundings)
        var ana = den.surroundings
        ana.environment["EARSHOT_PERSON"] = "Ana"
        #expect(SoundMemory(ana).device == "shared")
        try SoundMemory(device: "anas", volume: 3).keep(ana)
        var bo = den.surroundings
        bo.environment["EARSHOT_PERSON"] = "../bo"
        try SoundMemory(device: "bos").keep(bo)
        #expect(SoundMemory(ana).device == "anas" && SoundMemory(bo).device == "bos")
        #expect(SoundMemory(den.surroundings).device == "shared")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: den.surroundings.state.path)
        #expect(names.count == 3)
    }

    @Test func noSittingBeginsMuffled() throws {
        let den = Den()
        try SoundMemory(profile: .muffled, volume: .nan).keep(den.surroundings)
        #expect(SoundMemory(den.surroundings) == SoundMemory())
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"volume":"loud","manner":3,"device":["x"]}"#,
        #"{"manner":"muffled"}"#, #"{"manner":"shouting","device":""}"#,
    ])
    func nonsenseIsNoMemory(content: String) throws {
        let den = Den()
        try FileManager.default.createDirectory(
            at: den.surroundings.state, withIntermediateDirectories: true)
        let file = den.surroundings.state.appending(path: "sound.json")
        try Data(content.utf8).write(to: file)
        #expect(SoundMemory(den.surroundings) == SoundMemory())
        try Data(#"{"volume":1e300,"device":"x"}"#.utf8).write(to: file)
        #expect(SoundMemory(den.surroundings) == SoundMemory(device: "x", volume: 12))
    }
}

@Suite struct OutputChooserTests {
    /// Opening an output takes seconds at times; what counts is what the person asked for.
    @Test func whatWasAskedForIsKept() throws {
        let den = Den()
        try SoundMemory(profile: .gentle, volume: -7.5).keep(den.surroundings)
        let chooser = OutputChooser(den.surroundings)
        for command in [PlayerCommand.play, .setSpeed(2), .setManner(.muffled)] {
            chooser.remember(command)
        }
        #expect(chooser.remembered == SoundMemory(profile: .gentle, volume: -7.5))
        chooser.remember(.setVolume(0.1))
        chooser.finish()
        #expect(SoundMemory(den.surroundings) == SoundMemory(profile: .gentle, volume: -20))
        // The defaults are a wish like any other.
        for command in [PlayerCommand.setManner(.normal), .setVolume(1)] {
            chooser.remember(command)
        }
        chooser.finish()
        #expect(SoundMemory(den.surroundings) == SoundMemory())
    }
}

@Suite struct OutputListTests {
    private let devices = [
        AudioDevice(name: "alsa.usb-1", description: "USB Headset", isDefault: false),
        AudioDevice(name: "alsa.usb-2", description: "USB Headset Pro", isDefault: true),
        AudioDevice(name: "hdmi", description: "alsa", isDefault: false),
    ]

    @Test(arguments: [
        ("hdmi", "hdmi"), ("h", "hdmi"), ("alsa", "hdmi"), ("ALSA", "hdmi"),
        ("usb headset", "alsa.usb-1"), ("usb headset p", "alsa.usb-2"),
        ("alsa.usb-1", "alsa.usb-1"),
    ])
    func aPersonsWordsFindTheOutput(words: String, name: String) throws {
        #expect(try AudioDevice.meant(by: words, in: devices).name == name)
    }

    @Test func whatIsUnclearIsAnsweredWithTheNames() {
        #expect(throws: OutputNameError.ambiguous("usb", ["alsa.usb-1", "alsa.usb-2"])) {
            try AudioDevice.meant(by: "usb", in: devices)
        }
        for words in ["", "x", "usb-1", " hdmi"] {
            #expect(throws: OutputNameError.unknown(words, devices.map(\.name))) {
                try AudioDevice.meant(by: words, in: devices)
            }
        }
        #expect(throws: OutputNameError.unknown("x", [])) {
            try AudioDevice.meant(by: "x", in: [])
        }
    }

    @Test func theOneInUseIsTheOneChosen() {
        let none = Headsets(Den().surroundings)
        func inUse(_ choice: AudioOutputChoice) -> String? {
            OutputList(devices, choice: choice, headsets: none).inUse?.name
        }
        #expect(inUse(.default) == "alsa.usb-2")
        #expect(inUse(.device(name: "hdmi")) == "hdmi")
        #expect(inUse(.device(name: "gone")) == nil)
        #expect(inUse(.null) == nil && inUse(.file(path: "x")) == nil)
    }

    @Test func descriptionsAreFitToBePrinted() {
        let evil = AudioDevice(name: "x", description: "a\u{1B}[2Jb\u{7}", isDefault: true)
        let list = OutputList([evil], choice: .default, headsets: Headsets(Den().surroundings))
        let shown = list.rows.map(\.device.description).joined()
        #expect(!shown.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(
        arguments: [
            (nil, nil), ("", nil), ("unix:/run/x", nil), ("/run/x", nil), ("{abc}unix:/run/x", nil),
            ("tcp:desk:4713", "tcp:desk:4713"), ("unix:/x far.example", "far.example"),
            ("{abc}tcp:1.2.3.4", "tcp:1.2.3.4"), ("  ", nil), ("{", nil),
        ] as [(String?, String?)])
    func aServerElsewhereIsNoticed(value: String?, server: String?) {
        let den = Den(value.map { ["PULSE_SERVER": $0] } ?? [:])
        #expect(SoundSurvey.remoteServer(den.surroundings) == server)
    }
}
