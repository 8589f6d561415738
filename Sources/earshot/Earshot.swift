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

            'earshot doctor' says what works here and what to do about the rest. Completions for \
            your shell: earshot --generate-completion-script bash (or zsh, or fish).

            Exit codes: 0 done; 1 refused or failed; 2 wrong usage; 3 done in part, the rest is \
            listed; 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, InitCommand.self, ImportCommand.self, ReviewCommand.self,
            ShiftCommand.self, BoardCommand.self, QueueCommand.self, StatusCommand.self,
            ExportCommand.self, ExportsCommand.self, ConsentCommand.self,
            EraseCommand.self, RetentionCommand.self, HoldCommand.self, SubjectCommand.self,
            RecordCommand.self, ReportCommand.self, GlassCommand.self, PersonCommand.self,
            VaultCommand.self, AuditCommand.self, IncidentsCommand.self, WatchCommand.self,
            LintCommand.self, DoctorCommand.self, AudioCommand.self, ThemeCommand.self,
            KeysCommand.self, ManualCommand.self,
        ])
}
