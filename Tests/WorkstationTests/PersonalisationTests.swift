// A person's own files: taken where they are right, named where they are not, never in the way.
import Foundation
import ReviewCore
import Screens
import TerminalUI
import Testing

@testable import Workstation

@Suite struct PersonalisationTests {
    private func personal(_ files: [String: String], theme: String? = nil) throws -> Personalisation
    {
        let office = try Office()
        for (name, text) in files { try office.write(text, to: name) }
        var surroundings = office.surroundings
        surroundings.environment["EARSHOT_THEME"] = theme
        return try Personalisation(surroundings)
    }

    @Test func withoutFilesTheDefaultsHold() throws {
        let personal = try personal([:])
        #expect(personal.complaints.isEmpty)
        #expect(personal.theme.name == "dusk")
        #expect(personal.snippets.isEmpty)
        #expect(
            try personal.commands.keys(of: "submit", in: .listening) == [KeyChord(parsing: "enter")]
        )
    }

    @Test(arguments: [
        "[listening\n", "[listening]\nno-such-command = [\"f5\"]",
        "[listening]\nsubmit = [\"ctrl+nothing\"]", "[sleeping]\nsubmit = [\"f5\"]",
        "[listening]\nsubmit = [\"f9\"]\nskip = [\"f9\"]\n",
    ])
    func badKeysAreNamedOnceAndTheDefaultKeysHold(toml: String) throws {
        let personal = try personal(["keys.toml": toml])
        #expect(personal.complaints.count == 1)
        let words = try #require(personal.complaints.first)
        #expect(words.contains("default keys"))
        #expect(!words.contains("\n"))
        #expect(
            try personal.commands.keys(of: "submit", in: .listening) == [KeyChord(parsing: "enter")]
        )
    }

    @Test func keysOfOnesOwnAreInForce() throws {
        let personal = try personal(["keys.toml": "[listening]\nsubmit = [\"f10\"]"])
        #expect(personal.complaints.isEmpty)
        #expect(
            try personal.commands.keys(of: "submit", in: .listening) == [KeyChord(parsing: "f10")])
    }

    @Test func snippetsAreReadAndABadLineCostsOnlyItself() throws {
        let personal = try personal([
            "snippets.toml": """
            ty = "thank you"
            two = 2
            "with blank" = "x"
            empty = ""
            lines = "a\\nb"
            omw = "on my way"
            """
        ])
        #expect(personal.snippets == ["ty": "thank you", "omw": "on my way"])
        #expect(personal.complaints.count == 4)
        for words in personal.complaints { #expect(words.hasPrefix("snippets.toml: ")) }
    }

    @Test func snippetsThatAreNoTOMLAreNamedWithTheirPlace() throws {
        let personal = try personal(["snippets.toml": "ty = \"thank you\"\nbad = \n"])
        #expect(personal.snippets.isEmpty)
        #expect(personal.complaints.first?.contains("line 2") == true)
    }

    @Test func ownSnippetsGrowAtTheDesk() throws {
        let office = try Office()
        try office.write("omw = \"on my way\"", to: "snippets.toml")
        let queue = try office.queue()
        try office.bring(["first"], into: queue)
        try DeskSitting(office, queue).run([
            Step("type", when: { $0.work != nil }, keys: ["e", "end"] + Keys.typed(" omw now")),
            Step("grown", when: When.text("first on my way now"), keys: ["esc"] + Keys.leave),
        ])
    }

    @Test func aThemeThatIsNotThereIsNamedWithThoseThatAre() throws {
        let personal = try personal(["theme": "nowhere\n"])
        #expect(personal.theme.name == "dusk")
        #expect(personal.complaints.first?.contains("'nowhere'") == true)
        #expect(personal.complaints.first?.contains("paper") == true)
        #expect(try self.personal(["theme": "nowhere"], theme: "paper").theme.name == "paper")
        // A name is no path.
        #expect(try self.personal([:], theme: "../../etc/passwd").theme.name == "dusk")
    }
}
