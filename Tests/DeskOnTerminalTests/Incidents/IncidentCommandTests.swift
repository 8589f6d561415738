// From a flag at the desk to the end of its incident, by commands, with two people and a reviewer.

import Foundation
import TerminalHarness
import Testing

@Suite(.manyAtOnce) struct IncidentCommandTests {
    private struct Listed: Decodable {
        struct Incident: Decodable {
            var id, severity, stage: String
            var owner: String?
        }
        var incidents: [Incident]
    }

    private func listed(
        _ workspace: TestWorkspace, _ more: String...
    ) throws -> [Listed.Incident] {
        let process = try PipedProcess(
            workspace.call(["incidents", "list", "--json"] + more))
        #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(0))
        return try JSONDecoder().decode(Listed.self, from: Data(process.outputText.utf8)).incidents
    }

    /// A workspace whose reviewer has flagged a clip P1 at the desk.
    private func flagged() throws -> TestWorkspace {
        let workspace = try TestWorkspace(TinyClip.many(2))
        let founder = try #require(workspace.status().people.first).name
        workspace.environment["EARSHOT_PERSON"] = founder
        try workspace.run("person", "add", "rea", "--role", "reviewer")
        try workspace.run("person", "add", "sam", "--role", "supervisor")
        try workspace.run("person", "add", "olga", "--role", "officer")
        let desk = try workspace.desk(with: ["EARSHOT_PERSON": "rea"])
        try desk.waitForClip()
        try desk.press("x", "w", "1", .enter)
        try desk.waitUntil("the flag is stored") { _ in
            (try? listed(workspace).count) == 1
        }
        #expect(try desk.leave() == .exited(0))
        workspace.environment["EARSHOT_PERSON"] = "sam"
        return workspace
    }

    @Test func itIsTakenDecidedAndConfirmedAndTheLogHoldsIt() throws {
        let workspace = try flagged()
        let incident = try #require(try listed(workspace).first)
        #expect(incident.severity == "P1" && incident.stage == "triggered")
        let short = String(incident.id.suffix(8))
        #expect(try workspace.run("incidents", "ack", short).contains("taken by sam"))
        try workspace.run("incidents", "note", short, "--reason", "two voices, one crying")
        #expect(
            try workspace.run(
                "incidents", "close", short, "--as", "false_positive", "--reason", "a film"
            ).contains("waiting for a second person"))
        let alone = try workspace.attempt("incidents", "confirm", short)
        #expect(alone.status == .exited(1) && alone.errors.contains("second person"))
        let closed = try workspace.attempt(
            "incidents", "confirm", short, with: ["EARSHOT_PERSON": "olga"])
        #expect(closed.output.contains("closed: false_positive"))
        #expect(try listed(workspace).isEmpty)
        #expect(try listed(workspace, "--closed", "1").count == 1)
        let story = try workspace.run("incidents", "show", short)
        for words in ["rea flagged", "sam took it", "two voices, one crying", "a film", "olga"] {
            #expect(story.contains(words), "\(story)")
        }
        let verified = try workspace.attempt(
            "audit", "verify", with: ["EARSHOT_PERSON": "olga"])
        #expect(verified.status == .exited(0), "\(verified.output)\(verified.errors)")
        // Nothing of what was said stands readable in the files.
        let bytes = RawBytes(below: [workspace.folder.file("workspace")])
        for words in ["two voices", "a film"] { #expect(bytes.places(of: words) == []) }
    }

    @Test func whoeverMayNotAnswerIsToldWhoMay() throws {
        let workspace = try flagged()
        let short = String(try #require(try listed(workspace).first).id.suffix(8))
        let reviewer = try workspace.attempt(
            "incidents", "ack", short, with: ["EARSHOT_PERSON": "rea"])
        #expect(reviewer.status == .exited(1))
        #expect(reviewer.errors.contains("supervisor"))
        let handed = try workspace.attempt("incidents", "hand-over", short, "--to", "olga")
        #expect(handed.status == .exited(1) && handed.errors.contains("take it first"))
        try workspace.run("incidents", "ack", short)
        let again = try workspace.attempt("incidents", "hand-over", short, "--to", "rea")
        #expect(again.errors.contains("supervisor or an officer"))
        let personal = try workspace.attempt(
            "incidents", "note", short, "--reason", "write to jo@example.org")
        #expect(personal.status == .exited(1) && personal.errors.contains("EMAIL"))
        #expect(!personal.errors.contains("example"))
    }

    @Test func wordsComeByStandardInputAndWrongUsageIsSaid() throws {
        let workspace = try flagged()
        let short = String(try #require(try listed(workspace).first).id.suffix(8))
        try workspace.run("incidents", "ack", short)
        var call = try workspace.call(["incidents", "note", short, "--reason", "-"])
        let program = call.executable
        try workspace.folder.write("words", "called the helpline\n".utf8)
        call.arguments = [
            "-c",
            "\(program) incidents note \(short) --reason - < \(workspace.folder.file("words"))",
        ]
        call.executable = "sh"
        let process = try PipedProcess(call)
        #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(0))
        #expect(
            try workspace.run("incidents", "show", short).contains("called the helpline"))
        for wrong in [
            ["close", short, "--as", "referred"], ["close", short, "--as", "not_our_job"],
            ["close", short, "--as", "disclosed", "--reason", "police"],
        ] {
            let process = try PipedProcess(workspace.call(["incidents"] + wrong))
            #expect(try process.wait(timeout: TestWorkspace.patience) == .exited(2))
        }
    }
}
