// The examples of formats and settings are what the program takes.
import Foundation
import Interchange
import TerminalHarness
import Testing
import Workstation

@Suite struct FormatsTests {
    @Test func theExampleOfARecordIsImportedWithEveryField() throws {
        let example = try #require(
            try Document.named("docs/formats.md").blocks.first { $0.language == "json" })
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("en-US"), withIntermediateDirectories: true)
        try folder.write("en-US/umbrella-today.ogg", Array("sound".utf8))
        let line = example.lines.joined(separator: " ")
        let path = try folder.write("manifest.jsonl", Array(line.utf8))
        let reader = try ManifestReader(path: path, format: .earshot)
        guard case .clip(let clip, _)? = reader.next() else {
            Issue.record("the example is refused")
            return
        }
        #expect(clip.sourceID == "en-US-umbrella-today")
        #expect(clip.hypothesis?.words.count == 1 && clip.hypothesis?.nbest.count == 1)
        #expect(clip.interpretation?.slots.count == 1 && clip.contacts.count == 1)
        #expect(clip.location != nil && clip.response != nil && clip.capturedAt != nil)
    }

    /// The table's settings exist and have the defaults it tells.
    @Test func theSettingsAreAsTheTableTells() throws {
        let rows = try Document.named("docs/administrator.md").rows.filter { row in
            row.count == 3 && row[0].contains(".") && row[0].hasPrefix("`")
        }
        var told = 0
        for row in rows {
            let names = row[0].matches(of: /`([a-zP0.]+)\.([a-z_]+)`/)
            let values = names.count == 1 ? [row[1]] : row[1].components(separatedBy: ", ")
            for (name, value) in zip(names, values) {
                told += 1
                let toml = "[\(name.1)]\n\(name.2) = \(value)\n"
                #expect(try WorkspaceSettings(toml: toml) == WorkspaceSettings(), "\(toml)")
            }
        }
        let offered = WorkspaceSettings.template.matches(of: /(?m)^. [a-z_]+ =/)
        #expect(told == offered.count)
    }

    @Test func theExampleOfWhoIsToldIsTaken() throws {
        let example = try #require(
            try Document.named("docs/administrator.md").blocks.first {
                $0.language == "toml" && $0.text.contains("[notify.supervisor]")
            })
        let settings = try WorkspaceSettings(toml: example.text)
        #expect(
            settings.incidents.channelNames == [
                "supervisor": ["command", "mail-1", "mail-2"], "legal": ["webhook"],
            ])
    }

    @Test func theExampleOfMeasuredHeadsetsIsRead() throws {
        let example = try #require(
            try Document.named("docs/administrator.md").blocks.first {
                $0.language == "toml" && $0.text.contains("level_at_full_scale")
            })
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("earshot"), withIntermediateDirectories: true)
        try folder.write("earshot/headsets.toml", Array(example.text.utf8))
        let headsets = Headsets(
            Surroundings(environment: ["XDG_CONFIG_HOME": folder.path], home: folder.path))
        #expect(headsets.complaints == [] && headsets.all.count == 1)
        #expect(headsets.all.values.first?.measured == "2026-11-21")
    }

    @Test func theFormatsOfImportAndExportAreTold() throws {
        let page = try Document.named("docs/formats.md")
        for format in ManifestFormat.allCases { #expect(page.spans.contains(format.rawValue)) }
        for format in ExportFormat.allCases { #expect(page.spans.contains(format.rawValue)) }
    }
}
