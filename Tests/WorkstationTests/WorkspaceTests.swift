// A workspace is made whole and private, or can be made again.
import Foundation
import ReviewCore
import Store
import Testing

@testable import Workstation

@Suite struct WorkspaceTests {
    @Test func everythingIsForTheOwnersEyesOnly() throws {
        let office = try Office()
        let directory = office.workspace.directory
        #expect(mode(of: directory.path) == 0o700)
        #expect(mode(of: office.clips.path) == 0o700)
        for name in ["earshot.db", "earshot.toml"] {
            #expect(mode(of: directory.appending(path: name).path) == 0o600, "\(name)")
        }
        let keys = office.surroundings.keysDirectory(workspace: office.workspace.id.description)
        #expect(mode(of: keys.path) == 0o700)
        #expect(mode(of: keys.appending(path: "ana.key").path) == 0o600)
    }

    @Test func theFirstPersonHasEveryRoleAndEveryKey() throws {
        let office = try Office()
        let seat = try office.another()
        #expect(seat.person.roles == Role.ofPeople)
        #expect(seat.person.clearances == Set(Clearance.allCases))
        // Both halves of the identity too, as long as nobody else is here.
        #expect(seat.vault.keyring.classes == Set(KeyClass.allCases))
    }

    @Test func nothingButTheDatabaseIsLeftOfItsMaking() throws {
        let office = try Office()
        let names = try FileManager.default.contentsOfDirectory(
            atPath: office.workspace.directory.path)
        #expect(!names.contains { $0.contains("making") })
    }

    @Test func aWorkspaceIsNotMadeOverAnother() throws {
        let office = try Office()
        #expect(throws: WorkspaceError.alreadyThere(office.workspace.directory.path)) {
            try Workspace.create(
                in: office.workspace.directory, firstPerson: "eve",
                surroundings: office.surroundings, now: .now)
        }
        #expect(try office.another().person.name == "ana")
    }

    /// What each step of the making leaves when the process is killed right after it.
    @Test(arguments: ["directory", "clips", "settings", "keys", "half a database"])
    func aSecondTryAfterAKillWorks(killedAfter: String) throws {
        let office = try Office()
        let directory = office.folder.appending(path: "again")
        try Workspace.makePrivateDirectory(directory)
        if killedAfter != "directory" {
            try Workspace.makePrivateDirectory(directory.appending(path: "clips"))
        }
        if !["directory", "clips"].contains(killedAfter) {
            try Data("# begun\n".utf8).write(to: directory.appending(path: "earshot.toml"))
        }
        if killedAfter == "half a database" {
            let half = directory.appending(path: "earshot.db.making-half").path
            let store = try SQLiteStore.create(at: half, workspace: UUID(), now: .now)
            try store.upkeep.close()
        }
        let made = try Workspace.create(
            in: directory, firstPerson: "ana", surroundings: office.surroundings, now: .now)
        let seat = try Seat.take(in: made, surroundings: office.surroundings)
        #expect(seat.person.name == "ana")
        #expect(!seat.vault.keyring.classes.isEmpty)
    }

    @Test func aDirectoryWithOtherThingsIsLeftAlone() throws {
        let office = try Office()
        let shared = office.folder.appending(path: "shared")
        try FileManager.default.createDirectory(
            at: shared, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        try Data("mine".utf8).write(to: shared.appending(path: "thesis.tex"))
        #expect(throws: WorkspaceError.notVacant(shared.path)) {
            try Workspace.create(
                in: shared, firstPerson: "ana", surroundings: office.surroundings, now: .now)
        }
        #expect(mode(of: shared.path) == 0o755)
    }

    @Test func aWorkspaceOthersCanLookIntoIsRefusedWithTheCommandThatMendsIt() throws {
        let office = try Office()
        let path = office.workspace.directory.path
        chmod(path, 0o750)
        let error = #expect(throws: WorkspaceError.self) {
            try Workspace.open(office.workspace.directory)
        }
        #expect("\(try #require(error))".contains("chmod 700 '\(path)'"))
    }

    @Test func whereThereIsNoneTheWayToOneIsSaid() throws {
        let office = try Office()
        let error = #expect(throws: WorkspaceError.self) {
            try Workspace.open(office.folder.appending(path: "nowhere"))
        }
        #expect("\(try #require(error))".contains("earshot init"))
    }
}

@Suite struct SettingsTests {
    @Test func theTemplateShowsTheDefaultsAndIsTakenAsItStands() throws {
        let template = WorkspaceSettings.template
        #expect(try WorkspaceSettings(toml: template) == WorkspaceSettings())
        // Every setting that is commented out is one that is known.
        let live = template.split(separator: "\n").map { line in
            line.hasPrefix("# ") && line.contains("=") ? String(line.dropFirst(2)) : String(line)
        }
        #expect(try WorkspaceSettings(toml: live.joined(separator: "\n")) == WorkspaceSettings())
    }

    @Test(arguments: [
        ("[review]\nlease_minuts = 3", "review.lease_minuts"),
        ("[sound]\nlevelling = true", "sound.levelling"),
        ("levelling = true", "levelling"),
        ("[review]\nprefetch = 2", "review.prefetch"),
    ])
    func anUnknownSettingIsNamed(toml: String, name: String) {
        #expect(throws: SettingsError.unknown(name)) { try WorkspaceSettings(toml: toml) }
    }

    @Test(arguments: [
        "[review]\nlease_minutes = 0", "[review]\nlease_minutes = 241",
        "[review]\nlease_minutes = nan", "[review]\nautoplay = 1",
        "[audio]\nlevelling = \"yes\"", "[audio]\nresume_step = -0.1",
        "[audio]\nresume_step = 10.5", "[audio]\nresume_step = inf",
        "[shift]\nclips = 0", "[shift]\nclips = 2.5",
        "[shift]\nclips = 9223372036854775807",
    ])
    func aValueOutOfRangeIsNamedWithItsRange(toml: String) throws {
        let error = #expect(throws: SettingsError.self) { try WorkspaceSettings(toml: toml) }
        let words = "\(try #require(error))"
        #expect(words.contains("must be"), "\(words)")
    }

    @Test func whatIsNotTOMLIsSaidInOneLine() throws {
        let error = #expect(throws: SettingsError.self) { try WorkspaceSettings(toml: "[review") }
        #expect(!"\(try #require(error))".contains("\n"))
    }

    @Test func settingsReachTheLeaseAndTheShift() throws {
        let settings = try WorkspaceSettings(
            toml: "[review]\nlease_minutes = 1\nautoplay = false\n[shift]\nclips = 40\n"
                + "[audio]\nresume_step = 2")
        #expect(settings.leaseTerms.timeToLive == 60)
        #expect(settings.leaseTerms.heartbeat <= 20)
        #expect(settings.shiftClips == 40 && settings.resumeStep == 2)
        #expect(!settings.autoplay)
    }
}
