// The root of the command table.
import ArgumentParser

struct Earshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot",
        abstract: "The workstation of people who review what voice assistants heard.",
        discussion: """
            Try it now, on sample clips, in a workspace that is thrown away:
              earshot demo

            A workspace of your own:
              earshot init
              earshot import clips.jsonl --queue english --locale en-US
              earshot review --queue english
              earshot export --queue english --format nemo --output english.nemo.jsonl
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, InitCommand.self, ImportCommand.self, ReviewCommand.self,
            StatusCommand.self, ExportCommand.self, PersonCommand.self, LintCommand.self,
            DoctorCommand.self, ThemeCommand.self, KeysCommand.self,
        ])
}
