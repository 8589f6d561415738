// Commands of custody as people type them: short ids, receipts from elsewhere, who has left.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct CustodyCommandTests {
    private func expectRefusal(_ outcome: CommandOutcome, _ words: String...) {
        #expect(outcome.status == .exited(1), "\(outcome.status): \(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    }

    /// The whole id of the one clip that is held.
    private func heldClip(_ workspace: TestWorkspace) throws -> String {
        struct Hold: Decodable { var clip: String }
        let text = try workspace.run("hold", "list", "--json")
        let holds = try JSONDecoder().decode([Hold].self, from: Data(text.utf8))
        return try #require(holds.first).clip
    }

    /// Eight letters as a desk that was opened once shows them.
    private func shortID(_ workspace: TestWorkspace) throws -> String {
        let desk = try workspace.desk()
        try desk.waitForClip()
        #expect(try desk.leave() == .exited(0))
        let line = try workspace.run("audit", "list", "--action", "clip.claimed", "--last", "1")
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        let place = try #require(words.firstIndex(of: "clip"))
        return words[place + 1]
    }

    @Test func theShortIDThatListsShowIsTakenAndNothingElse() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let short = try shortID(workspace)
        #expect(short.count == 8)
        try workspace.run("hold", "set", "--clip", short.uppercased(), "--reason", "case-1")
        #expect(try heldClip(workspace).hasSuffix(short))
        #expect(
            try workspace.run("audit", "list", "--clip", short, "--last", "1").contains(short))
        try workspace.run("hold", "end", "--clip", short)
        let stray = short == "00000000" ? "00000001" : "00000000"
        for command in [
            ["hold", "set", "--reason", "case-1"], ["erase", "--yes"], ["audit", "list"],
        ] {
            for (name, words) in [
                (stray, "ends in"), ("%", "whole id"), (String(short.dropFirst()), "whole id"),
            ] {
                let process = try PipedProcess(workspace.call(command + ["--clip", name]))
                let status = try process.wait(timeout: TestWorkspace.patience)
                expectRefusal(
                    CommandOutcome(
                        status: status, output: process.outputText, errors: process.errorText),
                    words)
            }
        }
    }

    @Test func aReceiptIsFoundFromElsewhereAndOneThatIsNotThereIsSaid() throws {
        let workspace = try TestWorkspace(TinyClip.many(1))
        let short = try shortID(workspace)
        let said = try workspace.run("erase", "--clip", short, "--yes")
        #expect(said.contains("1 clip erased"), "\(said)")
        let line = try #require(
            said.split(separator: "\n").first { $0.hasPrefix("Receipt: ") })
        let path = String(line.dropFirst("Receipt: ".count))
        #expect(path.hasPrefix(workspace.folder.file("workspace") + "/receipts/"), "\(path)")
        #expect(try workspace.run("erase", "--receipt", path).contains("is whole"))
        let inside = "receipts/" + (path as NSString).lastPathComponent
        #expect(try workspace.run("erase", "--receipt", inside).contains("is whole"))
        expectRefusal(
            try workspace.attempt("erase", "--receipt", "receipts/none.json"), "cannot be read",
            "check the path")
        let other = try workspace.folder.write("other.json", Data("{}".utf8))
        expectRefusal(try workspace.attempt("erase", "--receipt", other), "no receipt")
    }

    @Test func whoLeftIsListedSoAndComesBackWithARoleAlone() throws {
        let workspace = try TestWorkspace()
        try workspace.run("init", "--person", "ana")
        let added = try workspace.run("person", "add", "cus", "--role", "custodian")
        #expect(added.contains("They hold the custodians' half of the identity key."), "\(added)")
        #expect(added.contains("You hold the officers' half alone from now on."), "\(added)")
        let several = try workspace.attempt("audit", "list")
        expectRefusal(several, "export EARSHOT_PERSON=ana")
        workspace.environment["EARSHOT_PERSON"] = "ana"
        try workspace.run("person", "add", "bo")
        try workspace.run("person", "revoke", "bo", "--all", "--yes")
        let list = try workspace.run("person", "list").split(separator: "\n")
        let row = try #require(list.first { $0.hasPrefix("bo ") })
        #expect(row.contains("left"))
        expectRefusal(
            try workspace.attempt("person", "grant", "bo", "location"), "left this workspace",
            "earshot person grant bo reviewer")
        expectRefusal(try workspace.attempt("person", "grant", "bo"), "left this workspace")
        let again = try workspace.run("person", "grant", "bo", "reviewer")
        #expect(again.contains("had left, and is here again as reviewer"), "\(again)")
    }
}
