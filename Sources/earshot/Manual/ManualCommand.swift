// `earshot dump-manual`: the manual page, for those who build and package.
import ArgumentParser
import Screens

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-manual",
        abstract: "Print the manual page in roff.",
        discussion: """
              earshot dump-manual > earshot.1
              earshot dump-manual | man -l -
            """,
        shouldDisplay: false)

    func run() throws {
        let page = ManualPage(
            commands: try CommandOutline.ofEarshot(), keys: try DeskCommands.table(),
            version: Earshot.configuration.version)
        Output.text(page.source)
    }
}
