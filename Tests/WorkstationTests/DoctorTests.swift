// The doctor looks at everything and says what to do; the demonstration leaves nothing behind.
import Foundation
import Screens
import Store
import Testing

@testable import Workstation

@Suite struct DoctorTests {
    private func examine(_ office: Office, deep: Bool = false) -> [String: Finding] {
        let findings = Doctor(
            office.surroundings, workspace: office.workspace.directory, deep: deep
        ).examine()
        return Dictionary(findings.map { ($0.area, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func aGoodWorkspaceIsWellAndWhoSitsThereIsSaid() throws {
        let findings = try examine(Office(), deep: true)
        #expect(findings["store"]?.condition == .works)
        #expect(findings["keys"]?.condition == .works)
        #expect(findings["keys"]?.detail.hasPrefix("ana: ") == true)
        #expect(findings["clock"]?.condition == .works)
        #expect(
            Set(findings.keys).isSuperset(of: [
                "terminal", "locale", "colours", "audio", "clock", "memory", "store", "keys",
            ]))
    }

    @Test func whateverIsNotWellComesWithWhatToDo() throws {
        let office = try Office()
        chmod(office.workspace.directory.appending(path: "earshot.db").path, 0o644)
        let findings = examine(office)
        #expect(findings["store"]?.condition == .broken)
        for finding in findings.values {
            #expect((finding.remedy == nil) == (finding.condition == .works), "\(finding)")
            #expect(!finding.detail.contains("\n"))
        }
    }

    @Test func noWorkspaceIsALimitAndAnOpenOneIsBroken() throws {
        let office = try Office()
        let nowhere = Doctor(
            office.surroundings, workspace: office.folder.appending(path: "none"), deep: false
        ).examine()
        #expect(nowhere.first { $0.area == "workspace" }?.condition == .limited)
        chmod(office.workspace.directory.path, 0o755)
        #expect(examine(office)["workspace"]?.condition == .broken)
    }

    @Test func lostKeysAreSaid() throws {
        let office = try Office()
        try FileManager.default.removeItem(
            at: office.surroundings.keysDirectory(workspace: office.workspace.id.description))
        #expect(examine(office)["keys"]?.condition == .broken)
    }

    @Test func audioIsJudgedByTheChoiceInForce() throws {
        let office = try Office()
        #expect(examine(office)["audio"]?.condition == .limited)
        office.surroundings.environment["EARSHOT_AUDIO"] = "file:/tmp/x.wav"
        #expect(examine(office)["audio"]?.condition == .works)
    }

    @Test(
        arguments: [
            (nil, "never in swap", Finding.Condition.works), (32 << 20, "never in swap", .works),
            (8 << 20, "8.3 MB", .limited), (0, "may lock no memory", .limited),
        ] as [(Int?, String, Finding.Condition)])
    func memoryIsToldInPlainWords(limit: Int?, words: String, condition: Finding.Condition) {
        let finding = Doctor.memory(limit: limit)
        #expect(finding.detail.contains(words) && finding.condition == condition)
        #expect((finding.remedy == nil) == (condition == .works))
    }
}

@Suite struct DemoWorkspaceTests {
    @Test func itIsFilledFromManifestsAndGoneAfterwards() throws {
        let office = try Office()
        try office.wave(seconds: 0.1, to: "samples/sound.wav")
        let lines = [Office.line("one"), Office.line("two"), "{bad"].joined(separator: "\n")
        try Data(lines.utf8).write(
            to: office.folder.appending(path: "samples/manifest-en-US.jsonl"))
        try office.write("[listening]\nsubmit = [\"f10\"]", to: "keys.toml")
        var surroundings = office.surroundings
        surroundings.environment["XDG_RUNTIME_DIR"] = office.folder.path
        surroundings.environment["EARSHOT_WORKSPACE"] = office.workspace.directory.path
        surroundings.environment["EARSHOT_PERSON"] = "somebody else"
        let memory = SoundMemory(device: "usb", profile: .gentle, volume: -3)
        try memory.keep(surroundings)

        let demo = try DemoWorkspace(surroundings)
        #expect(mode(of: demo.directory.path) == 0o700)
        var said: [String] = []
        let seat = try demo.fill(from: office.folder.appending(path: "samples")) { said.append($0) }
        #expect(try seat.store.queues.list().map(\.name) == ["en-US"])
        #expect(said.contains { $0.hasPrefix("line 3: ") })
        #expect(said.contains("en-US: 2 clips"))
        // The person's own keys hold here too; the demonstration's keys stay with it.
        let personal = try Personalisation(demo.surroundings)
        #expect(personal.commands.keys(of: "submit", in: .listening).map(\.name) == ["f10"])
        #expect(demo.surroundings.configuration.path.hasPrefix(demo.directory.path))
        #expect(demo.surroundings.state.path.hasPrefix(demo.directory.path))
        #expect(SoundMemory(demo.surroundings) == memory)
        try seat.store.upkeep.close()
        demo.remove()
        #expect(!FileManager.default.fileExists(atPath: demo.directory.path))
        #expect(try office.another().person.name == "ana")
    }

    @Test func samplesAreLookedForWhereTheEnvironmentSays() throws {
        let office = try Office()
        let folder = office.folder.appending(path: "mine")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appending(path: "manifest-xx.jsonl"))
        office.surroundings.environment["EARSHOT_SAMPLES"] = folder.path
        #expect(try DemoWorkspace.samples(office.surroundings).path == folder.path)
    }
}

@Suite struct PlainFiguresTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1234, "-1,234"), (12_345_678, "12,345,678"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func figuresAreGroupedByThree(number: Int, text: String) {
        #expect(number.grouped == text)
    }

    @Test(arguments: [
        (Int64(0), "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1_540_000, "1.5 MB"),
        (250_000_000_000, "250 GB"), (Int64.max, "9223372 TB"), (-5, "0 bytes"),
    ])
    func sizesHaveTheUnitThatSuitsThem(bytes: Int64, text: String) {
        #expect(plainSize(ofBytes: bytes) == text)
    }
}
