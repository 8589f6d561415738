// What earshot.toml says of incidents: terms, ladders, and the ways each group is told.
import Foundation
import Notify
import ReviewCore
import Testing

@testable import Workstation

@Suite struct IncidentSettingsTests {
    private func read(_ toml: String) throws -> IncidentSettings {
        try WorkspaceSettings(toml: toml).incidents
    }

    @Test func withoutAnySectionTheTradesOwnTermsHold() throws {
        let settings = try read("")
        let policy = try settings.policy()
        #expect(policy[.p0].acknowledgeWithin == 300 && policy[.p0].decideWithin == 900)
        #expect(
            policy[.p0].ladder.map(\.groups) == [
                ["supervisor"], ["safety", "legal"], ["authority"],
            ])
        #expect(policy[.p2].ladder.map(\.groups) == [["supervisor"]])
        #expect(settings.channels.isEmpty)
        #expect(
            try settings.unreachedGroups()
                == ["supervisor", "safety", "legal", "authority", "wellness"])
    }

    @Test func aSectionChangesWhatItNamesAndNoMore() throws {
        let settings = try read(
            """
            [incidents.P1]
            acknowledge_minutes = 2.5
            [incidents.P2]
            decide_minutes = 600
            ladder = [["duty", "safety"]]
            """)
        let policy = try settings.policy()
        #expect(policy[.p1].acknowledgeWithin == 150 && policy[.p1].decideWithin == 3600)
        #expect(policy[.p1].ladder.count == 2)
        #expect(policy[.p2].decideWithin == 36_000 && policy[.p2].acknowledgeWithin == 3600)
        #expect(policy[.p2].ladder.map(\.groups) == [["duty", "safety"]])
        #expect(policy[.p0] == (try read("").policy()[.p0]))
    }

    @Test func aGroupIsToldByAsManyWaysAsItHas() throws {
        let settings = try read(
            """
            [notify.supervisor]
            command = ["/usr/local/bin/page", "--duty"]
            mail = ["a@example.org", "b@example.org"]
            webhook = "https://example.org/hook"
            secret_file = "/etc/earshot/secret"
            [notify.legal]
            mail = "law@example.org"
            [notify.nobody]
            [mail]
            smtp = "smtps://mail.example.org"
            from = "earshot@example.org"
            login_file = "/etc/earshot/login"
            """)
        #expect(
            settings.channelNames == [
                "supervisor": ["command", "mail-1", "mail-2", "webhook"], "legal": ["mail-1"],
            ])
        let route = MailRoute(
            .server(try MailServer("smtps://mail.example.org", loginFile: "/etc/earshot/login")),
            from: try MailAddress("earshot@example.org"))
        #expect(
            settings.channels["supervisor"]?["mail-2"]
                == .mail(try MailAddress("b@example.org"), route))
        #expect(
            settings.channels["supervisor"]?["webhook"]
                == .webhook(
                    try Webhook("https://example.org/hook", secretFile: "/etc/earshot/secret")))
        #expect(try settings.unreachedGroups() == ["safety", "authority", "wellness"])
    }

    @Test func mailGoesThroughTheSystemWhereNothingElseIsSaid() throws {
        let settings = try read("[notify.a]\nmail = [\"a@example.org\"]")
        #expect(
            settings.channels["a"]?["mail-1"]
                == .mail(
                    try MailAddress("a@example.org"),
                    MailRoute(.program(path: "/usr/sbin/sendmail"), from: nil)))
    }

    @Test(arguments: [
        ("[incidents.P4]\nladder = []", "incidents.P4"), ("[incidents]\nP0 = 3", "incidents.P0"),
        ("[incidents.P0]\nacknowledge = 3", "incidents.P0.acknowledge"),
        ("[notify]\nmail = \"a@b\"", "notify.mail"),
        ("[notify.a]\nsms = \"1\"", "notify.a.sms"), ("[mail]\nhost = \"a\"", "mail.host"),
    ])
    func whatIsNotKnownIsNamed(toml: String, name: String) {
        #expect(throws: SettingsError.unknown(name)) { try WorkspaceSettings(toml: toml) }
    }

    @Test(arguments: [
        ("[incidents.P0]\nacknowledge_minutes = 0", "incidents.P0.acknowledge_minutes"),
        ("[incidents.P0]\nacknowledge_minutes = \"5\"", "incidents.P0.acknowledge_minutes"),
        ("[incidents.P0]\nacknowledge_minutes = 20", "incidents.P0.decide_minutes"),
        ("[incidents.P0]\ndecide_minutes = inf", "incidents.P0.decide_minutes"),
        ("[incidents.P0]\nladder = []", "incidents.P0.ladder"),
        ("[incidents.P0]\nladder = [\"supervisor\"]", "incidents.P0.ladder"),
        ("[incidents.P0]\nladder = [[]]", "incidents.P0.ladder"),
        ("[incidents.P0]\nladder = [[\"a b\"]]", "incidents.P0.ladder"),
        ("[notify.\"a\\nb\"]\nmail = \"a@b\"", "notify.a\nb"),
        ("[notify.a]\ncommand = \"page --duty\"", "notify.a.command"),
        ("[notify.a]\ncommand = [\"page\"]", "notify.a.command"),
        ("[notify.a]\ncommand = [\"/bin/page\", 3]", "notify.a.command"),
        ("[notify.a]\nmail = []", "notify.a.mail"), ("[notify.a]\nmail = \"a\"", "notify.a.mail"),
        ("[notify.a]\nwebhook = \"http://example.org\"", "notify.a.webhook"),
        ("[notify.a]\nsecret_file = \"/etc/secret\"", "notify.a.webhook"),
        ("[notify.a]\nwebhook = \"https://a\"\nsecret_file = \"secret\"", "notify.a.secret_file"),
        ("[mail]\nsmtp = \"smtps://a\"", "mail.from"),
        ("[mail]\nfrom = \"a@b\"\nsmtp = \"a\"", "mail.smtp"),
        ("[mail]\nsendmail = \"sendmail\"", "mail.sendmail"),
    ])
    func whatCannotBeIsNamedWithWhatItMustBe(toml: String, key: String) {
        let error = #expect(throws: SettingsError.self) { try WorkspaceSettings(toml: toml) }
        guard case .outOfRange(key, let wanted)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!wanted.isEmpty)
    }

    @Test func theDoctorNamesWhoWouldNotBeTold() throws {
        let office = try Office()
        let file = office.workspace.directory.appending(path: "earshot.toml")
        func finding(_ toml: String) throws -> Finding? {
            try Data(toml.utf8).write(to: file)
            return Doctor(office.surroundings, workspace: office.workspace.directory, deep: false)
                .examine().first { $0.area == "incidents" }
        }
        let some = try finding("[notify.supervisor]\ncommand = [\"/bin/true\"]")
        #expect(some?.condition == .limited)
        #expect(some?.detail == "nobody is told in safety, legal, authority and wellness")
        let groups = ["supervisor", "safety", "legal", "authority", "wellness"]
        func all(_ path: String) -> String {
            groups.map { "[notify.\($0)]\ncommand = [\"\(path)\"]" }.joined(separator: "\n")
        }
        #expect(try finding(all("/bin/true"))?.condition == .works)
        #expect(try finding(all("/bin/no-such-program"))?.condition == .limited)
    }
}
