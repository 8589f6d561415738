// The manual page, made of the command table and the desk's keys, so that it never lags behind.
import Screens
import TerminalUI

/// `earshot(1)`.
struct ManualPage {
    let commands: CommandOutline
    let keys: DeskCommandTable
    let version: String

    var source: String {
        var page = Roff()
        page.title("earshot", section: 1, origin: "Earshot \(version)", manual: "Earshot")
        opening(&page)
        page.section("Commands")
        for command in commands.shownSubcommands { describe(command, "earshot", &page) }
        keySection(&page)
        page.section("Files")
        for (term, text) in ManualTables.files { page.entry(term, text) }
        page.section("Environment")
        for (term, text) in ManualTables.environment { page.entry(term, text) }
        page.section("Exit status")
        for (term, text) in ManualTables.exitStatus { page.entry(term, text) }
        return page.source
    }

    private func opening(_ page: inout Roff) {
        let abstract = commands.abstract ?? ""
        page.section("Name")
        page.paragraph("earshot - " + (abstract.prefix(1).lowercased() + abstract.dropFirst()))
        page.section("Synopsis")
        page.example(commands.shownSubcommands.map { "earshot \($0.commandName) \(usage(of: $0))" })
        page.section("Description")
        page.prose(commands.discussion ?? "")
    }

    private func usage(of command: CommandOutline) -> String {
        let words =
            command.shownSubcommands.isEmpty
            ? command.ownArguments.map(\.usage)
            : [command.shownSubcommands.map(\.commandName).joined(separator: " | ") + " ..."]
        return words.joined(separator: " ")
    }

    private func describe(_ command: CommandOutline, _ parent: String, _ page: inout Roff) {
        let name = "\(parent) \(command.commandName)"
        page.subsection("\(name) \(usage(of: command))")
        if let abstract = command.abstract { page.paragraph(abstract) }
        if let discussion = command.discussion { page.prose(discussion) }
        for argument in command.ownArguments {
            let words = [argument.abstract, argument.discussion, argument.defaultWords]
            page.entry(argument.spelling, words.compactMap(\.self).joined(separator: " "))
        }
        for subcommand in command.shownSubcommands { describe(subcommand, name, &page) }
    }

    private func keySection(_ page: inout Roff) {
        page.section("Keys")
        page.paragraph(
            "Every key can be rebound in keys.toml, by the command's id under the mode's name; "
                + "the id stands last in its line here.")
        for mode in DeskMode.allCases {
            page.subsection("In \(mode.rawValue) mode")
            for command in keys.commands {
                let chords = keys.keys(of: command.id, in: mode)
                guard !chords.isEmpty else { continue }
                page.entry(
                    chords.map(\.label).joined(separator: "  "),
                    "\(command.help) (\(command.id))")
            }
        }
    }
}

extension ArgumentOutline {
    /// The default in words; a flag's is that it is off.
    fileprivate var defaultWords: String? {
        guard kind != .flag, let defaultValue else { return nil }
        return "Default: \(defaultValue)."
    }
}
