// headsets.toml: a person's own file, changed one entry at a time and never lost.
import AudioEngine
import Foundation
import ReviewCore
import Testing

@testable import Workstation

@Suite struct HeadsetsTests {
    let den = Den()

    private var file: URL { den.surroundings.configuration.appending(path: "headsets.toml") }

    private func write(_ text: String) throws {
        try FileManager.default.createDirectory(
            at: den.surroundings.configuration, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    private func headset(
        _ device: String, _ level: Double = 112.34, measured: String? = "2026-11-21",
        description: String? = "A headset"
    ) throws -> Headset {
        Headset(
            calibration: try #require(
                HeadsetCalibration(levelAtFullScale: level, device: device)),
            measured: measured, description: description)
    }

    @Test func whatIsKeptIsReadBackToATenth() throws {
        #expect(Headsets(den.surroundings).all.isEmpty)
        #expect(try Headsets.keep(headset("usb.analog"), den.surroundings) == [])
        let kept = Headsets(den.surroundings)
        #expect(kept.complaints == [] && Array(kept.all.keys) == ["usb.analog"])
        #expect(kept.all["usb.analog"]?.calibration.levelAtFullScale == 112.3)
        #expect(kept.all["usb.analog"]?.measured == "2026-11-21")
        #expect(kept.all["usb.analog"]?.description == "A headset")
        #expect(kept.all["usb"] == nil)
        #expect(mode(of: file.path) == 0o600)
        #expect(try text().hasPrefix("# "))
    }

    private func device(_ volume: SystemVolume?, port: String? = "headphones") -> AudioDevice {
        AudioDevice(name: "usb", description: "", isDefault: true, volume: volume, port: port)
    }

    @Test func theSystemsVolumeIsKeptAndReckonedWith() throws {
        var measured = try headset("usb", 110)
        measured.volume = SystemVolume(scale: 0.5, decibels: -18.06)
        measured.port = "headphones"
        _ = try Headsets.keep(measured, den.surroundings)
        let headsets = Headsets(den.surroundings)
        #expect(headsets.complaints == [] && headsets.all["usb"] == measured)
        func level(_ scale: Double, _ decibels: Double?, port: String? = "headphones") -> Double? {
            let volume = SystemVolume(scale: scale, decibels: decibels)
            return headsets.calibration(of: device(volume, port: port))?.levelAtFullScale
        }
        #expect(level(0.5, -18.06) == 110)
        // Louder by 18.06 dB, softer by 12: rounded up to half a decibel.
        #expect(level(1, 0) == 128.5 && level(0.3, -30.1) == 98)
        #expect(level(0.5, -18.06, port: "speakers") == nil)
        // Muted is as soft as a headset can be; louder than any can be is no headset's.
        #expect(level(0, -200) == 70 && level(1.5, 20) == nil)
        #expect(level(0.5, -18.06, port: nil) == 110)
        #expect(headsets.calibration(of: device(nil))?.levelAtFullScale == 110)
        // Where decibels are not known, another volume is another loudness.
        #expect(level(0.5, nil) == 110 && level(0.6, nil) == nil)
    }

    @Test func aChangeOfTheFileIsSeen() throws {
        let before = Headsets(den.surroundings)
        #expect(before.ifChanged() == nil)
        _ = try Headsets.keep(headset("usb"), den.surroundings)
        let after = try #require(before.ifChanged())
        #expect(after.all.count == 1 && after.ifChanged() == nil)
    }

    @Test func aNewMeasurementTakesTheOldOnesPlaceAndNoOthers() throws {
        let mine = """
            # my own words
            [desk]   # at home
            level_at_full_scale = 101   # loud
            measured = 2026-01-02

            ['b"c']
            level_at_full_scale = 99.25
            """
        try write(mine)
        #expect(Headsets(den.surroundings).all["desk"]?.measured == "2026-01-02")
        #expect(try Headsets.keep(headset("usb"), den.surroundings) == [])
        #expect(try text().hasPrefix(mine))
        #expect(try Headsets.keep(headset("desk", 80), den.surroundings) == [])
        let kept = Headsets(den.surroundings).all
        #expect(Set(kept.keys) == ["desk", "usb", #"b"c"#])
        #expect(kept["desk"]?.calibration.levelAtFullScale == 80)
        #expect(kept[#"b"c"#]?.calibration.levelAtFullScale == 99.25)
        #expect(try text().hasPrefix("# my own words\n"))
        #expect(try text().components(separatedBy: "level_at_full_scale").count == 4)
        #expect(try Headsets.forget(#"b"c"#, den.surroundings) == [])
        #expect(Set(Headsets(den.surroundings).all.keys) == ["desk", "usb"])
        #expect(
            try FileManager.default.contentsOfDirectory(
                atPath: den.surroundings.configuration.path) == ["headsets.toml"])
    }

    @Test(arguments: [
        "plain", "with space", "quo\"te", "back\\slash", "[x]", "a.b.c", "tab\tx", "ümlaut", "'",
        "#", "x = 1", "\u{1}",
    ])
    func everyNameIsKept(device: String) throws {
        for other in ["before", "after"] {
            #expect(try Headsets.keep(headset(other), den.surroundings) == [])
        }
        #expect(try Headsets.keep(headset(device), den.surroundings) == [])
        #expect(try Headsets.keep(headset(device, 75), den.surroundings) == [])
        let kept = Headsets(den.surroundings)
        #expect(kept.complaints == [] && kept.all.count == 3)
        #expect(kept.all[device]?.calibration.levelAtFullScale == 75)
        #expect(try Headsets.forget(device, den.surroundings) == [])
        #expect(Set(Headsets(den.surroundings).all.keys) == ["before", "after"])
    }

    @Test func wordsFitToBePrintedAreKept() throws {
        let loud = try headset("usb", description: "Evil \u{1B}[2J\nheadset")
        #expect(try Headsets.keep(loud, den.surroundings) == [])
        let kept = try #require(Headsets(den.surroundings).all["usb"]?.description)
        #expect(!kept.unicodeScalars.contains { $0.value < 0x20 })
        #expect(kept.contains("headset"))
    }

    @Test func aMistakeIsNamedAndTheRestHolds() throws {
        try write(
            """
            top = 3
            [good]
            level_at_full_scale = 100
            [loud]
            level_at_full_scale = 300
            [words]
            level_at_full_scale = "much"
            [none]
            """)
        let found = Headsets(den.surroundings)
        #expect(Array(found.all.keys) == ["good"])
        #expect(found.complaints.count == 4)
        #expect(found.complaints.allSatisfy { $0.hasPrefix("headsets.toml: ") })
        for name in ["top", "loud", "words", "none"] {
            #expect(found.complaints.contains { $0.contains("'\(name)'") })
        }
    }

    /// Nothing a person wrote is overwritten because it could not be understood.
    @Test(arguments: ["[broken", "[a]\nlevel_at_full_scale = 9999\n", "\u{0}", "a = '\u{FFFD}"])
    func whatIsNotUnderstoodIsSetAsideAndNotOverwritten(mine: String) throws {
        try write(mine)
        #expect(!Headsets(den.surroundings).complaints.isEmpty)
        #expect(try text() == mine)
        for round in 1...2 {
            let said = try Headsets.keep(headset("usb"), den.surroundings)
            #expect(said.count == 1 && said[0].contains("headsets.toml.damaged"))
            let aside = file.path + (round == 1 ? ".damaged" : ".damaged-2")
            #expect(try String(contentsOfFile: aside, encoding: .utf8) == mine)
            #expect(Array(Headsets(den.surroundings).all.keys) == ["usb"])
            try write(mine)
        }
    }

    @Test func bytesThatAreNoTextAreSetAsideAsTheyAre() throws {
        try write("")
        let mine = Data([0x23, 0xFF, 0xFE, 0x0A])
        try mine.write(to: file)
        #expect(Headsets(den.surroundings).complaints.count == 1)
        #expect(try Headsets.keep(headset("usb"), den.surroundings).count == 1)
        let aside = URL(fileURLWithPath: file.path + ".damaged")
        #expect(try Data(contentsOf: aside) == mine)
    }

    /// Lines of a text over several lines look like headings; the file is then made anew.
    @Test func linesThatOnlyLookLikeHeadingsCostNothing() throws {
        let mine = "[a]\nlevel_at_full_scale = 90\ndescription = \"\"\"\n[usb]\n\"\"\"\n"
        try write(mine)
        let said = try Headsets.forget("usb", den.surroundings)
        #expect(said.count == 1)
        #expect(Headsets(den.surroundings).all["a"]?.calibration.levelAtFullScale == 90)
        #expect(try String(contentsOfFile: file.path + ".damaged", encoding: .utf8) == mine)
    }

    @Test func aFolderInItsPlaceIsComplainedOf() throws {
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(Headsets(den.surroundings).complaints.count == 1)
        #expect(throws: PrivateDocumentError.self) {
            try Headsets.keep(headset("usb"), den.surroundings)
        }
    }
}
