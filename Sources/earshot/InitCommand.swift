// `earshot init`: a workspace, its keys, its first person.
import ArgumentParser
import Foundation
import ReviewCore
import Workstation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a workspace, its keys and its first person.",
        discussion: """
            The first person has every role and every key. Their private keys stay in their own \
            configuration directory; without them nothing in the workspace can be opened, so keep \
            a copy in a safe place.

              earshot init
              earshot init --workspace /srv/review --person ana --passphrase
            """)

    @OptionGroup var place: WorkspaceOptions

    @Option(
        help: ArgumentHelp(
            "Your handle among colleagues; by default your login name.", valueName: "handle"))
    var person: String?

    @ArgumentParser.Flag(help: "Ask for a passphrase to put on your keys.")
    var passphrase = false

    func run() throws {
        let surroundings = Surroundings.current()
        let directory = surroundings.workspace(option: place.workspace)
        let name = try Seat.checkedHandle(person ?? NSUserName())
        let workspace = try Workspace.create(
            in: directory, firstPerson: name, surroundings: surroundings, now: .now,
            passphrase: passphrase ? place.passphrase.asking().askForNew() : nil)
        let keys = surroundings.keysDirectory(workspace: workspace.id.description)
        Output.line(
            """
            Workspace   \(workspace.directory.path)
            You         \(name), with every role
            Your keys   \(keys.path)
                        Keep a copy: without them nothing here can be opened.

            Next        earshot import clips.jsonl --queue english --locale en-US
                        earshot review --queue english
            """)
    }
}
